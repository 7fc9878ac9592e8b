// A telephone that plays the provider: it posts what a provider would, signed by the development server, to the
// real webhook, and reads the real documents.
const $ = (id) => document.getElementById(id);
const state = { sid: '', asked: undefined, typed: '', over: true };

document.body.classList.toggle('framed', self !== top);
const given = new URLSearchParams(location.search).get('tenant');
if (given) $('tenant').value = given;

const newSid = () =>
  `CA${[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
const isTwilio = () => state.provider === 'twilio';
const pathOf = (url) => {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
};

/** Posts a webhook as the provider does: its own body, its own signature. */
async function webhook(path, values) {
  const call = isTwilio()
    ? { CallSid: state.sid, From: state.from, To: '+33000000000', CallStatus: 'in-progress', ...values }
    : { call_sid: state.sid, from: state.from, to: '+33000000000', ...values };
  const body = isTwilio() ? new URLSearchParams(call).toString() : JSON.stringify(call);
  const signed = await fetch('/dev/phone/sign', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ provider: state.provider, path, body }),
  });
  if (!signed.ok) throw new Error(`no signature: ${signed.status}`);
  return fetch(path, {
    method: 'POST',
    headers: {
      ...(await signed.json()),
      'content-type': isTwilio() ? 'application/x-www-form-urlencoded' : 'application/json',
    },
    body,
  });
}

function readTwiml(text) {
  const root = new DOMParser().parseFromString(text, 'text/xml').documentElement;
  const verb = (name) => root.querySelector(`:scope > ${name}`);
  const [gather, dial, redirect, pause] = ['Gather', 'Dial', 'Redirect', 'Pause'].map(verb);
  return {
    said: [...root.querySelectorAll('Say')].map((say) => ({
      text: say.textContent,
      slowly: say.querySelector('prosody') !== null,
      language: say.getAttribute('language'),
    })),
    ask: gather && {
      url: gather.getAttribute('action'),
      oneKey: gather.getAttribute('numDigits') === '1',
      speech: gather.getAttribute('input').includes('speech'),
    },
    dial: dial && { url: dial.getAttribute('action'), number: dial.textContent },
    again: redirect && { url: redirect.textContent, seconds: Number(pause?.getAttribute('length') ?? 1) },
  };
}

function readVerbs(text) {
  const verbs = JSON.parse(text);
  const find = (name) => verbs.find(({ verb }) => verb === name);
  const [gather, dial, redirect, pause] = ['gather', 'dial', 'redirect', 'pause'].map(find);
  const say = gather?.say ?? find('say');
  const speech = say && new DOMParser().parseFromString(say.text, 'text/xml').documentElement;
  const said = speech
    ? [...speech.childNodes].map((node) => ({
        text: node.textContent.trim(),
        slowly: node.nodeName === 'prosody',
        language: say.synthesizer.language,
      }))
    : [];
  return {
    said: said.filter(({ text }) => text !== ''),
    ask: gather && {
      url: gather.actionHook.url,
      oneKey: gather.numDigits === 1,
      speech: gather.input.includes('speech'),
    },
    dial: dial && { url: dial.actionHook.url, number: dial.target[0].number },
    again: redirect && { url: redirect.actionHook.url, seconds: pause?.length ?? 1 },
  };
}

function line(text, className) {
  const item = document.createElement('li');
  item.textContent = text;
  item.className = className;
  $('transcript').append(item);
  item.scrollIntoView({ block: 'nearest' });
}

/** Barge-in: whatever is still being said stops at the first key. */
const hush = () => globalThis.speechSynthesis?.cancel();

function speak(said) {
  if (!$('voice').checked || !globalThis.speechSynthesis) return;
  for (const { text, slowly, language } of said) {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language;
    words.rate = slowly ? 0.7 : 1;
    speechSynthesis.speak(words);
  }
}

/** Whether this call is the one that is on: what comes late for another is not heard, as on a line that is cut. */
const isOn = (sid) => !state.over && state.sid === sid;

async function post(url, values) {
  const { sid } = state;
  busy(true);
  try {
    const response = await webhook(pathOf(url), values);
    const text = await response.text();
    if (!isOn(sid)) return;
    if (response.ok) return hear(text);
    line(`(réponse ${response.status})`, 'note');
    end();
  } catch (error) {
    if (isOn(sid)) line(`(${error.message})`, 'note');
  } finally {
    if (isOn(sid)) busy(false);
    outbox();
  }
}

function hear(text) {
  const { sid } = state;
  $('raw').textContent = text;
  const told = isTwilio() ? readTwiml(text) : readVerbs(text);
  for (const { text: words, slowly } of told.said) line(words, slowly ? 'slowly' : 'said');
  speak(told.said);
  state.asked = told.ask;
  state.dial = told.dial;
  $('through').hidden = !told.dial;
  if (told.dial) $('number').textContent = `Mise en relation avec ${told.dial.number}`;
  type('');
  if (told.again) setTimeout(() => isOn(sid) && post(told.again.url, {}), told.again.seconds * 1000);
  else if (!told.ask && !told.dial) end();
}

function type(keys) {
  state.typed = keys;
  $('typed').textContent = keys;
}

function over(isOver) {
  state.over = isOver;
  document.body.classList.toggle('on', !isOver);
  $('status').textContent = isOver ? 'Raccroché' : 'En communication';
}

function end() {
  over(true);
  state.asked = undefined;
  state.dial = undefined;
  $('through').hidden = true;
  type('');
  busy(false);
}

function busy(waiting) {
  const open = !state.over && !waiting;
  $('hang-up').disabled = state.over;
  $('silence').disabled = !open || !state.asked;
  $('words').disabled = !open || !state.asked?.speech;
  $('say').querySelector('button').disabled = $('words').disabled;
  $('call').disabled = !state.over;
  for (const id of ['tenant', 'provider', 'from']) $(id).disabled = !state.over;
}

function press(key) {
  hush();
  if (!state.asked) return;
  if (state.asked.oneKey) return answer(key);
  if (key === '#') return answer(state.typed, key);
  type(state.typed + key);
}

/** `key` ended what was typed; without one a pause did. */
function answer(keys, key = '') {
  const { url } = state.asked;
  line(keys === '' ? '(silence)' : /^\d{4,}/.test(keys) ? `${keys.length} touches` : keys, 'me');
  state.asked = undefined;
  return post(
    url,
    isTwilio()
      ? { Digits: keys, FinishedOnKey: key }
      : keys === ''
        ? { reason: 'timeout' }
        : { digits: keys, reason: 'dtmfDetected' },
  );
}

const letterStatus = { requested: 'demandée', printed: 'imprimée', posted: 'postée', returned: 'revenue' };

/** Shown anew only when something was sent: what somebody has opened to read it stays open. */
async function outbox() {
  const told = await (await fetch('/dev/outbox.json')).text();
  if (told === state.sent) return;
  state.sent = told;
  const sent = JSON.parse(told);
  const items = [
    ...sent.sms.map(({ to, text }) => [`SMS à ${to}`, text]),
    ...sent.mails.map(({ to, subject, text }) => [`E-mail à ${to} : ${subject}`, text]),
    ...sent.letters.map(({ addressLines, status, text, pdf }) => [
      `Lettre, ${addressLines[0]} (${letterStatus[status]})`,
      text,
      pdf,
    ]),
  ];
  const shown = items
    .slice(-8)
    .reverse()
    .map(([title, text, pdf]) => {
      const article = document.createElement('article');
      const details = document.createElement('details');
      const summary = document.createElement('summary');
      const body = document.createElement('pre');
      summary.textContent = title;
      body.textContent = text;
      details.append(summary, body);
      if (pdf) {
        const link = document.createElement('a');
        Object.assign(link, { href: pdf, target: '_blank', textContent: 'La lettre en PDF' });
        details.append(link);
      }
      article.append(details);
      return article;
    });
  $('outbox').replaceChildren(...shown);
}

$('call').addEventListener('click', () => {
  Object.assign(state, {
    sid: newSid(),
    provider: $('provider').value,
    tenant: $('tenant').value,
    from: $('from').value,
  });
  over(false);
  line(`Appel de ${$('tenant').selectedOptions[0].textContent}`, 'me');
  post(`/ivr/${state.provider}/${state.tenant}`, {});
});
$('hang-up').addEventListener('click', async () => {
  hush();
  line('Vous raccrochez', 'me');
  const status = isTwilio() ? { CallStatus: 'completed' } : { call_status: 'completed' };
  end();
  await webhook(`/ivr/${state.provider}/${state.tenant}/status`, status);
});
$('silence').addEventListener('click', () => state.asked && answer(state.typed));
$('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const words = $('words').value.trim();
  if (!words || !state.asked) return;
  hush();
  $('words').value = '';
  line(`« ${words} »`, 'me');
  const { url } = state.asked;
  state.asked = undefined;
  post(
    url,
    isTwilio()
      ? { SpeechResult: words, Confidence: '0.9' }
      : { speech: { alternatives: [{ transcript: words }] }, reason: 'speechDetected' },
  );
});
for (const button of document.querySelectorAll('[data-key]'))
  button.addEventListener('click', () => press(button.dataset.key));
for (const button of document.querySelectorAll('[data-dial]'))
  button.addEventListener('click', () => {
    const { url } = state.dial;
    const { dial } = button.dataset;
    post(url, isTwilio() ? { DialCallStatus: dial } : { dial_call_status: dial });
  });
document.addEventListener('keydown', ({ key, target }) => {
  if (/^[\d*#]$/.test(key) && !/^(INPUT|SELECT)$/.test(target.tagName)) press(key);
});
$('member').addEventListener('change', ({ target }) => {
  // Corsica is typed with the star (X19).
  const keys = target.value.replace('2A', '2*1').replace('2B', '2*2');
  if (keys && state.asked && !state.asked.oneKey) type(keys);
  target.value = '';
});
outbox();
setInterval(outbox, 4000);
