// ALTCHA proof of work (X17): one press starts the solver, on every core, in workers served from here. The
// result goes into the form's own input as base64 of {challenge, solution}.
for (const field of document.querySelectorAll('[data-human-check]')) enhance(field);

function enhance(field) {
  const challenge = JSON.parse(field.dataset.challenge);
  const input = field.querySelector('input');
  const button = field.querySelector('[data-do="solve"]');
  const progress = field.querySelector('progress');
  const status = field.querySelector('.check-status');
  // Web Crypto exists in secure contexts only; without it the other two ways are what is left, and said.
  if (!challenge || !globalThis.crypto?.subtle || !globalThis.Worker) return;
  const words = field.querySelector('.without-script');
  words.hidden = true;
  field.querySelector('.check-box').hidden = false;
  // What leads to the field, and what is said of it, is about the button now.
  const description = input.getAttribute('aria-describedby');
  button.id = words.id;
  words.removeAttribute('id');
  if (description)
    button.setAttribute('aria-describedby', `${description} ${button.getAttribute('aria-describedby')}`);

  if (words.autofocus) button.focus();

  // Never `disabled` nor hidden: whoever pressed the button by keyboard would lose their place.
  const working = (yes) => {
    button.setAttribute('aria-disabled', String(yes || input.value !== ''));
    progress.hidden = !yes;
    field.dataset.state = yes ? 'working' : input.value ? 'done' : 'failed';
    status.textContent = yes
      ? field.dataset.working
      : input.value
        ? field.dataset.done
        : field.dataset.failed;
  };

  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    working(true);
    try {
      const solution = await solve(challenge, workerUrl(field, challenge.parameters.algorithm));
      input.value = solution ? btoa(JSON.stringify({ challenge, solution })) : '';
    } catch {
      input.value = '';
    }
    working(false);
  });

  // Sent too early, the attempt would only be refused: say what is missing instead.
  field.closest('form').addEventListener(
    'submit',
    (event) => {
      if (input.value) return;
      event.preventDefault();
      status.textContent = field.dataset.first;
      button.focus();
    },
    { capture: true },
  );
}

function workerUrl(field, algorithm) {
  return algorithm.startsWith('PBKDF2') ? field.dataset.workerPbkdf2 : field.dataset.workerSha;
}

/** The first worker to find a solution wins; each tries every nth number. */
async function solve(challenge, url) {
  const step = Math.min(8, Math.max(1, navigator.hardwareConcurrency ?? 2));
  const workers = Array.from({ length: step }, () => new Worker(url));
  try {
    return await Promise.race(
      workers.map(
        (worker, counterStart) =>
          new Promise((resolve, reject) => {
            worker.onerror = reject;
            worker.onmessage = ({ data }) => (data?.error ? reject(data.error) : resolve(data));
            worker.postMessage({ type: 'work', challenge, counterStart, counterStep: step, timeout: 90_000 });
          }),
      ),
    );
  } finally {
    for (const worker of workers) worker.terminate();
  }
}
