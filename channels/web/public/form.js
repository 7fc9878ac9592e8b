// The second press of a double click changes nothing on the server; it need not be sent either. Later ones may be: no
// browser tells that the first was stopped.
const doubleClickMs = 1000;
for (const form of document.querySelectorAll('form[method="post"]')) {
  let sentAt = Number.NEGATIVE_INFINITY;
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    if (event.timeStamp - sentAt < doubleClickMs) event.preventDefault();
    else sentAt = event.timeStamp;
  });
}

// Safari and older browsers do not honour autofocus on what is not a control.
addEventListener('load', () => {
  if (document.activeElement === document.body) document.querySelector('[autofocus]')?.focus();
});

for (const button of document.querySelectorAll('[data-reveal]')) {
  const input = document.getElementById(button.dataset.reveal);
  const show = button.textContent;
  const showField = button.getAttribute('aria-label');
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? show : button.dataset.hide;
    // The name says what the button says (WCAG 2.5.3).
    button.setAttribute('aria-label', shown ? showField : button.dataset.hideField);
  });
  // Never sent, restored or offered for completion as ordinary text.
  input.form?.addEventListener('submit', () => {
    input.type = 'password';
  });
}

for (const button of document.querySelectorAll('[data-do="print"]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
