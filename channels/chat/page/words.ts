import type { Locale } from '../../../machines/envelope.ts';
import type { Catalog } from '../../../machines/messages/catalog.ts';
import { createFormatter, type MessageArguments } from '../../../machines/messages/format.ts';
import { typographic } from '../../../machines/messages/typography.ts';

/** What stands around a conversation. What is said in it is the bot's. */
const pageWords: Catalog = {
  'chat.title': { fr: 'Écrivez-nous', en: 'Write to us' },
  'chat.about': {
    fr: 'Dites avec vos mots ce qu’il vous faut : {kind, select, guide {« je veux activer mon e-CPS », « je n’ai pas reçu l’e-mail »} other {« j’ai perdu mon code », « où est ma lettre ? »}}.',
    en: 'Say what you need in your own words: {kind, select, guide {“I want to activate my e-CPS”, “I have not received the e-mail”} other {“I have lost my code”, “where is my letter?”}}.',
  },
  'chat.loading': { fr: 'La conversation s’ouvre…', en: 'Opening the conversation…' },
  'chat.failed': {
    fr: 'La page en direct ne s’ouvre pas ici. Écrivez ci-dessous : c’est la même conversation.',
    en: 'The live page does not open here. Write below: it is the same conversation.',
  },
  'chat.stale': {
    fr: 'La conversation ne peut pas continuer sur cette page. Rechargez-la : ce qui n’est pas parti sera à écrire de nouveau.',
    en: 'The conversation cannot go on in this page. Reload it: what was not sent will have to be written again.',
  },
  'chat.reload': { fr: 'Recharger la page', en: 'Reload the page' },
  'chat.without-script': {
    fr: 'Votre navigateur n’exécute pas JavaScript ici. Écrivez ci-dessous : c’est la même conversation.',
    en: 'Your browser does not run JavaScript here. Write below: it is the same conversation.',
  },
  'chat.to-simple': { fr: 'Ouvrir la page simple', en: 'Open the plain page' },
  'chat.to-widget': { fr: 'Ouvrir la page en direct', en: 'Open the live page' },
  'chat.safe.title': { fr: 'Pas de numéro ici', en: 'No numbers here' },
  'chat.safe.text': {
    fr: 'N’écrivez ici ni votre numéro de Sécurité sociale, ni {yourCode}. Quand ils sont nécessaires, la conversation vous ouvre une page sûre, puis reprend.',
    en: 'Write neither your social security number nor {yourCode} here. When they are needed, the conversation opens a safe page for you, and then goes on by itself.',
  },
  'chat.new': { fr: 'Nouvelle conversation', en: 'New conversation' },
  'chat.new.about': {
    fr: 'Sur un ordinateur partagé, terminez ainsi : la conversation ne s’affichera plus ici.',
    en: 'On a shared computer, finish this way: the conversation is no longer shown here.',
  },
  'chat.log': { fr: 'Conversation', en: 'Conversation' },
  'chat.you': { fr: 'Vous', en: 'You' },
  'chat.at': { fr: '{at, time, short}', en: '{at, time, short}' },
  'chat.on': {
    fr: 'le {at, date, long} à {at, time, short}',
    en: 'on {at, date, long} at {at, time, short}',
  },
  'chat.message': { fr: 'Votre message', en: 'Your message' },
  'chat.send': { fr: 'Envoyer', en: 'Send' },
  'chat.begin': { fr: 'Commencer la conversation', en: 'Begin the conversation' },
  'chat.choices': { fr: 'Réponses possibles', en: 'Possible answers' },
  'chat.new-tab': { fr: '(nouvel onglet)', en: '(new tab)' },
  'chat.news.one': { fr: '1 nouveau message :', en: '1 new message:' },
  'chat.news.more': { fr: '$1 nouveaux messages :', en: '$1 new messages:' },
  'chat.update': { fr: 'Voir s’il y a du nouveau', en: 'See whether there is news' },
  'chat.waiting': {
    fr: 'Quand vous aurez fini sur l’autre page, revenez ici : le lien ci-dessous affiche la suite, si elle ne vient pas d’elle-même.',
    en: 'Once you have finished on the other page, come back here: the link below shows what follows, if it does not come by itself.',
  },
};

const format = createFormatter(pageWords);

export const sayIn =
  (locale: Locale) =>
  (id: string, args: MessageArguments = {}): string =>
    typographic(format(locale, `chat.${id}`, args));
