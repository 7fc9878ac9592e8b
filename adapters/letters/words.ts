import type { Catalog } from '../../machines/messages/catalog.ts';

/** R07, R12, F02-F04, X07. The NIR is asked for and never printed (X18). */
export const words = {
  date: { fr: 'Le {requestedAt, date, short}', en: '{requestedAt, date, short}' },
  reference: { fr: 'Référence : {reference}', en: 'Reference: {reference}' },
  subject: { fr: 'Votre {codeName} provisoire', en: 'Your temporary {codeName}' },
  greeting: { fr: 'Bonjour {recipient},', en: 'Dear {recipient},' },
  intro: {
    fr: 'Vous avez demandé un {codeName} pour vous connecter à votre {areaName} {insurerName}. Le voici :',
    en: 'You asked for a temporary {codeName} to sign in to your {insurerName} {areaName}. Here it is:',
  },
  validity: {
    fr: 'Valable jusqu’au {expiresAt, date, long} à {expiresAt, time, short}.',
    en: 'Valid until {expiresAt, date, long} at {expiresAt, time, short}.',
  },
  next: { fr: 'Que faire maintenant ?', en: 'What to do next' },
  open: {
    fr: 'Ouvrez {entryPoint} sur votre ordinateur ou votre téléphone.',
    en: 'Open {entryPoint} on your computer or your phone.',
  },
  signIn: {
    fr: 'Connectez-vous avec votre numéro de Sécurité sociale et le {codeName} ci-dessus.',
    en: 'Sign in with your social security number and the {codeName} above.',
  },
  choose: {
    fr: 'Choisissez ensuite votre propre {codeName} de {codeLength} chiffres. Si la page vous demande votre « mot de passe actuel », c’est celui de cette lettre.',
    en: 'Then choose your own {codeName} of {codeLength} digits. If the page asks for your “current {codeName}”, it is the one in this letter.',
  },
  again: {
    fr: 'Connectez-vous de nouveau, avec ce nouveau {codeName}. Celui de cette lettre ne sert plus : vous pouvez la détruire.',
    en: 'Sign in again, with this new {codeName}. The one in this letter no longer works: you may destroy it.',
  },
  secret: {
    fr: 'Gardez cette lettre pour vous. Personne de chez nous ne vous demandera ces chiffres, ni par téléphone, ni par écrit.',
    en: 'Keep this letter to yourself. Nobody here will ask you for these digits, by phone or in writing.',
  },
  latest: {
    fr: 'Vous avez reçu plusieurs lettres ? Seule la plus récente est valable.',
    en: 'Have you received several letters? Only the latest one works.',
  },
  unasked: {
    fr: 'Vous n’avez rien demandé ? Détruisez cette lettre et prévenez-nous.',
    en: 'Did you not ask for anything? Destroy this letter and let us know.',
  },
  // D04: the letter that tells of an e-mail address. The address stands masked: envelopes are opened by others too.
  'email.subject': { fr: 'Votre adresse e-mail', en: 'Your e-mail address' },
  'email.asked': {
    fr: 'Quelqu’un a demandé à enregistrer l’adresse {email} pour votre dossier {insurerName}. Rien n’a changé pour l’instant. Si c’est vous, ce code le confirme :',
    en: 'Somebody asked to register the address {email} for your {insurerName} file. Nothing has changed so far. If it was you, this code confirms it:',
  },
  'email.registered': {
    fr: 'L’adresse {email} vient d’être enregistrée pour votre dossier {insurerName}, par quelqu’un qui s’est connecté à votre {areaName}. Elle ne pourra servir à choisir {yourCode} que plus tard, à la date ci-dessous.',
    en: 'The address {email} has just been registered for your {insurerName} file, by somebody who signed in to your {areaName}. It can be used to choose {yourCode} only later, on the date below.',
  },
  'email.usable': {
    fr: 'Utilisable à partir du {expiresAt, date, long} à {expiresAt, time, short}.',
    en: 'Usable from {expiresAt, date, long} at {expiresAt, time, short}.',
  },
  'email.next': { fr: 'C’était vous ?', en: 'Was it you?' },
  'email.open': {
    fr: 'Ouvrez {entryPoint}, puis choisissez « Enregistrer mon adresse e-mail ».',
    en: 'Open {entryPoint}, then choose “Register my e-mail address”.',
  },
  'email.confirm-mailbox': {
    fr: 'Confirmez d’abord l’adresse avec l’e-mail reçu dans sa boîte, si ce n’est pas fait.',
    en: 'First confirm the address with the e-mail received in its mailbox, unless you have done so.',
  },
  'email.type': {
    fr: 'Choisissez « J’ai le code de la lettre », puis tapez votre numéro de Sécurité sociale et ce code.',
    en: 'Choose “I have the code from the letter”, then type your social security number and this code.',
  },
  'email.nothing': { fr: 'Vous n’avez rien à faire.', en: 'There is nothing to do.' },
  'email.secret': {
    fr: 'Ce n’était pas vous ? Ne tapez ce code nulle part et ne le donnez à personne, même à quelqu’un qui dit appeler de notre part. Sans lui, rien ne change.',
    en: 'Was it not you? Do not type this code anywhere and do not give it to anyone, even somebody who claims to call for us. Without it, nothing changes.',
  },
  'email.undo': {
    fr: 'Ce n’était pas vous ? Avant cette date, demandez un nouveau {codeName} sur {entryPoint} : l’adresse sera écartée dès que vous l’aurez choisi.',
    en: 'Was it not you? Before that date, ask for a new {codeName} on {entryPoint}: the address is set aside as soon as you have chosen it.',
  },
  'email.tell': { fr: 'Puis prévenez-nous.', en: 'Then let us know.' },
  help: { fr: 'Besoin d’aide ?', en: 'Need help?' },
} as const satisfies Catalog;
