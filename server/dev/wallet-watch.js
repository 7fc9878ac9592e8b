// The site of the simulated wallet follows the telephone: it asks for itself quietly, and is shown anew only when
// the activation has gone on, so that nothing is lost for nothing.
const shown = document.querySelector('[data-stage]');
const timer = document.querySelector('[role=timer]');
if (shown?.dataset.stage === 'qr-shown') {
  const until = Date.now() + Number(timer?.dataset.seconds ?? 0) * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
    if (timer) timer.querySelector('span').textContent = left;
    if (timer && left === 0) location.reload();
    else setTimeout(tick, 1000);
  };
  tick();
  const look = async () => {
    try {
      const text = await (await fetch(location.href)).text();
      // Not parsed: the policy of this page would refuse the other one's style.
      if (!text.includes(`data-stage="${shown.dataset.stage}"`)) return location.reload();
    } catch {
      // Away for a moment: look again.
    }
    setTimeout(look, 1500);
  };
  setTimeout(look, 1500);
}
