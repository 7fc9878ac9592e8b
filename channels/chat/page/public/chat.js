// Opens the conversation of this browser in Microsoft's Web Chat. Where anything of it fails, the plain form stays
// where it stands. The key to the conversation is asked for from our own cookie and kept in memory only.
// A module, because Web Chat opens pages with the global `open`.
const place = document.getElementById('conversation');
const { base, lang, nonce, strings, newTab } = place.dataset;
const stale = place.querySelector('.chat-stale');
const failedToConnect = 4;

/** Two pages opened at once by a browser that was never here get two cookies, and the later wins: read again, once. */
const reloaded = 'guichet-chat-reloaded';

async function key() {
  const form = new URLSearchParams(new FormData(document.getElementById('new')));
  const response = await fetch(`${base}/key`, { method: 'POST', body: form });
  if (response.ok) return response.json();
  throw Object.assign(new Error(`key: ${response.status}`), { isForeign: response.status === 403 });
}

/** The page's own colours, as plain hexadecimal: some parts of Web Chat calculate with them. */
function colours() {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const hex = (name) => {
    probe.style.color = `var(${name})`;
    pen.fillStyle = getComputedStyle(probe).color;
    pen.fillRect(0, 0, 1, 1);
    return `#${[...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const names = ['primary', 'on-primary', 'ink', 'soft-ink', 'paper', 'tint', 'line', 'edge'];
  const found = Object.fromEntries(names.map((name) => [name, hex(`--${name}`)]));
  probe.remove();
  return found;
}

function styles() {
  const { primary, 'on-primary': onPrimary, ink, 'soft-ink': softInk, paper, tint, line, edge } = colours();
  return {
    accent: primary,
    backgroundColor: paper,
    primaryFont: '"Source Sans 3", system-ui, sans-serif',
    monospaceFont: '"Source Sans 3", system-ui, sans-serif',
    rootHeight: '100%',
    rootWidth: '100%',
    bubbleBackground: tint,
    bubbleTextColor: ink,
    bubbleBorderColor: line,
    bubbleBorderRadius: 10,
    bubbleMaxWidth: 560,
    bubbleFromUserBackground: primary,
    bubbleFromUserTextColor: onPrimary,
    bubbleFromUserBorderColor: primary,
    bubbleFromUserBorderRadius: 10,
    subtle: softInk,
    timestampColor: softInk,
    cardEmphasisBackgroundColor: tint,
    cardPushButtonBackgroundColor: primary,
    cardPushButtonTextColor: onPrimary,
    suggestedActionLayout: 'flow',
    bubbleMinWidth: 200,
    // On a telephone what was said keeps more room. Half a row is seen of what there is more.
    suggestedActionsFlowMaxHeight: innerWidth < 480 ? 165 : 225,
    suggestedActionBackgroundColor: paper,
    suggestedActionTextColor: primary,
    suggestedActionBorderColor: primary,
    suggestedActionBorderRadius: 10,
    suggestedActionHeight: 44,
    suggestedActionBackgroundColorOnHover: tint,
    suggestedActionTextColorOnHover: ink,
    suggestedActionBackgroundColorOnActive: primary,
    suggestedActionTextColorOnActive: onPrimary,
    suggestedActionBackgroundColorOnFocus: tint,
    sendBoxBackground: paper,
    sendBoxTextColor: ink,
    sendBoxPlaceholderColor: softInk,
    sendBoxBorderTop: `1px solid ${edge}`,
    sendBoxButtonColor: primary,
    sendBoxButtonColorOnHover: ink,
    sendBoxHeight: 56,
    sendBoxTextWrap: true,
    newMessagesButtonBackgroundColor: primary,
    newMessagesButtonTextColor: onPrimary,
    transcriptTerminatorBackgroundColor: softInk,
    // What is said of the connection, on the page’s own paper.
    notificationText: softInk,
    failedConnectivity: ink,
    connectivityTextSize: '90%',
    hideUploadButton: true,
    disableFileUpload: true,
    sendTimeout: 30_000,
    avatarSize: 0,
    botAvatarInitials: '',
    userAvatarInitials: '',
    paddingRegular: 14,
  };
}

/** Cards in the page's colours too. */
function cards() {
  const { primary, ink, 'soft-ink': softInk, paper } = colours();
  const foreground = { default: ink, subtle: softInk };
  return {
    fontFamily: '"Source Sans 3", system-ui, sans-serif',
    supportsInteractivity: true,
    containerStyles: {
      default: {
        backgroundColor: paper,
        foregroundColors: { default: foreground, accent: { default: primary, subtle: primary } },
      },
    },
    actions: { actionsOrientation: 'vertical', actionAlignment: 'stretch', buttonSpacing: 8, maxActions: 10 },
  };
}

/**
 * A laptop that slept longer than the key lasts. Microsoft's client finds no way out of that, so it never hears of it:
 * what was refused is asked once more with another key, be it a message, the stream or a longer life of the key.
 */
function keepOpen(connection) {
  // It would give up after a quarter of an hour without a network, and say nothing of it.
  connection.retries = Number.POSITIVE_INFINITY;
  const { ajax } = connection.services;
  connection.services.ajax = (request) =>
    ajax(request).catch(async (error) => {
      if (error.status !== 403) throw error;
      connection.token = await anotherKey(connection.conversationId);
      const headers = { ...request.headers, Authorization: `Bearer ${connection.token}` };
      return ajax({ ...request, headers }).toPromise();
    });
  connection.connectionStatus$.subscribe((status) => {
    if (status === failedToConnect) stale.hidden = false;
  });
}

/** Whoever writes sees what was said last, on a telephone too, whose keyboard covers a part of the page. */
function stayInSight() {
  const look = () => place.scrollIntoView({ block: 'nearest' });
  const writes = (element) => element?.matches('input, textarea');
  place.addEventListener('focusin', ({ target }) => writes(target) && look());
  visualViewport?.addEventListener('resize', () => {
    if (visualViewport.scale > 1) return;
    place.style.setProperty('--seen', `${visualViewport.height}px`);
    if (place.contains(document.activeElement) && writes(document.activeElement)) look();
  });
}

/**
 * What is said, and offered, in another language than the page's says so (WCAG 3.1.2): Web Chat makes nothing of the
 * language of an activity. Its texts are known again wherever it writes them, also where only a screen reader finds them.
 * The hours and numbers that it tells, and the buttons of its cards, are set right on the way.
 */
function languages(room) {
  const others = new Map();
  const mark = (node) => {
    if (node.nodeType !== Node.TEXT_NODE) return node.childNodes.forEach(mark);
    const place = node.parentElement;
    if (place?.closest('.webchat__stacked-layout__status')) return onFrenchClock(node);
    if (place?.closest(onlySpoken)) inFigures(node);
    const language = others.get(node.data.trim());
    if (place && language) place.lang = language;
    else place?.removeAttribute('lang');
  };
  const changes = { childList: true, characterData: true, subtree: true, attributeFilter: ['aria-pressed'] };
  new MutationObserver((seen) => {
    for (const { type, target, addedNodes } of seen) {
      if (type === 'characterData') mark(target);
      else addedNodes.forEach(mark);
    }
    room.querySelectorAll('.ac-pushButton[aria-pressed]').forEach(tellTab);
  }).observe(room, changes);
  return ({ locale = lang, text = '', attachments = [], suggestedActions }) => {
    if (locale.startsWith(lang)) return;
    const inCards = attachments.flatMap(({ content }) => content?.buttons ?? []);
    const titles = [...inCards, ...(suggestedActions?.actions ?? [])].map(({ title }) => title);
    for (const said of [...text.split('\n'), ...titles])
      for (const form of [said.trim(), spelt(said.trim())]) if (form) others.set(form, locale);
  };
}

/**
 * The button of a card opens a page in a tab of its own, which its name says; Web Chat takes it for one that stays
 * pressed (WCAG 4.1.2). Its name is what stands in it, in the language of that: a label beside would have none.
 */
function tellTab(button) {
  for (const name of ['aria-pressed', 'aria-label', 'title']) button.removeAttribute(name);
  if (button.querySelector('.hidden')) return;
  const hint = document.createElement('span');
  hint.className = 'hidden';
  hint.textContent = ` ${newTab}`;
  button.append(hint);
}

/** Where Web Chat writes what is only heard: when a message comes, and when the arrow keys come to it. */
const onlySpoken =
  '.webchat__live-region-activity, [id^="webchat__basic-transcript__active-descendant-label"]';

/** A number that people note down (a follow-up number, a resume code) is said figure by figure, not as one of millions. */
const spelt = (text) =>
  text.replace(/(?<![\w/#&-])(?:\d{4}\s\d{4}|\d{6,8})(?!\w)/gu, (number) =>
    number
      .split(/\s/u)
      .map((part) => [...part].join(' '))
      .join(', '),
  );

function inFigures(node) {
  const said = spelt(node.data);
  if (said !== node.data) node.data = said;
}

/** A screen reader that comes to a tab names it first, and drops what is said too soon. */
const settleMs = 500;

/** Of a long message, as much as is heard in half a minute. */
const shortened = (text) => text.replace(/^(.{400}\S*)\s.*$/su, '$1 …');

/**
 * Nothing is spoken of a tab that is not seen, and Web Chat says everything once. What the bot said meanwhile, as
 * after a hand-over, is said on coming back (WCAG 4.1.3); until then the title of the tab counts it.
 */
function meanwhile() {
  const news = document.getElementById('news');
  const { title } = document;
  const missed = new Map();
  // A tab that was opened behind another is read from its beginning.
  let isAway = false;
  let settling;
  const tell = () => {
    const { one, more } = news.dataset;
    const said = [...missed.values()];
    const count = said.length === 1 ? one : more.replace('$1', said.length);
    news.lang = said.at(-1).locale ?? lang;
    // One text: Orca says each part of several, and then the whole again.
    news.textContent = [count, ...said.map(({ text }) => shortened(spelt(text)))].join(' ');
    missed.clear();
  };
  document.addEventListener('visibilitychange', () => {
    clearTimeout(settling);
    isAway = document.hidden;
    if (isAway) return news.replaceChildren();
    document.title = title;
    if (missed.size > 0) settling = setTimeout(tell, settleMs);
  });
  return (activity) => {
    if (!isAway || activity.type !== 'message' || activity.from.role !== 'bot') return;
    missed.set(activity.id, activity);
    document.title = `(${missed.size}) ${title}`;
  };
}

/** Web Chat tells the French, too, when something was said by a clock of twelve hours. */
function onFrenchClock(node) {
  if (lang !== 'fr') return;
  const said = node.data.replace(
    /(\d{1,2}):(\d\d)\s([AP])M/u,
    (_all, hour, minutes, half) => `${(hour % 12) + (half === 'P' ? 12 : 0)} h ${minutes}`,
  );
  if (said !== node.data) node.data = said;
}

/** To the same conversation. Where this browser has it no more, the page says so. */
async function anotherKey(conversation) {
  try {
    const { conversationId, token } = await key();
    if (conversationId === conversation) return token;
    stale.hidden = false;
  } catch ({ isForeign }) {
    if (isForeign) stale.hidden = false;
  }
  throw new Error('no other key');
}

async function open() {
  if (!window.WebChat) throw new Error('the widget did not load');
  const { conversationId, token, user } = await key();
  sessionStorage.removeItem(reloaded);
  const connection = window.WebChat.createDirectLine({
    domain: `${location.origin}/v3/directline`,
    conversationId,
    token,
  });
  keepOpen(connection);
  const room = document.createElement('div');
  room.className = 'chat-room';
  const listeners = [languages(room), meanwhile()];
  const store = window.WebChat.createStore({}, () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY')
      for (const hear of listeners) hear(action.payload.activity);
    return next(action);
  });
  const show = () =>
    window.WebChat.renderWebChat(
      {
        directLine: connection,
        store,
        userID: user,
        locale: lang === 'en' ? 'en-GB' : 'fr-FR',
        nonce,
        styleOptions: styles(),
        adaptiveCardsHostConfig: cards(),
        overrideLocalizedStrings: (theirs) => ({ ...theirs, ...JSON.parse(strings) }),
      },
      room,
    );
  place.replaceChildren(stale, room);
  place.dataset.open = 'yes';
  show();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  stayInSight();
}

/** Whether it has not been tried before. A browser that refuses cookies has no storage either. */
function mayReload() {
  try {
    if (sessionStorage.getItem(reloaded)) return false;
    sessionStorage.setItem(reloaded, 'once');
    return true;
  } catch {
    return false;
  }
}

const loading = place.querySelector('.chat-loading');
const plain = place.querySelector('form');
const usePlain = () => {
  loading.textContent = loading.dataset.failed;
  plain.hidden = false;
};
// Nobody who has begun to write is interrupted: neither now, nor when the widget is there.
const isWriting = () => plain.contains(document.activeElement) || plain.elements.text.value !== '';
const showPlain = (isShown) => {
  loading.hidden = isShown;
  plain.hidden = !isShown;
};
showPlain(isWriting());
// A script that never arrives fails at no time.
const patienceMs = 8000;
const patience = setTimeout(usePlain, patienceMs);
// The widget's script comes after this one, and both before this event.
addEventListener('DOMContentLoaded', () => {
  clearTimeout(patience);
  if (isWriting()) return showPlain(true);
  open().catch(({ isForeign }) => (isForeign && mayReload() ? location.reload() : usePlain()));
});
