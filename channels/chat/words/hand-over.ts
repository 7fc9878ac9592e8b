import type { Catalog } from '../../../machines/messages/catalog.ts';

/** What the bot says around a hand-over to a page (X20): why, where, until when, and every way it may end. */
export const handOverWords = {
  'hand-over.secret': {
    fr: 'Cette étape demande un code : il ne s’écrit pas dans une conversation. Voici une page sûre, pour vous seul.',
    en: 'This step asks for a code, which is not to be written in a chat. Here is a safe page, for you alone.',
  },
  'hand-over.identifier': {
    fr: 'Cette étape demande votre numéro de Sécurité sociale : il ne s’écrit pas dans une conversation. Voici une page sûre, pour vous seul.',
    en: 'This step asks for your social security number, which is not to be written in a chat. Here is a safe page, for you alone.',
  },
  'hand-over.picture': {
    fr: 'Cette étape montre une image à scanner : elle se passe sur une page.',
    en: 'This step shows an image to scan: it takes place on a page.',
  },
  'hand-over.long-text': {
    fr: 'Cette étape demande de lire un texte et de l’accepter : il s’affiche mieux sur une page.',
    en: 'This step asks you to read a text and accept it: a page shows it better.',
  },
  'hand-over.human-check': {
    fr: 'Cette étape vérifie que vous êtes une personne : cela se passe sur une page.',
    en: 'This step checks that you are a person: it takes place on a page.',
  },
  'hand-over.two-secrets': {
    fr: 'Cette étape demande plusieurs codes : elle se passe sur une page.',
    en: 'This step asks for several codes: it takes place on a page.',
  },
  'hand-over.policy': {
    fr: 'Cette étape se passe sur une page.',
    en: 'This step takes place on a page.',
  },
  'hand-over.link': { fr: 'Ouvrir la page', en: 'Open the page' },
  'hand-over.valid': {
    fr: 'Elle s’ouvre une seule fois, jusqu’à {until, time, short}. Sur un autre appareil : {resumeAddress}, code {code}. Ne les donnez à personne. {reason, select, secret {La suite se passera sur cette page} other {Je continue ici tout seul dès que c’est fait}}.',
    en: 'It opens once, until {until, time, short}. On another device: {resumeAddress}, code {code}. Give them to nobody. {reason, select, secret {What follows will be on that page} other {I go on here by myself as soon as it is done}}.',
  },
  'hand-over.opened': {
    fr: 'La page est ouverte, je vous attends. Si ce n’est pas vous qui l’avez ouverte, choisissez « Recommencer au début ».',
    en: 'The page is open, I am waiting for you. If it was not you who opened it, choose “Start over”.',
  },
  'hand-over.not-yet': {
    fr: 'Je ne vois encore rien de fait sur la page. Le lien sert jusqu’à {until, time, short}.',
    en: 'I do not see anything done on the page yet. The link works until {until, time, short}.',
  },
  'hand-over.not-yet-open': {
    fr: 'La page est ouverte, mais l’étape n’est pas encore terminée. Vous l’avez fermée ? Demandez un nouveau lien.',
    en: 'The page is open, but the step is not finished yet. Have you closed it? Ask for a new link.',
  },
  'hand-over.still': {
    fr: 'La page vous attend toujours pour la suite.',
    en: 'The page is still waiting for you to go on.',
  },
  'hand-over.expired': {
    fr: 'Le lien n’a pas servi à temps et ne fonctionne plus. Voulez-vous un nouveau lien ?',
    en: 'The link was not used in time and no longer works. Would you like a new link?',
  },
  'hand-over.done': {
    fr: 'Merci. Nous continuons ici.',
    en: 'Thank you. We go on here.',
  },
  'hand-over.abandoned': {
    fr: 'La page est restée sans réponse. Vous pouvez demander un nouveau lien, ou recommencer.',
    en: 'The page was left without an answer. You can ask for a new link, or start over.',
  },
  'choice.new-link': { fr: 'Nouveau lien', en: 'New link' },
} satisfies Catalog;
