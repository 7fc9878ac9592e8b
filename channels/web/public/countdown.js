// Seconds left until the page changes by itself or another attempt is welcome. Shown every second, said at 60,
// 30 and 10 and at the end, in whole words: a live region that speaks every second would bar the way to everything else.
const said = new Set([60, 30, 10]);

// Nobody counts hundreds of seconds.
const inWords = ({ left, leftMinutes }, seconds) =>
  seconds > 120 ? leftMinutes.replace('#', Math.ceil(seconds / 60)) : left.replace('#', seconds);

for (const place of document.querySelectorAll('[data-countdown]')) {
  const end = performance.now() + Number(place.dataset.countdown) * 1000;
  const shown = document.createElement('span');
  shown.setAttribute('aria-hidden', 'true');
  shown.className = 'seconds';
  const spoken = document.createElement('span');
  spoken.className = 'hidden';
  spoken.setAttribute('role', 'status');
  place.append(' ', shown, spoken);

  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    const text = left > 0 ? inWords(place.dataset, left) : place.dataset.ready;
    shown.textContent = text;
    if (left === 0) spoken.textContent = text;
    else if (said.has(left)) spoken.textContent = place.dataset.leftAloud.replace('#', left);
    if (left === 0) clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
}
