import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Registry } from '../../../machines/engine/registry.ts';
import type { ContactView, Locale } from '../../../machines/envelope.ts';
import type { Catalog } from '../../../machines/messages/catalog.ts';
import { contactsFor, phoneLine } from '../../../machines/messages/contacts.ts';
import { createFormatter } from '../../../machines/messages/format.ts';
import { insurerArguments } from '../../../machines/messages/insurer-arguments.ts';
import { sampleNow } from './sample.ts';
import { type Block, heading, list, paragraph, type Sheet, steps } from './sheet.ts';

/** The member’s sheet in our own words; every figure and name is filled in from the insurer’s data. */
const catalog: Catalog = {
  title: { fr: '{insurer} : entrer dans votre {areaName}', en: '{insurer}: getting into your {areaName}' },
  where: { fr: 'Adresse : {entryPoint}', en: 'Address: {entryPoint}' },
  first: { fr: 'Votre première connexion', en: 'Your first connection' },
  'first.1': {
    fr: 'Allez sur {entryPoint}. Tapez votre numéro de Sécurité sociale et {yourCode}.',
    en: 'Go to {entryPoint}. Type your social security number and {yourCode}.',
  },
  'first.2': {
    fr: 'Choisissez votre {codeName} personnel de {codeLength} chiffres, et tapez-le deux fois.',
    en: 'Choose your personal {codeName} of {codeLength} digits, and type it twice.',
  },
  'first.3': {
    fr: 'Connectez-vous de nouveau, avec ce nouveau {codeName}.',
    en: 'Sign in again, with this new {codeName}.',
  },
  'first.4': {
    fr: 'Lisez et acceptez les conditions générales d’utilisation.',
    en: 'Read and accept the terms of use.',
  },
  easy: {
    fr: 'Pas de date, pas de suite, pas de répétition, rien de votre numéro de Sécurité sociale : ces codes sont refusés.',
    en: 'No date, no run, no repetition, nothing from your social security number: such codes are refused.',
  },
  lost: { fr: '{codeLabel} perdu, ou jamais reçu', en: '{codeLabel} lost, or never received' },
  'lost.1': {
    fr: 'Sur la page de connexion, demandez un {codeName}. Seul votre numéro de Sécurité sociale est demandé.',
    en: 'On the sign-in page, ask for {yourCode}. Only your social security number is asked for.',
  },
  'lost.2': {
    fr: 'Si nous connaissons votre adresse e-mail, un lien arrive dans quelques minutes. Il est valable {linkHours} heures, une seule fois.',
    en: 'If we know your e-mail address, a link arrives within minutes. It is valid for {linkHours} hours, once.',
  },
  'lost.3': {
    fr: 'Sinon, une lettre avec un {codeName} provisoire arrive {letterDelay}. Il vous sert à choisir le vôtre, dans les {postedDays} jours.',
    en: 'Otherwise a letter with a temporary {codeName} arrives {letterDelay}. With it you choose your own, within {postedDays} days.',
  },
  'lost.4': {
    fr: 'L’e-mail n’arrive pas ? Regardez dans les courriers indésirables. Refaites au besoin la demande, puis choisissez « {notReceived} » : une lettre part à la place, et le lien ne sert plus.',
    en: 'The e-mail does not arrive? Look among your junk mail. Ask again if need be, then choose “{notReceived}”: a letter goes out instead, and the link no longer works.',
  },
  'lost.5': {
    fr: 'Notez le numéro de suivi qui vous est donné : il permet de demander où est la lettre.',
    en: 'Note the follow-up number you are given: with it you can ask where the letter is.',
  },
  failures: { fr: 'Vous n’arrivez pas à vous connecter', en: 'If you cannot sign in' },
  'failures.check': {
    fr: 'Après {checkAfter} erreurs, nous vérifions que vous êtes une personne. Ce n’est pas un blocage.',
    en: 'After {checkAfter} errors we check that you are a person. You are not blocked.',
  },
  'failures.wait': {
    fr: 'Ensuite il faut patienter entre deux essais, de plus en plus longtemps.',
    en: 'Then there is a pause between two tries, longer each time.',
  },
  'failures.block': {
    fr: 'Après {blockAfter} erreurs de suite, il faut demander un nouveau {codeName}.',
    en: 'After {blockAfter} errors in a row, a new {codeName} has to be asked for.',
  },
  ladder: {
    fr: 'Vous avez choisi votre {codeName} et il ne marche pas ? Vérifiez, dans cet ordre. Si oui, passez à la question suivante.',
    en: 'You chose your {codeName} and it does not work? Check, in this order. If yes, go on to the next question.',
  },
  'no.typed-right': {
    fr: 'Sinon, retapez-les, chiffre par chiffre.',
    en: 'If not, type them again, digit by digit.',
  },
  'no.nir-right': { fr: 'Sinon, retapez-le.', en: 'If not, type it again.' },
  'no.six-digits': {
    fr: 'Sinon, choisissez-en un de {codeLength} chiffres : sur la page de connexion, demandez à modifier votre {codeName}.',
    en: 'If not, choose one of {codeLength} digits: on the sign-in page, ask to change your {codeName}.',
  },
  'no.change-confirmed': {
    fr: 'Sinon, il n’a pas été gardé : recommencez votre première connexion.',
    en: 'If not, it was not kept: do your first connection again.',
  },
  phone: { fr: 'Par téléphone', en: 'By telephone' },
  phoneNumber: { fr: 'Numéro à appeler : {line}.', en: 'Number to call: {line}.' },
  phoneIntro: {
    fr: 'Le serveur vocal vous demande de taper votre numéro. Il ne vous demande jamais de dire un code à voix haute.',
    en: 'The voice service asks you to key in your number. It never asks you to say a code aloud.',
  },
  phoneKeys: { fr: '{label} : touche {key}', en: '{label}: key {key}' },
  person: { fr: 'Pour parler à quelqu’un : touche 0', en: 'To talk to a person: key 0' },
  contacts: { fr: 'À qui vous adresser', en: 'Who can help' },
  safety: {
    fr: 'Ne donnez {yourCode} à personne, même à nous.',
    en: 'Do not give {yourCode} to anyone, not even us.',
  },
};
const format = createFormatter(catalog);

interface Scope {
  readonly registry: Registry;
  readonly insurer: Insurer;
  readonly locale: Locale;
}

/** What the printed sheet tells: first connection, lost code, failures, contacts (S0-S2, in our own words). */
export function helpSheet({ registry, insurer, locale }: Scope): Sheet {
  const own = { ...insurerArguments(insurer, locale, sampleNow), ...figures(insurer) };
  const worded = (id: string) => registry.format(locale, id, own);
  const args = { ...own, notReceived: worded('choice.not-received') };
  const say = (id: string) => format(locale, id, args);
  const ladder = insurer.helpLadder.map((rung) => `${worded(`sign-in-help.${rung}`)} ${say(`no.${rung}`)}`);
  return {
    file: `docs/sheets/${insurer.id}-help.${locale}`,
    title: say('title'),
    locale,
    blocks: [
      paragraph(say('where')),
      heading(2, say('first')),
      paragraph(insurer.wording.whereIsMyCode[locale]),
      steps(['first.1', 'first.2', 'first.3', 'first.4'].map(say)),
      paragraph(say('easy')),
      heading(2, say('lost')),
      steps(['lost.1', 'lost.2', 'lost.3', 'lost.4', 'lost.5'].map(say)),
      heading(2, say('failures')),
      list(['failures.check', 'failures.wait', 'failures.block'].map(say)),
      paragraph(say('ladder')),
      steps([...ladder, worded('sign-in-help.offering-new-code')]),
      heading(2, say('phone')),
      ...numberToCall(insurer, locale).map(paragraph),
      paragraph(say('phoneIntro')),
      phoneKeys(registry, insurer, locale),
      heading(2, say('contacts')),
      list(everyContact(insurer, locale).map(contactLine)),
      paragraph(say('safety')),
    ],
  };
}

const HOUR = 3_600_000;

const figures = ({ policies, entryPoint }: Insurer) => ({
  entryPoint,
  linkHours: policies.link.validMs / HOUR,
  postedDays: policies.temporaryCode.postedMs / (24 * HOUR),
  checkAfter: policies.lockout.checkAfterFailures,
  blockAfter: policies.lockout.blockAfterInRow,
});

/** A code is asked for by telephone where a letter is (R13); its price stands beside the number, and its hours (E64). */
function numberToCall(insurer: Insurer, locale: Locale): readonly string[] {
  const isThere = contactsFor(insurer, 'letter', locale, sampleNow).some(({ phone }) => phone);
  if (!isThere) return [];
  return [format(locale, 'phoneNumber', { line: phoneLine(insurer, 'letter', locale, sampleNow) })];
}

function phoneKeys(registry: Registry, insurer: Insurer, locale: Locale): Block {
  const own = insurerArguments(insurer, locale, sampleNow);
  const keys = insurer.phoneMenu.flatMap((flow, index) => {
    if (!registry.has(flow)) return [];
    const spoken = `choice.${flow}.spoken`;
    const label = registry.format(locale, registry.messages[spoken] ? spoken : `choice.${flow}`, own);
    return [format(locale, 'phoneKeys', { label, key: index + 1 })];
  });
  return list([...keys, format(locale, 'person', {})]);
}

/** Each contact once, in the order of the insurer’s file. */
function everyContact(insurer: Insurer, locale: Locale): readonly ContactView[] {
  const shown = new Map<string, ContactView>();
  for (const purpose of Object.keys(insurer.contactFor))
    for (const contact of contactsFor(insurer, purpose, locale, sampleNow)) shown.set(contact.id, contact);
  return insurer.contacts.flatMap(({ id }) => shown.get(id) ?? []);
}

/** E64: a number never stands without its price. */
const contactLine = ({
  label,
  phone,
  price,
  hours,
  email,
  address,
  url,
  toBeConfirmed,
}: ContactView): string =>
  [
    label,
    phone && `${phone} (${price})`,
    hours,
    email,
    address?.join(', '),
    url,
    toBeConfirmed && `(${toBeConfirmed})`,
  ]
    .filter(Boolean)
    .join(' · ');
