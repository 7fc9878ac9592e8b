// Something may happen elsewhere (a telephone scans the code, a page is finished in another tab), or a wait ends. The
// page is fetched quietly and shown anew only when it has changed, so that focus and reading place are not lost for
// nothing (WCAG 3.2.5).
const everyMs = 3000;
const main = document.querySelector('main');
const turn = () => document.querySelector('main input[name="turn"]')?.value;

// Somebody who is typing is not interrupted; their answer is told if it comes too late.
const isTyping = () =>
  [...main.querySelectorAll('input, textarea')].some((field) => field.type !== 'hidden' && field.value);

async function look() {
  try {
    const text = await (await fetch(location.href, { headers: { accept: 'text/html' } })).text();
    const next = new DOMParser().parseFromString(text, 'text/html');
    const moved =
      next.querySelector('main')?.dataset.state !== main.dataset.state ||
      next.querySelector('main input[name="turn"]')?.value !== turn();
    if (moved && !isTyping()) return location.reload();
  } catch {
    // Away for a moment: look again.
  }
  setTimeout(look, everyMs);
}
// At the very end of a wait the change might not be made yet.
const firstLook = main.querySelector('[data-first-look]')?.dataset.firstLook;
setTimeout(look, firstLook === undefined ? everyMs : (Number(firstLook) + 1) * 1000);
