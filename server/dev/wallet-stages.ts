import { html } from 'ghtml';
import type { Stage } from '../../adapters/wallet/activation.ts';

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

/** The wizard's head: where the activation stands. */
export const stageList = (stage: Stage): string =>
  html`<ol class="stages">!${stages.map((name, i) => html`<li!${i === stageOf[stage] ? ' aria-current="step"' : ''}>${name}</li>`)}</ol>`;
