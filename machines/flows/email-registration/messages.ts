import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'email-registration.ask': {
    fr: 'Enregistrer votre adresse e-mail',
    en: 'Register your e-mail address',
  },
  'email-registration.why': {
    fr: 'Elle sert à recevoir vos décomptes et à choisir un nouveau {codeName} sans attendre une lettre. Pour votre sécurité, nous la vérifions deux fois.',
    en: 'It is for receiving your statements, and for choosing a new {codeName} without waiting for a letter. For your safety we check it twice.',
  },
  // P07: the same words whoever was named.
  'email-registration.asked': {
    fr: 'Un e-mail vient de partir à {address}. Tapez ici le code à 8 chiffres qu’il contient, ou ouvrez son lien. Si vos nom, prénom et numéro sont ceux d’un adhérent, une lettre part aussi à son adresse postale.',
    en: 'An e-mail has just been sent to {address}. Type the 8-digit code it holds, or open its link. If the names and number are a member’s, a letter is also sent to their postal address.',
  },
  'email-registration.mailbox-confirmed': {
    fr: 'Merci. L’adresse {address} reçoit bien nos messages.',
    en: 'Thank you. {address} does receive our messages.',
  },
  'email-registration.prove': {
    fr: 'Comment voulez-vous prouver que ce dossier est le vôtre ?',
    en: 'How would you like to prove that this file is yours?',
  },
  'email-registration.letter-under-way': {
    fr: 'Attendez la lettre. Si vous êtes adhérent, elle arrive au plus tard le {expectedBy, date, long}. Revenez alors sur cette page, choisissez « J’ai le code de la lettre » et tapez ses 6 chiffres.',
    en: 'Wait for the letter. If you are a member, it arrives by {expectedBy, date, long}. Then come back to this page, choose “I have the code from the letter” and type its 6 digits.',
  },
  'email-registration.sign-in-to-prove': {
    fr: 'Connectez-vous : cela suffit à montrer que c’est vous.',
    en: 'Sign in: that is enough to show that it is you.',
  },
  'email-registration.is-it-yours': {
    fr: 'L’adresse {address} est-elle bien la vôtre ? Dites oui seulement si vous l’avez tapée vous-même : elle pourra servir à choisir {yourCode}.',
    en: 'Is {address} really your own address? Say yes only if you typed it yourself: it can be used to choose {yourCode}.',
  },
  'email-registration.registered': {
    fr: 'L’adresse {address} est enregistrée. Par sécurité, elle ne pourra servir à choisir un nouveau {codeName} qu’à partir du {usableFrom, date, long} à {usableFrom, time, short}. Une lettre vous en informe aussi.',
    en: 'The address {address} is registered. For safety it can be used to choose a new {codeName} only from {usableFrom, date, long} at {usableFrom, time, short}. A letter will tell you too.',
  },
  'email-registration.declined': {
    fr: 'Rien n’a été enregistré. Si quelqu’un vous a demandé de vous connecter ou de taper un code, prévenez-nous.',
    en: 'Nothing was registered. If somebody asked you to sign in or to type a code, let us know.',
  },
  'email-registration.choice.letter-code': {
    fr: 'J’ai le code de la lettre',
    en: 'I have the code from the letter',
  },
  'email-registration.choice.letter-later': { fr: 'J’attends la lettre', en: 'I will wait for the letter' },
  'email-registration.choice.back': { fr: 'Corriger mes informations', en: 'Correct my details' },
  'email-registration.choice.yes': { fr: 'Oui, c’est mon adresse', en: 'Yes, it is mine' },
  'email-registration.choice.no': { fr: 'Non', en: 'No' },
  // P07: of one's own number only. Nothing of the person whose number it is, nor whether there is one.
  'error.other-account': {
    fr: 'Ce numéro n’est pas celui de votre compte : rien n’a été enregistré. Recommencez avec votre propre numéro.',
    en: 'This is not the number of your account: nothing was registered. Start again with your own number.',
  },
  'error.proof-gone': {
    fr: 'Votre accès vient de changer : montrez encore une fois que c’est vous.',
    en: 'Your access has just changed: please show once more that it is you.',
  },
};

export const proofMessages: Catalog = {
  'letter-proof.ask': {
    fr: 'Tapez votre numéro et le code à 6 chiffres de la lettre',
    en: 'Type your number and the 6-digit code from the letter',
  },
  'letter-proof.choice.email-registration': {
    fr: 'Recommencer l’enregistrement',
    en: 'Register again from the start',
  },
  'error.letter-code-length': {
    fr: 'Le code de la lettre compte 6 chiffres.',
    en: 'The code in the letter has 6 digits.',
  },
};
