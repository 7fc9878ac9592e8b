// Two minutes before an idle session closes, say so and offer to stay (WCAG 2.2.1). Any page opened counts.
const warning = document.querySelector('[data-idle-seconds]');
if (warning) {
  const before = 120;
  setTimeout(
    () => {
      warning.hidden = false;
      warning.focus();
    },
    Math.max(0, Number(warning.dataset.idleSeconds) - before) * 1000,
  );
}
