// Something may happen elsewhere (a telephone scans the code). The page is fetched quietly and shown anew only
// when it has changed, so that focus and reading place are not lost for nothing (WCAG 3.2.5).
const everyMs = 3000;
const main = document.querySelector('main');
const turn = () => document.querySelector('main input[name="turn"]')?.value;

async function look() {
  try {
    const text = await (await fetch(location.href, { headers: { accept: 'text/html' } })).text();
    const next = new DOMParser().parseFromString(text, 'text/html');
    const moved =
      next.querySelector('main')?.dataset.state !== main.dataset.state ||
      next.querySelector('main input[name="turn"]')?.value !== turn();
    // Somebody who is typing is not interrupted; their answer is told if it comes too late.
    const typing = [...document.querySelectorAll('form.question input')].some(
      (input) => input.type !== 'hidden' && input.value,
    );
    if (moved && !typing) return location.reload();
  } catch {
    // Away for a moment: look again.
  }
  setTimeout(look, everyMs);
}
setTimeout(look, everyMs);
