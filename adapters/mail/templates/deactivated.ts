import { hello, paragraph, type Template } from './template.ts';

/** T04, where the insurer wants members to be told by us. */
export const deactivated: Template = {
  subject: {
    fr: '{insurerName} : votre accès en ligne est désactivé',
    en: '{insurerName}: your online access is switched off',
  },
  preview: {
    fr: 'Vos codes ne fonctionnent plus depuis le {at, date, short}.',
    en: 'Your codes stopped working on {at, date, short}.',
  },
  blocks: [
    hello,
    paragraph(
      'Depuis le {at, date, long}, vous n’avez plus accès à votre {areaName} {insurerName} et vos codes ne fonctionnent plus.',
      'Since {at, date, long} you can no longer sign in to your {insurerName} {areaName}, and your codes have stopped working.',
    ),
    paragraph(
      'Les conditions générales d’utilisation le prévoient dans deux cas : votre contrat avec votre employeur a pris fin, quelle qu’en soit la cause, ou votre employeur n’a plus le droit d’utiliser le service.',
      'The terms of use provide for this in two cases: your contract with your employer has ended, whatever the reason, or your employer no longer has the right to use the service.',
    ),
    paragraph(
      'Vous pensez que c’est une erreur, ou vous attendez encore un remboursement ? Écrivez-nous ou appelez-nous, nous regarderons ensemble.',
      'Do you think this is a mistake, or are you still waiting for a reimbursement? Write to us or call us, and we will look into it together.',
    ),
  ],
};
