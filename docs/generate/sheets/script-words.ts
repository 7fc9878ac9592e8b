import type { Act } from '../../../channels/ivr/call-state.ts';
import type { Locale } from '../../../machines/envelope.ts';

const acts: Readonly<Partial<Record<Act['do'], Record<Locale, string>>>> = {
  again: { fr: 'réécouter', en: 'hear it again' },
  options: { fr: 'autres possibilités', en: 'other options' },
  more: { fr: 'suite des choix', en: 'more choices' },
  question: { fr: 'retour à la question', en: 'back to the question' },
  'main-menu': { fr: 'menu principal', en: 'main menu' },
  elsewhere: { fr: 'code de reprise', en: 'resume code' },
  look: { fr: 'c’est fait', en: 'it is done' },
  send: { fr: 'lien par SMS ou e-mail', en: 'link by SMS or e-mail' },
  'enter-resume-code': { fr: 'saisie du code de reprise', en: 'typing the resume code' },
  language: { fr: 'autre langue', en: 'other language' },
  fill: { fr: 'réponse', en: 'answer' },
};

/** What the script says of itself. */
export const scriptWords = {
  title: { fr: 'ce que dit le téléphone', en: 'what the telephone says' },
  intro: {
    fr: [
      'Écrit à partir des parcours, des textes et des données de l’assureur, par le code qui parle au téléphone : ce qui est dit, les touches, et où elles mènent. Chaque étape est donnée comme on l’entend en y arrivant par le chemin le plus court ; « Selon ce qui précède » donne ce qui y est dit d’autre par un autre chemin.',
      'Les dates, les codes, les références, les noms et l’adresse du site sont des exemples. Il est dix heures, un lundi : à une heure de fermeture, un service le dit, et on n’est pas mis en relation avec lui. Un contact dont le numéro est celui de la ligne appelée est donné autrement : « c’est cette ligne ». Le 0, au milieu d’une demande, donne d’abord le service qu’elle concerne.',
      'Ne figurent pas ici : les refus (un numéro ou un code impossible), ce qui répond à un silence, à des mots ou à des erreurs répétées, ce qui suit « c’est fait » et l’envoi d’un lien, et les pannes.',
    ],
    en: [
      'Written from the charts, the texts and the insurer’s data, by the code that speaks on the telephone: what is said, the keys, and where they lead. Each step is given as it is heard on the shortest way to it; “By what came before” gives what else is said there on another way.',
      'Dates, codes, references, names and the site’s address are examples. It is ten o’clock on a Monday: at an hour when it is closed a desk says so, and nobody is put through to it. A contact whose number is the line’s own is given otherwise: “that is this line”. 0 in the middle of a request gives its own desk first.',
      'Not written here: refusals (a number or code that cannot be), what answers silence, words or repeated errors, what follows “it is done” and the sending of a link, and failures of ours.',
    ],
  },
  keys: { fr: 'Touches :', en: 'Keys:' },
  everywhere: { fr: 'Dans tous les menus', en: 'In every menu' },
  everywhereKeys: {
    fr: [
      '0 : parler à quelqu’un (dans une saisie : 0, puis dièse).',
      '9 : réécouter (dans une saisie : 9, puis dièse).',
      'Étoile : d’autres possibilités (dans une saisie : étoile seule, puis dièse) ; pendant une saisie, elle corrige.',
      'Dièse : fin de la saisie.',
    ],
    en: [
      '0: talk to a person (while typing: 0, then hash).',
      '9: hear it again (while typing: 9, then hash).',
      'Star: other options (while typing: star alone, then hash); in the midst of typing, it corrects.',
      'Hash: end of what is typed.',
    ],
  },
  mainMenu: { fr: 'Menu principal', en: 'Main menu' },
  behindEight: { fr: 'Derrière le 8 :', en: 'Behind 8:' },
  further: { fr: 'Ensuite :', en: 'Then:' },
  typedBefore: {
    fr: 'À qui a déjà tapé son numéro pendant l’appel :',
    en: 'To whoever has typed their number in the call:',
  },
  behindStar: { fr: 'Derrière l’étoile :', en: 'Behind the star:' },
  otherwise: { fr: 'Selon ce qui précède :', en: 'By what came before:' },
  asAt: {
    fr: (place: string) => `comme à « ${place} ».`,
    en: (place: string) => `as at “${place}”.`,
  },
  acts,
} as const;
