import { html } from 'ghtml';
import type { Activation, Stage } from '../../adapters/wallet/activation.ts';
import { demoHolders } from '../../adapters/wallet/holders.ts';
import { qrSvg } from './wallet-html.ts';

export interface Listed {
  readonly id: string;
  readonly activation: Activation;
}

const switches = [
  ['scan', 'Scanner avec le téléphone'],
  ['expire', 'Faire expirer'],
  ['wrong-sms', 'SMS au mauvais code'],
  ['lost', 'Téléphone perdu'],
  ['incompatible', 'Téléphone incompatible'],
] as const;

/** E14. */
const stages = ['Scanner le QR Code', 'Ajouter votre téléphone', 'Créer votre mot de passe'];
const stageOf: Readonly<Record<Stage, number>> = {
  'qr-shown': 0,
  'mail-sent': 0,
  'phone-scanned': 1,
  'sms-sent': 1,
  'phone-added': 2,
  active: 3,
  ended: -1,
};

/** The wallet's site: the card in the reader, every activation with its QR and stage, and the faults (E65). */
export function walletSite(all: readonly Listed[], card: string, now: number): string {
  const latest = all.toReversed();
  return html`<section><h2>Lecteur de carte</h2>
<form method="post" action="/dev/wallet"><p><label for="card">Carte dans le lecteur</label><select id="card" name="card">!${demoHolders
    .filter(({ hasCard }) => hasCard)
    .map(
      ({ nationalId, name }) =>
        html`<option value="${nationalId}"!${nationalId === card ? ' selected' : ''}>${nationalId}, ${name}</option>`,
    )}</select></p>
<button name="do" value="insert-card">Insérer cette carte</button></form></section>
!${latest.length === 0 ? '<p>Aucune activation. Elles commencent dans le guide.</p>' : ''}
!${latest.map((one) => activationCard(one, now))}`;
}

function activationCard({ id, activation }: Listed, now: number): string {
  const { method, nationalId, stage, qr, addCode } = activation;
  const alive = qr && !qr.spent && qr.expiresAt > now && stage !== 'ended';
  return html`<section id="${id}"><h2>${method === 'card' ? 'Méthode A' : 'Méthode B'}, ${nationalId}</h2>
<ol class="stages">!${stages.map((name, i) => html`<li!${i === stageOf[stage] ? ' aria-current="step"' : ''}>${name}</li>`)}</ol>
<p>État : <strong>${stage}</strong>!${addCode ? html`, code d’ajout <strong>${addCode.code}</strong>` : ''}</p>
!${alive ? `${qrSvg(qr.payload, 'QR code de cette activation')}${html`<p><code>${qr.payload}</code><br>Encore ${String(Math.ceil((qr.expiresAt - now) / 1000))} secondes.</p>`}` : '<p>Aucun QR code valable.</p>'}
<form method="post" action="/dev/wallet"><input type="hidden" name="id" value="${id}">!${switches.map(([value, label]) => html`<button name="do" value="${value}">${label}</button>`)}</form></section>`;
}
