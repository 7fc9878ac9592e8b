// Telephone, chat and web of one insurer side by side, and the product's clock.
const $ = (id) => document.getElementById(id);

function show() {
  const tenant = $('tenant').value;
  $('phone').src = `/dev/phone?tenant=${tenant}`;
  $('chat').src = `/${tenant}/chat`;
  $('web').src = `/${tenant}/`;
}

async function clock(advanceSeconds) {
  const request =
    advanceSeconds === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ advanceSeconds }),
        };
  const { now } = await (await fetch('/dev/clock', request)).json();
  $('now').dateTime = now;
  $('now').textContent = new Date(now).toLocaleString('fr-FR', { timeZone: 'Europe/Paris' });
}

$('tenant').addEventListener('change', show);
$('clock').addEventListener('submit', async (event) => {
  event.preventDefault();
  const seconds = Number($('seconds').value);
  if (seconds > 0) await clock(seconds);
});
$('reset').addEventListener('click', async () => {
  await fetch('/dev/reset', { method: 'POST' });
  await clock();
  show();
});
show();
clock();
setInterval(() => clock(), 10_000);
