import { html } from 'ghtml';
import type { Activation } from '../../adapters/wallet/activation.ts';
import { cardReader } from './wallet-computer.ts';
import { qrSvg } from './wallet-html.ts';
import { stageList } from './wallet-stages.ts';

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

/** Behind the scenes: the card in the reader, every activation with its QR and stage, and the faults (E65). */
export function walletSite(all: readonly Listed[], card: string, now: number): string {
  const latest = all.toReversed();
  return html`<section><h2>Lecteur de carte</h2>!${cardReader(card, '/dev/wallet')}
<p><a href="/dev/wallet/site">Ouvrir le site du portefeuille</a>, comme sur l’ordinateur.</p></section>
!${latest.length === 0 ? '<p>Aucune activation. Elles commencent dans le guide.</p>' : ''}
!${latest.map((one) => activationCard(one, now))}`;
}

function activationCard({ id, activation }: Listed, now: number): string {
  const { method, nationalId, stage, qr, addCode } = activation;
  const alive = qr && !qr.spent && qr.expiresAt > now && stage !== 'ended';
  return html`<section id="${id}"><h2>${method === 'card' ? 'Méthode A' : 'Méthode B'}, ${nationalId}</h2>
!${stageList(stage)}
<p>État : <strong>${stage}</strong>!${addCode ? html`, code d’ajout <strong>${addCode.code}</strong>` : ''}</p>
!${alive ? `${qrSvg(qr.payload, 'QR code de cette activation')}${html`<p><code>${qr.payload}</code><br>Encore ${String(Math.ceil((qr.expiresAt - now) / 1000))} secondes.</p>`}` : '<p>Aucun QR code valable.</p>'}
<p><a href="/dev/wallet/site/${id}">Voir sur le site</a> · <a href="/dev/wallet/phone/${id}">Voir sur le téléphone</a></p>
<form method="post" action="/dev/wallet" class="switches"><input type="hidden" name="id" value="${id}">!${switches.map(([value, label]) => html`<button name="do" value="${value}">${label}</button>`)}</form></section>`;
}
