// Each list of choices.json by a sentence that it is there for, and one that only looks like it: taken away, its row fails.
import { describe, expect, test } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { makeUnderstanding } from '../../../channels/conversation/understanding/make-understanding.ts';
import type { Choice } from '../../../channels/conversation/understanding/understanding.ts';
import { universalChoices } from '../../../machines/engine/offered.ts';
import { createRegistry } from '../../../machines/engine/registry.ts';
import type { ViewMeta } from '../../../machines/flow.ts';
import type { TroubleInput } from '../../../machines/flows/ecps/shared.ts';
import { flows } from '../../../machines/flows/index.ts';
import { commonMessages } from '../../../machines/messages/common.ts';
import { insurerArguments } from '../../../machines/messages/insurer-arguments.ts';
import { demoInsurer } from '../../support/insurer.ts';

const understanding = makeUnderstanding();
const registry = createRegistry({ flows, messages: [commonMessages] });
const inFrench = insurerArguments(demoInsurer('cpms'), 'fr', Date.now());

/** The choice, where it is asked (flow and state), a sentence that means it and one that does not. */
type Row = readonly [choice: string, question: string, means: string, resembles: string];

/** Not heard beside these words. */
const unless: readonly Row[] = [
  [
    'not-received',
    'ecps-mail awaiting-mail.waiting',
    'je n’ai rien reçu du tout',
    'je n’ai pas encore reçu le mail',
  ],
  ['resend', 'letter-status late', 'je voudrais une nouvelle lettre', 'j’attends une nouvelle lettre'],
  [
    'card-problem',
    'ecps-card reading-card.trouble',
    'j’ai perdu ma carte',
    'je n’ai plus besoin de ma carte',
  ],
  [
    'details-outdated',
    'ecps-mail identifying.awaiting-national-id',
    'mon numéro a changé',
    'le numéro de version a changé',
  ],
  ['card-no', 'ecps asking-card', 'je n’ai pas la carte', 'pas de succès avec ma carte'],
  [
    'practitioner',
    'care-request choosing-request',
    'mon orthophoniste me la demande',
    'mon orthophoniste me demande un devis',
  ],
  [
    'optician',
    'care-request choosing-request',
    'mon opticien me la demande',
    'mon opticien me demande un devis',
  ],
];

/** Neither in a denial nor in a question. */
const affirms: readonly Row[] = [
  ['yes', 'sign-in-help asking-typed-right', 'j’ai bien saisi mon numéro', 'est-ce que c’est bien saisi ?'],
  ['hospital', 'care-request choosing-request', 'je vais être opéré', 'je ne vais pas être opéré'],
  ['practitioner', 'care-request choosing-request', 'c’est mon orthophoniste', 'pas mon orthophoniste'],
  ['optician', 'care-request choosing-request', 'mon opticienne', 'pas mon opticienne'],
  ['card-yes', 'ecps asking-card', 'j’ai carte et lecteur', 'je n’ai ni carte ni lecteur'],
  ['address-wrong', 'letter-status on-its-way', 'nous avons déménagé', 'nous n’avons pas déménagé'],
  ['address-wrong', 'letter-status late', 'nous avons déménagé', 'nous n’avons pas déménagé'],
  ['address-wrong', 'letter-status resent', 'nous avons déménagé', 'nous n’avons pas déménagé'],
  ['code-reset', 'letter-status without-follow-up', 'refaire la demande', 'ne pas refaire la demande'],
];

/** Not where something else is plainly wished for. */
const within: readonly Row[] = [
  ['hospital', 'care-request choosing-request', 'une clinique', 'la clinique demande mon numéro AMC'],
  ['practitioner', 'care-request choosing-request', 'chez le dentiste', 'mon dentiste veut mon numéro AMC'],
  ['quote', 'care-request choosing-request', 'pour un devis', 'changer mon code avant un devis'],
];

/** In the name of many things. */
const vague: readonly Row[] = [
  ['mail-code', 'code-reset requested', 'le code du mail', 'les codes'],
  ['card-yes', 'ecps asking-card', 'avec la carte', 'l’e-CPS'],
];

/** Words of a name: some of them are enough. On the telephone no question goes with the choices. */
const synonyms: readonly Row[] = [
  ['hospital', 'telephone care-request choosing-request', 'à la clinique', 'pas à la clinique'],
  ['practitioner', 'telephone care-request choosing-request', 'mon kiné', 'pas de kiné'],
  ['optician', 'telephone care-request choosing-request', 'mes verres', 'pas de verres'],
  ['quote', 'telephone care-request choosing-request', 'a quote', 'no quote'],
  ['failed', 'ecps-card installing-app.doing', 'j’ai un souci', 'aucun souci'],
  ['card-no', 'telephone ecps asking-card', 'aucune carte', 'une carte'],
  ['mail-code', 'code-reset requested', 'code reçu', 'code pas reçu'],
  ['restart', 'ecps-card scanning.doing', 'une nouvelle activation', 'une nouvelle application'],
  ['address-wrong', 'telephone letter-status on-its-way', 'j’ai déménagé', 'je n’ai pas déménagé'],
  ['check-wait', 'credentials awaiting-secret-and-check', 'je veux patienter', 'je ne veux pas patienter'],
  ['refuse', 'sign-in awaiting-terms', 'I decline', 'I accept'],
  ['back', 'letter-status without-follow-up', 'je voudrais revenir', 'je ne voudrais pas revenir'],
  ['start-over', 'code-reset requested', 'start it over', 'do not start it over'],
  ['stop', 'code-reset requested', 'je veux quitter', 'je ne veux pas quitter'],
  ['letter-status', 'code-reset requested', 'mon courrier', 'mon mail'],
  ['sign-in-help', 'credentials awaiting-secret', 'problème connexion', 'sans problème'],
];

/** Heard whole, also among a few other words. */
const phrases: readonly Row[] = [
  ['phone-lost', 'ecps-card scanning.trouble', 'on m’a volé mon portable', 'mon téléphone sonne'],
  ['qr-expired', 'ecps-card scanning.trouble', 'le QR n’est plus valable', 'le QR est valable'],
  [
    'add-code-wrong',
    'ecps-card typing-add-code.trouble',
    'je ne trouve pas cette lettre',
    'j’ai trouvé cette lettre',
  ],
  [
    'address-wrong',
    'letter-status on-its-way',
    'ce n’est pas la bonne adresse',
    'la bonne adresse est sur la lettre',
  ],
  ['mail-not-received', 'ecps-mail opening-mail.trouble', 'toujours pas de mail', 'j’ai un mail'],
  ['sms-not-received', 'ecps-mail typing-sms-code.trouble', 'toujours pas de SMS', 'j’ai un SMS'],
  ['sms-expired', 'ecps-mail typing-sms-code.trouble', 'le SMS est périmé', 'le SMS est arrivé'],
  ['sms-wrong', 'ecps-mail typing-sms-code.trouble', 'le SMS ne marche pas', 'le SMS marche'],
  ['yes', 'sign-in-help asking-typed-right', 'j’ai bien saisi mon numéro', 'je n’ai pas bien saisi'],
  ['code-reset', 'sign-in-help asking-typed-right', 'mon accès est bloqué', 'mon accès'],
  ['address-wrong', 'letter-status on-its-way', 'mon ancienne adresse', 'mon adresse actuelle'],
  ['address-wrong', 'letter-status late', 'mon ancienne adresse', 'mon adresse actuelle'],
  ['address-wrong', 'letter-status resent', 'mon ancienne adresse', 'mon adresse actuelle'],
  ['statement-legend', 'information statements', 'je ne comprends rien à mon décompte', 'je comprends tout'],
  ['back', 'email-registration awaiting-mail-code', 'il y a une faute dans l’adresse', 'mon adresse'],
  ['no', 'sign-in-help asking-typed-right', 'j’ai mis des espaces', 'sans espaces'],
  ['no', 'sign-in-help asking-nir-right', 'je l’ai mal tapé', 'je l’ai tapé'],
  ['no', 'sign-in-help asking-change-confirmed', 'je n’ai rien vu', 'je regarde'],
  ['practitioner', 'care-request choosing-request', 'c’est mon orthophoniste', 'pas mon orthophoniste'],
  ['card-no', 'ecps asking-card', 'par SMS', 'avec mon SMS'],
];

const answers: readonly Row[] = [
  ['no', 'sign-in-help asking-typed-right', 'not yet', 'not yet, but when will it come'],
  ['no', 'sign-in-help asking-change-confirmed', 'pas maintenant', 'pas maintenant mais demain'],
  ['yes', 'sign-in-help asking-change-confirmed', 'j’ai vu ce message', 'j’ai vu un message d’erreur'],
  ['yes', 'sign-in-help asking-nir-right', 'celui de ma carte Vitale', 'celui de ma carte bleue'],
];

/** What cannot be taken back: it is asked about first. */
const weighed: readonly Row[] = [
  ['send', 'care-request confirming', 'envoyez donc cette demande', 'Envoyer ma demande'],
  ['resend', 'letter-status late', 'il me faudrait une nouvelle lettre', 'j’ai eu une lettre'],
  ['not-received', 'code-reset requested', 'envoyez la lettre à la place', 'j’ai eu la lettre'],
];

const chosen = (text: string, choices: readonly Choice[]) =>
  understanding.weighed(text, choices) ?? understanding.choose(text, choices, understanding.understand(text));

describe.each<readonly [string, readonly Row[]]>(
  Object.entries({ unless, affirms, within, vague, synonyms, phrases, answers }),
)('%s', (_list, rows) => {
  test.each(rows)('%s, at « %s »: « %s », not « %s »', (choice, question, means, resembles) => {
    const choices = offeredAt(question);
    expect(chosen(means, choices)).toBe(choice);
    expect(chosen(resembles, choices)).not.toBe(choice);
  });
});

describe('weighty', () => {
  test.each(weighed)('%s, at « %s »: « %s », not « %s »', (choice, question, means, resembles) => {
    const choices = offeredAt(question);
    expect(understanding.weighed(means, choices)).toBe(choice);
    expect(understanding.choose(means, choices)).toBeUndefined();
    expect(understanding.weighed(resembles, choices)).toBeUndefined();
  });
});

/** As a chart offers them: « ecps-card scanning.doing »; « telephone … » without the question. */
function offeredAt(question: string): readonly Choice[] {
  const [, telephone, flow, state] = /^(telephone )?(\S+) (\S+)$/.exec(question)!;
  const choices = choicesIn(flow!, state!);
  return telephone ? choices.map(({ id, label }) => ({ id, label })) : choices;
}

function choicesIn(flow: string, state: string): readonly Choice[] {
  const node = nodeAt(registry.get(flow).machine.root, state);
  const [call] = node.invoke;
  // What may have happened is asked by a flow of its own.
  if (call?.src === 'ecps-trouble') {
    const { problems } = (call.input as () => TroubleInput)();
    return labelled([...problems, 'back'], 'ecps-trouble', 'asking');
  }
  const { choices = [], choicesIn: more } = (node.meta as { readonly view: ViewMeta }).view;
  const heard = more ? node.ownEvents.flatMap((event) => /^CHOSE\.([a-z].*)$/.exec(event)?.[1] ?? []) : [];
  return labelled([...new Set([...choices, ...heard])], flow, state);
}

const labelled = (ids: readonly string[], flow: string, question: string): readonly Choice[] =>
  [...ids, ...universalChoices].map((id) => {
    const own = `${flow}.choice.${id}`;
    const label = registry.format('fr', registry.messages[own] ? own : `choice.${id}`, inFrench);
    return { id, label, question };
  });

const nodeAt = (root: AnyStateNode, path: string): AnyStateNode =>
  path.split('.').reduce((node, name) => node.states[name] as AnyStateNode, root);
