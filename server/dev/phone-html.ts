import { html } from 'ghtml';

export interface DevPageParts {
  readonly insurers: readonly { readonly id: string; readonly name: string }[];
  readonly members: readonly {
    readonly tenant: string;
    readonly nir: string;
    readonly code: string;
    readonly name: string;
    readonly reach: string;
  }[];
}

const page = (title: string, script: string, body: string) => html`<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/dev/phone/phone.css"><script src="/dev/phone/${script}" type="module"></script></head>
!${body}
</html>
`;

const options = (insurers: DevPageParts['insurers']) =>
  insurers.map(({ id, name }) => html`<option value="${id}">${name}</option>`).join('');

/** Pressed as on a telephone: the letters below the digits help nobody here and are left out. */
const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const keyNames: Readonly<Record<string, string>> = { '*': 'étoile', '#': 'dièse' };

/** A telephone: what is said stands in its transcript, and is spoken where the browser has a voice. */
export function phonePage({ insurers, members }: DevPageParts): string {
  const keys = keypad.map(
    (key) =>
      html`<button type="button" class="key" data-key="${key}" aria-label="${keyNames[key] ?? key}">${key}</button>`,
  );
  const people = members.map(
    ({ tenant, nir, name, reach }) =>
      html`<option value="${nir}" data-tenant="${tenant}">${tenant} · ${name} · ${reach}</option>`,
  );
  return page(
    'Téléphone',
    'phone.js',
    html`<body class="phone-page"><main>
<header><h1>Téléphone</h1><p>Pour le développement : ce téléphone appelle les vraies adresses, avec de vraies signatures.</p></header>
<section class="settings" aria-label="Réglages">
<label class="whose">Assureur <select id="tenant">!${options(insurers)}</select></label>
<label>Opérateur <select id="provider"><option value="twilio">Twilio (TwiML)</option><option value="jambonz">jambonz (verbes)</option></select></label>
<label>Numéro appelant <input id="from" value="+33639980001" inputmode="tel"></label>
<label class="tick"><input type="checkbox" id="voice"> Voix du navigateur</label>
</section>
<div class="columns">
<section class="handset" aria-label="Combiné">
<p id="status" role="status">Raccroché</p>
<output id="typed" aria-label="Touches tapées"></output>
<div class="keys">!${keys.join('')}</div>
<div class="actions"><button type="button" id="call" class="go">Appeler</button><button type="button" id="hang-up" class="stop" disabled>Raccrocher</button><button type="button" id="silence" disabled>Silence</button></div>
<form id="say"><label>Dire <input id="words" autocomplete="off" disabled></label><button disabled>Dire</button></form>
<div id="through" hidden><p id="number"></p><button type="button" data-dial="completed">Quelqu’un répond</button><button type="button" data-dial="no-answer">Personne ne répond</button></div>
<label>Taper le numéro d’un adhérent de démonstration <select id="member"><option value="">–</option>!${people.join('')}</select></label>
</section>
<section class="said" aria-label="Ce qui est dit"><h2>Ce qui est dit</h2><ol id="transcript" aria-live="polite" tabindex="0"></ol></section>
<section class="beside" aria-label="Ce qui est envoyé"><h2>Boîte d’envoi</h2><div id="outbox"><p>Vide</p></div><p><a href="/dev/outbox" target="_top">Tout voir</a></p>
<details><summary>Document reçu</summary><pre id="raw" tabindex="0"></pre></details></section>
</div></main></body>`,
  );
}

/** Telephone, chat and web side by side, on the same people and the same clock. */
export function devPage({ insurers, members }: DevPageParts): string {
  const rows = members.map(
    ({ tenant, nir, code, name, reach }) =>
      html`<tr><td>${tenant}</td><td>${name}</td><td><code>${nir}</code></td><td><code>${code}</code></td><td>${reach}</td></tr>`,
  );
  return page(
    'Guichet, côte à côte',
    'dev.js',
    html`<body class="dev-page"><header><h1>Guichet, côte à côte</h1>
<div class="settings"><label>Assureur <select id="tenant">!${options(insurers)}</select></label>
<p>Heure du produit : <time id="now">…</time></p>
<form id="clock"><label>Avancer de <input id="seconds" value="3600" inputmode="numeric" size="8"> secondes</label><button>Avancer</button></form>
<button type="button" id="reset">Remettre les données de démonstration</button> <a href="/dev/outbox">Boîte d’envoi</a></div></header>
<main class="side-by-side">
<section><h2>Téléphone</h2><iframe id="phone" title="Téléphone"></iframe></section>
<section><h2>Conversation</h2><iframe id="chat" title="Conversation"></iframe></section>
<section><h2>Site</h2><iframe id="web" title="Site"></iframe></section>
</main>
<section class="people" aria-label="Adhérents de démonstration" tabindex="0"><h2>Adhérents de démonstration</h2><table><thead><tr><th>Assureur</th><th>Nom</th><th>Numéro</th><th>Code</th><th>Connus</th></tr></thead><tbody>!${rows.join('')}</tbody></table></section></body>`,
  );
}
