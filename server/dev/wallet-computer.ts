import { html } from 'ghtml';
import type { Activation } from '../../adapters/wallet/activation.ts';
import { demoHolders, holderOf } from '../../adapters/wallet/holders.ts';
import { keypad, passwordField, refused } from './wallet-forms.ts';
import { qrSvg } from './wallet-html.ts';
import { stageList } from './wallet-stages.ts';

const card = (nationalId: string) => `${nationalId}, ${holderOf(nationalId)?.name ?? 'inconnue'}`;

/** The card in the reader: the same form on both pages that have one. `back`: where it leads. */
export function cardReader(inserted: string, back: string): string {
  return html`<form method="post" action="/dev/wallet"><input type="hidden" name="back" value="${back}"><p><label for="card">Carte dans le lecteur</label><select id="card" name="card">!${demoHolders
    .filter(({ hasCard }) => hasCard)
    .map(
      ({ nationalId }) =>
        html`<option value="${nationalId}"!${nationalId === inserted ? ' selected' : ''}>${card(nationalId)}</option>`,
    )}</select></p>
<p><button name="do" value="insert-card">Insérer cette carte</button></p></form>`;
}

/** E11, E12: the first page of the wallet's site. */
export function siteStart(inserted: string): string {
  return html`<section><h2>Lecteur de carte</h2>!${cardReader(inserted, '/dev/wallet/site')}</section>
<section><h2>Mon compte e-CPS</h2><p>Insérez votre carte dans le lecteur, puis authentifiez-vous.</p>
<p><a class="button" href="/dev/wallet/site/conditions">S’authentifier</a></p></section>`;
}

/** E13: whoever does not accept them goes no further. */
export function siteConditions(inserted: string, problem?: string): string {
  return html`<section><h2>Conditions d’utilisation</h2><p>Carte lue : <strong>${card(inserted)}</strong>.</p>
<p>Ce site est un simulateur. Rien de ce que vous y faites n’active une e-CPS réelle, et aucun mot de passe réel ne doit y être tapé.</p>!${refused(problem)}
<form method="post" action="/dev/wallet/site/conditions"><p class="tick"><input type="checkbox" id="accept" name="accept" value="yes"> <label for="accept">J’accepte les conditions générales d’utilisation</label></p>
<p><button>Commencer l’activation</button></p></form></section>`;
}

/** E14-E20: the wizard of three stages, wherever the activation stands. */
export function siteStep(id: string, activation: Activation, now: number, problem?: string): string {
  return html`<section data-stage="${activation.stage}"><h2>Activation de l’e-CPS</h2>!${stageList(activation.stage)}!${refused(problem)}!${inside(id, activation, now)}</section>`;
}

function inside(id: string, { stage, method, qr, nationalId }: Activation, now: number): string {
  if (method === 'mail' && stage !== 'active')
    return html`<p>Cette activation se fait par e-mail : continuez sur le téléphone.</p>`;
  if (stage === 'qr-shown' && qr && qr.expiresAt > now) {
    const left = String(Math.ceil((qr.expiresAt - now) / 1000));
    return html`<p>Ouvrez l’application sur votre téléphone, touchez « Continuer », puis visez ce code.</p>!${qrSvg(qr.payload, 'QR code à scanner avec le téléphone')}
<p><code>${qr.payload}</code></p><p role="timer" data-seconds="${left}">Encore <span>${left}</span> secondes.</p>!${look(id)}!${again(id)}`;
  }
  if (stage === 'qr-shown') return html`<p>Le QR code a expiré.</p>!${again(id)}`;
  if (stage === 'phone-scanned') return addCode(id) + again(id);
  if (stage === 'phone-added') return password(id) + again(id);
  if (stage === 'active')
    return html`<p><strong>Félicitations</strong>, l’e-CPS de ${nationalId} est activée.</p>
<p class="answers"><a class="button" href="/dev/wallet">Accéder à votre compte e-CPS</a> <a class="button" href="/dev/wallet/site">Déconnexion</a></p>`;
  return html`<p>Cette activation est annulée.</p>!${again(id)}`;
}

const form = (id: string, what: string, fields: string, label: string) =>
  html`<form method="post" action="/dev/wallet/site/${id}">!${fields}<p><button name="do" value="${what}"!${what === 'restart' ? ' class="quiet"' : ''}>${label}</button></p></form>`;

/** E15. */
const again = (id: string) => form(id, 'restart', '', 'Recommencer l’activation');
const look = (id: string) => html`<p><a href="/dev/wallet/site/${id}">Actualiser</a></p>`;

/** E18. */
const addCode = (id: string) =>
  form(
    id,
    'add',
    html`<p>Votre téléphone affiche un code d’ajout, qui commence par une lettre.</p><p><label for="addCode">Code d’ajout</label><input id="addCode" name="addCode" autocomplete="off" autocapitalize="characters" spellcheck="false" required></p>`,
    'Ajouter ce téléphone',
  );

/** E19, E20, E56. */
const password = (id: string) =>
  form(
    id,
    'pin',
    `${passwordField('pin', 'Créer votre mot de passe (4 chiffres)')}${passwordField('confirmPin', 'Confirmer votre mot de passe')}${keypad()}`,
    'Valider',
  );
