// Two minutes before an idle session closes, say so and offer to stay (WCAG 2.2.1). Any page opened counts, in any tab.
// A modal dialog: it covers nothing that has the focus, and the Escape key puts it away.
const warning = document.querySelector('[data-idle-seconds]');
if (warning) {
  const idleMs = Number(warning.dataset.idleSeconds) * 1000;
  const beforeMs = 120_000;
  // Once it has closed, nothing of the member stays on the screen: the page asks for itself, and is led to the sign-in.
  const afterMs = 5_000;
  let timers = [];
  const count = () => {
    for (const timer of timers) clearTimeout(timer);
    if (warning.open) warning.close();
    timers = [
      setTimeout(() => warning.showModal?.(), Math.max(0, idleMs - beforeMs)),
      setTimeout(() => location.reload(), idleMs + afterMs),
    ];
  };
  count();
  const tabs = globalThis.BroadcastChannel && new BroadcastChannel(`espace-${warning.dataset.insurer}`);
  tabs?.addEventListener('message', count);
  tabs?.postMessage('opened');
}
