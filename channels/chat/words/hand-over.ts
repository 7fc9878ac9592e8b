import type { Catalog } from '../../../machines/messages/catalog.ts';

/** What the bot says around a hand-over to a page (X20): why, where, until when, and every way it may end. */
export const handOverWords = {
  'hand-over.secret': {
    fr: 'Cette étape demande un code. Ne l’écrivez pas ici : voici une page sûre, pour vous uniquement.',
    en: 'This step asks for a code. Do not write it here: this is a safe page, for you only.',
  },
  'hand-over.identifier': {
    fr: 'Pour retrouver votre dossier, il faut votre numéro de Sécurité sociale. Ne l’écrivez pas ici : voici une page sûre, pour vous uniquement. Ce numéro est sur votre carte Vitale.',
    en: 'To find your file we need your social security number. Do not write it here: this is a safe page, for you only. The number is on your carte Vitale.',
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
  'elsewhere.code': {
    fr: 'Votre code de reprise : {code}. Il sert une seule fois, jusqu’à {until, time, short}. {kind, select, guide {} other {Au téléphone, tapez 8 au menu, puis ce code. }}Sur le site, ouvrez {resumeAddress}. Ne le donnez à personne : qui le tape continue à votre place.',
    en: 'Your resume code: {code}. It works once, until {until, time, short}. {kind, select, guide {} other {By telephone, press 8 in the menu, then type this code. }}On the site, open {resumeAddress}. Do not give it to anyone: whoever types it goes on in your place.',
  },
  'elsewhere.nothing': {
    fr: 'Rien n’est en cours ici. Dites-moi ce que vous voulez faire : vous pourrez ensuite le continuer au téléphone ou sur le site.',
    en: 'Nothing is under way here. Tell me what you want to do: you can then go on with it by telephone or on the site.',
  },
  'hand-over.link': { fr: 'Ouvrir la page', en: 'Open the page' },
  'hand-over.valid': {
    fr: 'Cette page s’ouvre une seule fois, jusqu’à {until, time, short}. Sur un autre appareil, ouvrez {resumeAddress} et tapez le code de reprise {code}. Ne les donnez à personne. {reason, select, secret {La suite se passera sur cette page} other {Je continue ici dès que la page n’a plus rien à vous demander}}.',
    en: 'This page opens once, until {until, time, short}. On another device, open {resumeAddress} and type the resume code {code}. Do not give them to anyone. {reason, select, secret {What follows will be on that page} other {I go on here once the page has nothing more to ask you}}.',
  },
  'hand-over.again': {
    fr: 'Voici de nouveau la page : elle s’ouvre une seule fois, jusqu’à {until, time, short}.',
    en: 'Here is the page again: it opens once, until {until, time, short}.',
  },
  'hand-over.declined': {
    fr: 'Sans cette page, je ne peux pas aller plus loin ici. Vous pouvez l’ouvrir plus tard, parler à quelqu’un ou arrêter.',
    en: 'Without this page I cannot go further here. You can open it later, talk to a person, or stop.',
  },
  'hand-over.opened': {
    fr: 'Le lien ou le code a servi : cela continue là où vous l’avez ouvert, je vous attends. Si ce n’était pas vous, choisissez « Arrêter » : plus rien ne s’y fera.',
    en: 'The link or the code was used: it goes on where you opened it, and I am waiting for you. If it was not you, choose “Stop”: nothing more will be done there.',
  },
  'hand-over.not-yet': {
    fr: 'Je ne vois encore rien de fait sur la page. Ouvrez-la par ce bouton, répondez-y, puis revenez ici. Elle sert jusqu’à {until, time, short}.',
    en: 'I do not see anything done on the page yet. Open it by this button, answer there, then come back here. It works until {until, time, short}.',
  },
  'hand-over.not-yet-open': {
    fr: 'Le lien ou le code a servi, mais l’étape n’est pas encore terminée. Vous avez fermé la page, ou raccroché ? Demandez un nouveau lien.',
    en: 'The link or the code was used, but the step is not finished yet. Have you closed the page, or hung up? Ask for a new link.',
  },
  'hand-over.gone-on': {
    fr: 'C’est noté. La suite se passe sur la page que vous avez ouverte.',
    en: 'Noted. The next step is on the page you opened.',
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
    fr: 'La page est restée trop longtemps sans réponse : cette démarche est close. Vous pouvez la recommencer.',
    en: 'The page was left without an answer for too long: this has been closed. You can start it again.',
  },
  'choice.new-link': { fr: 'Nouveau lien', en: 'New link' },
} satisfies Catalog;
