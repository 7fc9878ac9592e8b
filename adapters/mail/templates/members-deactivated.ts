import { hello, paragraph, type Template } from './template.ts';

/** T04: to the client's contact. Names only: the client knows its staff, and a NIR has no place in a mail (X18). */
export const membersDeactivated: Template = {
  subject: {
    fr: '{insurerName} : {count, plural, one {un accès désactivé} other {# accès désactivés}} chez {client}',
    en: '{insurerName}: online access switched off for {count, plural, one {one person} other {# people}} at {client}',
  },
  preview: {
    fr: 'Merci de prévenir les personnes concernées.',
    en: 'Please tell the people concerned.',
  },
  blocks: [
    hello,
    paragraph(
      '{count, plural, one {La personne suivante, rattachée} other {Les # personnes suivantes, rattachées}} à {client}, {count, plural, one {n’a} other {n’ont}} plus accès à {count, plural, one {son} other {leur}} {areaName} {insurerName} : {count, plural, one {ses codes ne fonctionnent} other {leurs codes ne fonctionnent}} plus.',
      'The following {count, plural, one {person} other {# people}} at {client} can no longer sign in to the {insurerName} {areaName}: their {count, plural, one {code has} other {codes have}} stopped working.',
    ),
    { kind: 'people', of: 'members' },
    paragraph(
      'Les conditions générales d’utilisation prévoient cette désactivation lorsque le contrat d’une personne avec {client} prend fin, ou lorsque {client} n’a plus le droit d’utiliser le service. Elles vous demandent aussi de prévenir ces personnes : merci de le faire.',
      'The terms of use provide for this when a person’s contract with {client} ends, or when {client} no longer has the right to use the service. They also ask you to tell the people concerned: please do so.',
    ),
    paragraph(
      'Une de ces personnes ne devrait pas figurer dans cette liste ? Dites-le-nous, nous verrons ensemble comment rétablir son accès.',
      'Should one of these people not be on the list? Tell us, and we will see together how to restore their access.',
    ),
  ],
};
