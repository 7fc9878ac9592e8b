import type { Locale } from '../../machines/envelope.ts';
import { createFormatter } from '../../machines/messages/format.ts';
import { aboutWords } from './about-words.ts';
import type { NirGroup } from './nir-keys.ts';

/**
 * What the telephone itself says, for the ear: short, the choice before its key. French first, English beside
 * it. `{…}` is filled in by `worded`.
 */
const words = {
  ...aboutWords,
  welcome: { fr: '{insurer}, bonjour.', en: 'Welcome to {insurer}.' },
  /** Said in the language it offers. */
  otherLanguage: { fr: 'Pour le français, tapez étoile.', en: 'For English, press star.' },
  menuKey: { fr: '{label}, tapez {key}.', en: '{label}, press {key}.' },
  person: { fr: 'Pour parler à quelqu’un, tapez 0.', en: 'To talk to a person, press 0.' },
  repeat: { fr: 'Pour réécouter, tapez 9.', en: 'To hear this again, press 9.' },
  options: { fr: 'Pour d’autres possibilités, tapez étoile.', en: 'For other options, press star.' },
  resumeKey: {
    fr: 'Pour reprendre avec un code de reprise, tapez 8.',
    en: 'To go on with a resume code, press 8.',
  },
  more: { fr: 'Pour la suite des choix, tapez 8.', en: 'For more choices, press 8.' },
  dialKey: {
    fr: 'Pour appeler : {label}, tapez {key}.',
    en: 'To call {label}, press {key}.',
  },

  askNir: {
    fr: 'Tapez les 13 chiffres de votre numéro de Sécurité sociale, puis dièse.',
    en: 'Key in the 13 digits of your social security number, then hash.',
  },
  /** Another one is offered to be kept. */
  askNirAnew: {
    fr: 'Pour un autre numéro, tapez ses 13 chiffres, puis dièse.',
    en: 'For another number, key in its 13 digits, then hash.',
  },
  askNirSpeech: {
    fr: 'Vous pouvez aussi le dire, groupe par groupe.',
    en: 'You may also say it, group by group.',
  },
  nirCorsica: {
    fr: 'Naissance en Corse ? Pour 2 A, tapez 2, étoile, 1. Pour 2 B, tapez 2, étoile, 2.',
    en: 'Born in Corsica? For 2 A, press 2, star, 1. For 2 B, press 2, star, 2.',
  },
  nirStar: {
    fr: 'Pour corriger le groupe en cours, tapez étoile.',
    en: 'To correct the group you are in, press star.',
  },
  heardPart: { fr: 'Chiffres notés : {count} sur 13.', en: 'Digits noted: {count} of 13.' },
  nirMore: { fr: 'Continuez votre numéro.', en: 'Go on with your number.' },
  nirEnds: {
    fr: 'Votre numéro se termine par {digits}.',
    en: 'Your number ends in {digits}.',
  },
  right: { fr: 'Si c’est bien cela, tapez 1.', en: 'If that is right, press 1.' },
  wrong: { fr: 'Sinon, tapez 2.', en: 'If not, press 2.' },
  keepNir: {
    fr: 'Pour garder votre numéro de Sécurité sociale, qui se termine par {digits}, tapez 1, puis dièse.',
    en: 'To keep your social security number, which ends in {digits}, press 1, then hash.',
  },
  correctNir: {
    fr: 'Pour ne corriger qu’un groupe, tapez 2, puis dièse.',
    en: 'To correct one group only, press 2, then hash.',
  },
  wayKey: { fr: '{label}, tapez {key}, puis dièse.', en: '{label}, press {key}, then hash.' },
  whichGroup: { fr: 'Quel groupe corriger ?', en: 'Which group is to be corrected?' },
  groupChoice: { fr: 'Pour {group}', en: 'For {group}' },
  askGroup: { fr: 'Tapez {group}, puis dièse.', en: 'Key in {group}, then hash.' },
  groupWrong: { fr: 'Ce groupe n’a pas le bon nombre de chiffres.', en: 'This group has the wrong length.' },

  askCode: {
    fr: 'Tapez {label}, puis dièse. Ne dites rien à voix haute.',
    en: 'Key in {label}, then hash. Do not say it aloud.',
  },
  askDigits: { fr: 'Tapez {label}, puis dièse.', en: 'Key in {label}, then hash.' },
  starCorrects: { fr: 'Pour recommencer la saisie, tapez étoile.', en: 'To type it again, press star.' },
  /** Keyed in or said. */
  readBack: { fr: 'J’ai noté {digits}.', en: 'I noted {digits}.' },
  fieldOptions: {
    fr: 'Pour d’autres possibilités, tapez étoile, puis dièse.',
    en: 'For other options, press star, then hash.',
  },
  yes: { fr: 'Pour oui, tapez 1.', en: 'For yes, press 1.' },
  no: { fr: 'Pour non, tapez 2.', en: 'For no, press 2.' },
  saidYes: { fr: 'oui', en: 'yes' },
  saidNo: { fr: 'non', en: 'no' },
  cleared: { fr: 'C’est effacé. Reprenez.', en: 'That is cleared. Type it again.' },

  silence: { fr: 'Je n’ai pas reçu de réponse.', en: 'I received no answer.' },
  notUnderstood: { fr: 'Je n’ai pas compris.', en: 'I did not understand.' },
  /** Instead of it, to whoever is annoyed: where 0 leads to a person. */
  sorry: {
    fr: 'Je suis désolé. Pour parler à quelqu’un, tapez 0.',
    en: 'I am sorry. To talk to a person, press 0.',
  },
  marks: { fr: 'Les zones vont de {first} à {last}.', en: 'The zones go from {first} to {last}.' },
  didYouMean: { fr: 'Je ne suis pas sûr de comprendre.', en: 'I am not sure I understand.' },
  keysOnly: {
    fr: 'Par sécurité, ne dites pas de code : tapez-le sur les touches.',
    en: 'For safety, do not say a code: use the keys.',
  },
  moved: {
    fr: 'Votre démarche a avancé. Ce que vous venez de donner n’a pas été pris en compte.',
    en: 'The question has changed meanwhile. What you have just keyed in did not count.',
  },
  callOver: {
    fr: 'Cet appel est terminé. Pour continuer, rappelez-nous.',
    en: 'This call is over. To go on, please call again.',
  },
  gone: {
    fr: 'Cette démarche est close. Vous pouvez en commencer une autre.',
    en: 'This is closed. You can begin another.',
  },
  enough: {
    fr: 'Nous n’y arrivons pas cette fois, et ce n’est pas de votre faute.',
    en: 'We are not getting there this time, and it is no fault of yours.',
  },
  /** After `enough`, where the call ends with it. */
  callAgain: { fr: 'Vous pouvez rappeler.', en: 'You can call again.' },
  /** Instead of `enough`, where a code has been told. */
  later: {
    fr: 'Vous pouvez raccrocher et continuer à votre rythme : votre code de reprise reste valable jusqu’à {until}.',
    en: 'You may hang up and go on in your own time: your resume code stays valid until {until}.',
  },
  reachBy: { fr: 'Pour joindre quelqu’un :', en: 'To reach a person:' },
  /** No other line leads to anybody. */
  writeTo: { fr: 'Pour nous écrire :', en: 'To write to us:' },
  oneByOne: {
    fr: 'Commençons par cela. Pour le reste, redites-le-moi après.',
    en: 'Let us begin with this. Tell me the rest again afterwards.',
  },
  // How callers say what is on a key.
  doneLabel: { fr: 'C’est fait, c’est terminé', en: 'It is done, I have finished' },
  sendLabel: { fr: 'Envoyer le lien, un SMS ou un e-mail', en: 'Send the link, a text message or an e-mail' },
  codeLabel: { fr: 'Le code de reprise, l’adresse du site', en: 'The resume code, the address of the site' },
  comesByItself: {
    fr: 'Dès que ce sera fait, la suite viendra toute seule. Pour réécouter, tapez 9.',
    en: 'As soon as it is done, the next step follows by itself. To hear this again, press 9.',
  },
  takeTime: {
    fr: 'Prenez votre temps. Quand c’est fait, tapez 1. Pour réécouter le code, tapez 9.',
    en: 'Take your time. Once it is done, press 1. To hear the code again, press 9.',
  },
  /** No code is told. */
  takeTimeThere: {
    fr: 'Prenez votre temps. Quand c’est fait, tapez 1.',
    en: 'Take your time. Once it is done, press 1.',
  },
  takeYourTime: {
    fr: 'Prenez votre temps. Pour réécouter, tapez 9.',
    en: 'Take your time. To hear this again, press 9.',
  },
  waitOn: {
    fr: 'Patientez encore un peu. Pour réécouter, tapez 9.',
    en: 'Please wait a little longer. To hear this again, press 9.',
  },
  goodbye: { fr: 'Merci de votre appel. Au revoir.', en: 'Thank you for calling. Goodbye.' },
  wait: { fr: 'Un instant, s’il vous plaît.', en: 'One moment, please.' },
  unavailable: {
    fr: 'Notre service est momentanément indisponible. Rien n’est perdu : rappelez dans quelques minutes.',
    en: 'Our service is unavailable for the moment. Nothing is lost: call again in a few minutes.',
  },
  tooManyTries: {
    fr: 'Il y a eu trop d’essais depuis cette ligne. Rappelez plus tard.',
    en: 'There were too many tries from this line. Call again later.',
  },

  elsewhere: {
    fr: 'Cette étape se fait sur notre site, pas au téléphone.',
    en: 'This step takes place on our site, not on the phone.',
  },
  provenAnew: {
    fr: 'Par sécurité, vous y donnerez de nouveau votre code.',
    en: 'For safety, you will give your code there once more.',
  },
  openThere: {
    fr: 'La page est ouverte sur le site. Continuez là-bas, vous pouvez raccrocher. Pour continuer plutôt ici, donnez de nouveau votre code.',
    en: 'The page is open on the site. Go on there; you may hang up. To go on here instead, give your code once more.',
  },
  isOpenThere: { fr: 'C’est ouvert sur le site.', en: 'It is open on the site.' },
  elsewhereSafe: {
    fr: 'Pour protéger votre code, cette étape se fait sur notre site.',
    en: 'To protect your code, this step takes place on our site.',
  },
  elsewhereChosen: {
    fr: 'Vous pourrez continuer sur notre site, ou en rappelant.',
    en: 'You can go on, on our site or by calling again.',
  },
  resumeCode: { fr: 'Notez votre code de reprise :', en: 'Note your resume code:' },
  again: { fr: 'Je répète :', en: 'Again:' },
  resumeUsed: {
    fr: 'Votre code de reprise, ou son lien, a servi : il ne fonctionne plus. En voici un nouveau.',
    en: 'Your resume code, or its link, has been used: it works no more. Here is a new one.',
  },
  resumeLate: {
    fr: 'Votre code de reprise n’est plus valable. En voici un nouveau.',
    en: 'Your resume code is no longer valid. Here is a new one.',
  },
  where: {
    fr: 'Il est valable jusqu’à {until}. Sur le site {site}, choisissez : Reprendre avec un code. Si vous rappelez, tapez 8 au menu principal.',
    en: 'It is valid until {until}. On the site {site}, choose: Go on with a code. If you call again, press 8 in the main menu.',
  },
  sendKey: {
    fr: 'Pour recevoir aussi un lien, par SMS ou par e-mail, aux coordonnées que nous connaissons, tapez 2.',
    en: 'To get a link as well, by text message or e-mail, to the details we have, press 2.',
  },
  sendKeyByMail: {
    fr: 'Pour recevoir aussi un lien à l’adresse e-mail que nous connaissons, tapez 2.',
    en: 'To get a link as well, at the e-mail address we know, press 2.',
  },
  /** Before the number is asked that the link goes by. */
  nirForLink: {
    fr: 'Pour envoyer le lien, il faut votre numéro.',
    en: 'To send the link, your number is needed.',
  },
  doneKey: { fr: 'Quand c’est fait, tapez 1.', en: 'Once it is done, press 1.' },
  backKey: { fr: 'Pour revenir en arrière, tapez étoile.', en: 'To go back, press star.' },
  /** Where that menu is the question. */
  backToMenu: { fr: 'Pour revenir au menu principal, tapez étoile.', en: 'For the main menu, press star.' },
  sent: {
    fr: 'Si ce numéro est celui d’un adhérent dont nous connaissons le téléphone portable ou l’e-mail, un lien lui est envoyé.',
    en: 'If this number belongs to a member whose mobile or e-mail we know, a link is on its way.',
  },
  sentByMail: {
    fr: 'Si ce numéro est celui d’un adhérent dont nous connaissons l’e-mail, un lien lui est envoyé.',
    en: 'If this number belongs to a member whose e-mail we know, a link is on its way.',
  },
  notYet: {
    fr: 'Rien n’a encore changé sur le site.',
    en: 'Nothing has changed on the site yet.',
  },
  askResumeCode: {
    fr: 'Tapez les 8 chiffres de votre code de reprise, puis dièse.',
    en: 'Key in the 8 digits of your resume code, then hash.',
  },
  resumeUnknown: {
    fr: 'Ce code de reprise n’est pas connu, ou n’est plus valable.',
    en: 'This resume code is not known, or no longer valid.',
  },
  resumed: { fr: 'Nous reprenons où vous étiez.', en: 'We go on where you were.' },

  elsewhereKey: {
    fr: 'Pour continuer plus tard ou sur le site, tapez {key}.',
    en: 'To go on later or on the site, press {key}.',
  },
  mainMenuKey: { fr: 'Pour revenir au menu principal, tapez {key}.', en: 'For the main menu, press {key}.' },
  somethingElse: {
    fr: 'Pour autre chose, tapez 1. Sinon, vous pouvez raccrocher.',
    en: 'For something else, press 1. If not, you may hang up.',
  },
  startOverKey: {
    fr: 'Pour recommencer cette démarche, tapez {key}.',
    en: 'To begin this again, press {key}.',
  },
  /** Said in that language. */
  languageKey: { fr: 'Pour continuer en français, tapez {key}.', en: 'To go on in English, press {key}.' },
  stopKey: { fr: 'Pour arrêter ici, tapez {key}.', en: 'To stop here, press {key}.' },

  condolences: {
    fr: 'Je suis sincèrement désolé pour votre perte.',
    en: 'I am truly sorry for your loss.',
  },
  danger: {
    fr: 'Si une vie est en danger, raccrochez et appelez le 15 ou le 112.',
    en: 'If a life is in danger, hang up and call 15 or 112.',
  },
  pageOpen: {
    fr: 'La page est ouverte sur le site, et rien n’y a encore changé. Finissez-y.',
    en: 'The page is open on the site, and nothing has changed there yet. Finish there.',
  },
  anotherCodeKey: { fr: 'Pour un nouveau code, tapez 2.', en: 'For another code, press 2.' },
  // 3114: the national number for suicide prevention, free, day and night (ministry of health).
  despair: {
    fr: 'Vous pouvez en parler : au 31 14, quelqu’un vous écoute, jour et nuit, gratuitement.',
    en: 'You can talk about it: on 31 14 somebody listens, day and night, free of charge.',
  },
  putThrough: { fr: 'Je vous mets en relation.', en: 'Putting you through.' },
  thisLine: {
    fr: '{label} : c’est cette ligne, où je suis seul à répondre',
    en: '{label}: that is this line, where only I answer',
  },
  notReached: { fr: 'Personne n’a pu répondre.', en: 'Nobody could answer.' },
  toBeConfirmed: {
    fr: 'Ces informations restent à confirmer.',
    en: 'These details are still to be confirmed.',
  },
  byPost: { fr: 'par courrier', en: 'by post' },
  byMail: { fr: 'par e-mail', en: 'by e-mail' },
  onSite: { fr: 'sur le site', en: 'on the site' },
  zero: { fr: 'zéro', en: 'zero' },
} as const satisfies Record<string, Record<Locale, string>>;

export type WordId = keyof typeof words;

export const groupWords: Readonly<Record<NirGroup, Record<Locale, string>>> = {
  sex: { fr: 'le premier chiffre', en: 'the first digit' },
  year: { fr: 'les deux chiffres de l’année', en: 'the two digits of the year' },
  month: { fr: 'les deux chiffres du mois', en: 'the two digits of the month' },
  department: { fr: 'les deux chiffres du département', en: 'the two digits of the department' },
  commune: { fr: 'les trois chiffres de la commune', en: 'the three digits of the commune' },
  order: { fr: 'les trois chiffres suivants', en: 'the next three digits' },
  key: { fr: 'les deux chiffres de la clé', en: 'the two digits of the key' },
};

/** The marks of an address, as they are said. */
export const markWords: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  fr: { '@': ' arobase ', '.': ' point ', '-': ' tiret ', _: ' tiret bas ' },
  en: { '@': ' at ', '.': ' dot ', '-': ' dash ', _: ' underscore ' },
};

const format = createFormatter(words);

/** One of our sentences with its parts filled in. */
export const worded = (locale: Locale, id: WordId, parts: Readonly<Record<string, string>> = {}): string =>
  format(locale, id, parts);
