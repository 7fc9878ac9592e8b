import { html } from 'ghtml';
import type { Activation } from '../../adapters/wallet/activation.ts';
import { codeOnPhone } from '../../adapters/wallet/short-codes.ts';
import { keypad, passwordField, refused } from './wallet-forms.ts';

/** The app before it has scanned (E16, E17): camera, picture or typing, whichever the browser can. */
export function phoneStart(problem?: string): string {
  return html`<div class="phone"><h2>Application e-CPS</h2>!${refused(problem)}
<form method="post" action="/dev/wallet/phone" id="scan"><p><label for="qr">Ce que dit le QR code</label><input id="qr" name="qr" autocomplete="off" spellcheck="false" required></p><button>Continuer</button></form>
<p id="picture" hidden><label for="file">Ou une image du QR code</label><input id="file" type="file" accept="image/*"></p>
<p id="camera" hidden><button type="button">Ou l’appareil photo</button><video hidden muted playsinline></video></p>
<p id="said" role="status"></p></div>`;
}

const stepForm = (id: string, value: string, inside: string, label: string) =>
  html`<form method="post" action="/dev/wallet/phone/${id}">!${inside}<button name="do" value="${value}">${label}</button></form>`;

/** The app once it has scanned: add code (E18), SMS (E37-E39), password (E40), done (E41). */
export function phoneStep(id: string, activation: Activation, problem?: string): string {
  return html`<div class="phone" data-stage="${activation.stage}"><h2>Application e-CPS</h2>!${refused(problem)}!${inside(id, activation)}</div>`;
}

function inside(id: string, activation: Activation): string {
  const { stage, method, addCode } = activation;
  if (stage === 'active') return html`<p>Félicitations, votre e-CPS est active.</p>`;
  if (stage === 'ended') return html`<p>Cette activation est annulée. Recommencez-la depuis le guide.</p>`;
  if (stage === 'phone-scanned' && method === 'card')
    return html`<p>Tapez ce code sur l’ordinateur :</p><p class="code">${addCode?.code ?? 'expiré'}</p>`;
  if (stage === 'phone-scanned')
    return html`<p>Comment confirmer que ce téléphone est le vôtre ?</p>!${stepForm(id, 'sms', '', 'Par SMS')}`;
  if (stage === 'sms-sent') return smsStep(id, activation);
  if (stage === 'phone-added' && method === 'mail') return passwordStep(id);
  return html`<p>Continuez sur l’ordinateur.</p>`;
}

function smsStep(id: string, activation: Activation): string {
  const code = codeOnPhone(activation);
  const read = code
    ? stepForm(
        id,
        'code',
        html`<input type="hidden" name="code" value="${code}"><p>SMS reçu : <span class="code">${code}</span></p>`,
        'Lire le code automatiquement',
      )
    : html`<p>Aucun SMS n’est arrivé.</p>`;
  const typed = html`<p><label for="code">Code d’activation</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code"></p>`;
  return `${read}${stepForm(id, 'code', typed, 'Valider')}${stepForm(id, 'sms', '', 'Renvoyer un SMS')}`;
}

const passwordStep = (id: string) =>
  stepForm(
    id,
    'pin',
    `${passwordField('pin', 'Créer votre mot de passe (4 chiffres)')}${passwordField('confirmPin', 'Confirmer')}${keypad()}`,
    'Valider',
  );
