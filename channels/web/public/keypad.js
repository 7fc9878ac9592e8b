// The keys write into the real input, which goes on accepting typing, paste and password managers. What is
// said aloud is how many digits stand there, never which.
const pads = [...document.querySelectorAll('.keypad')];

for (const pad of pads) {
  const input = document.getElementById(pad.dataset.for);
  const keys = [...pad.querySelectorAll('.key')];
  const given = keys.map((key) => key.textContent);
  const status = pad.querySelector('[role="status"]');
  const digits = () => input.value.replaceAll(/\D/g, '').length;
  const say = () => {
    status.textContent = pad.dataset.count.replace('#', String(digits()));
  };
  // What was counted for the keys is no longer true of what is typed or pasted, which the input itself tells.
  input.addEventListener('input', () => {
    status.textContent = '';
  });
  const write = (value) => {
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    say();
  };

  for (const key of keys)
    key.addEventListener('click', () => {
      const limit = Number(input.dataset.length ?? 32);
      if (digits() < limit) write(input.value + key.textContent);
      else say();
    });
  pad.querySelector('[data-do="erase"]').addEventListener('click', () => write(input.value.slice(0, -1)));

  const toggle = pad.querySelector('[data-do="order"]');
  toggle?.addEventListener('click', () => {
    const ordered = pad.dataset.keypad === 'shuffled';
    const digits = ordered ? [...'1234567890'] : given;
    for (const [index, key] of keys.entries()) key.textContent = digits[index];
    pad.dataset.keypad = ordered ? 'ordered' : 'shuffled';
    toggle.textContent = ordered ? toggle.dataset.shuffled : toggle.dataset.ordered;
  });

  // One stop for the Tab key, arrows inside: ten stops below every field would be a wall (WCAG 2.4.3).
  const stopAt = (index) => {
    for (const [i, key] of keys.entries()) key.tabIndex = i === index ? 0 : -1;
  };
  stopAt(0);
  pad.addEventListener('keydown', (event) => {
    const at = keys.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 5, ArrowUp: -5 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    const next = (at + step + keys.length) % keys.length;
    stopAt(next);
    keys[next].focus();
  });

  // With several secret fields, only the one being filled shows its keys. Those just left go a little later: where the
  // key that had the focus goes at once, Firefox tells screen readers nothing of the field it is in now (WCAG 4.1.2).
  input.addEventListener('focus', () => setTimeout(() => show(pad), 150));
}

function show(active) {
  for (const pad of pads) pad.hidden = pad !== active;
}

if (pads[0])
  show(pads.find((pad) => document.getElementById(pad.dataset.for) === document.activeElement) ?? pads[0]);
