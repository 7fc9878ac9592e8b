import type { Catalog } from './catalog.ts';

/** Choices as they are said before their key: « Pour …, tapez », « Si …, tapez ». */
export const spokenChoices: Catalog = {
  'choice.code-reset.spoken': { fr: 'Pour obtenir un {codeName}', en: 'To get {yourCode}' },
  'choice.letter-status.spoken': { fr: 'Pour savoir où est votre lettre', en: 'To ask where your letter is' },
  'choice.sign-in-help.spoken': {
    fr: 'Si vous n’arrivez pas à vous connecter',
    en: 'If you cannot sign in',
  },
  'choice.information.spoken': { fr: 'Pour une information', en: 'For information' },
  'choice.email-registration.spoken': { fr: 'Pour votre adresse e-mail', en: 'For your e-mail address' },
  'choice.care-request.spoken': { fr: 'Pour une prise en charge', en: 'For a care authorisation' },
  'choice.ecps.spoken': { fr: 'Pour votre e-CPS', en: 'For your e-CPS' },
  'choice.sign-in.spoken': { fr: 'Pour vous connecter', en: 'To sign in' },
  'choice.first-connection.spoken': { fr: 'Pour une première connexion', en: 'For a first connection' },
  'choice.change-code.spoken': { fr: 'Pour modifier {yourCode}', en: 'To change {yourCode}' },
  'email-registration.choice.letter-code.spoken': {
    fr: 'Si vous avez le code de la lettre',
    en: 'If you have the code from the letter',
  },
  'choice.not-received.spoken': {
    fr: 'Pour une lettre à la place de l’e-mail',
    en: 'For a letter instead of the e-mail',
  },
  'choice.mail-code.spoken': {
    fr: 'Si vous avez le code de l’e-mail',
    en: 'If you have the code from the e-mail',
  },
  'choice.address-wrong.spoken': {
    fr: 'Si votre adresse postale a changé',
    en: 'If your postal address has changed',
  },
  'choice.resend.spoken': { fr: 'Pour recevoir une autre lettre', en: 'To get another letter' },
  'choice.check-wait.spoken': { fr: 'Pour attendre une minute', en: 'To wait for one minute' },
  'choice.back.spoken': { fr: 'Pour revenir où vous en étiez', en: 'To go back to where you were' },
  'choice.refuse.spoken': { fr: 'Pour refuser', en: 'To refuse' },
  'choice.yes.spoken': { fr: 'Pour oui', en: 'For yes' },
  'choice.no.spoken': { fr: 'Pour non', en: 'For no' },
  'person.choice.write.spoken': {
    fr: 'Pour écrire un message sur notre site',
    en: 'To write a message on our site',
  },
  'front-door.choice.code-reset.spoken': {
    fr: 'Pour un {codeName} perdu ou jamais reçu',
    en: 'If {yourCode} is lost or never came',
  },
  'front-door.choice.change-code.spoken': { fr: 'Pour modifier {yourCode}', en: 'To change {yourCode}' },
  'credentials.choice.code-reset.spoken': { fr: 'Pour obtenir un {codeName}', en: 'To get {yourCode}' },
  'sign-in-help.choice.code-reset.spoken': {
    fr: 'Si vous ne savez plus vos identifiants',
    en: 'If you no longer remember your sign-in details',
  },
  'sign-in-help.choice.request-code.spoken': {
    fr: 'Pour demander un nouveau {codeName}',
    en: 'To ask for a new {codeName}',
  },
  'letter-status.choice.no-follow-up.spoken': {
    fr: 'Si vous n’avez pas le numéro de suivi',
    en: 'If you do not have the follow-up number',
  },
  'letter-status.choice.code-reset.spoken': {
    fr: 'Pour demander un nouveau {codeName}',
    en: 'To ask for a new {codeName}',
  },
  'sign-in-help.choice.back.spoken': { fr: 'Pour la question précédente', en: 'For the previous question' },
  'letter-status.choice.back.spoken': {
    fr: 'Si vous avez retrouvé ce numéro',
    en: 'If you have found the number',
  },
  'choice.worked.spoken': { fr: 'Si cela a marché', en: 'If it worked' },
  'choice.failed.spoken': { fr: 'Si autre chose s’est produit', en: 'If something else happened' },
  'choice.restart.spoken': { fr: 'Pour recommencer l’activation', en: 'To start the activation again' },
  'choice.card-yes.spoken': { fr: 'Si vous avez votre carte', en: 'If you have your card' },
  'choice.card-no.spoken': { fr: 'Si vous n’avez pas de carte', en: 'If you have no card' },
  'choice.details-outdated.spoken': {
    fr: 'Si vos coordonnées ont changé',
    en: 'If your contact details have changed',
  },
  'ecps-mail.choice.not-received.spoken': { fr: 'Si vous ne l’avez pas reçu', en: 'If it has not arrived' },
  'ecps-mail.choice.resend.spoken': { fr: 'Pour demander un autre SMS', en: 'To ask for another SMS' },
  'ecps-card.choice.back.spoken': { fr: 'Pour l’étape précédente', en: 'For the previous step' },
  'ecps-mail.choice.back.spoken': { fr: 'Pour l’étape précédente', en: 'For the previous step' },
  'ecps-mail.choice.card-yes.spoken': {
    fr: 'Pour continuer avec votre carte',
    en: 'To go on with your card',
  },
  'ecps-trouble.choice.back.spoken': { fr: 'Pour revenir à l’étape', en: 'To go back to the step' },
  'ecps-trouble.choice.card-no.spoken': {
    fr: 'Pour activer sans carte, avec vos coordonnées',
    en: 'To activate without a card, with your contact details',
  },
  'ecps-trouble.choice.card-problem.spoken': {
    fr: 'Si la carte ou le lecteur pose problème',
    en: 'If there is a problem with the card or the reader',
  },
  'ecps-trouble.choice.app-problem.spoken': {
    fr: 'Si l’application ou le site ne répond pas comme prévu',
    en: 'If the app or the site does not do what it should',
  },
  'ecps-trouble.choice.details-problem.spoken': {
    fr: 'Si vous ne pouvez pas corriger vos coordonnées',
    en: 'If you cannot correct your contact details',
  },
  'ecps-trouble.choice.phone-incompatible.spoken': {
    fr: 'Si votre téléphone n’est pas compatible',
    en: 'If your phone is not compatible',
  },
  'ecps-trouble.choice.phone-lost.spoken': {
    fr: 'Si vous avez perdu votre téléphone',
    en: 'If you have lost your phone',
  },
  'ecps-trouble.choice.qr-expired.spoken': { fr: 'Si le QR code a expiré', en: 'If the QR code has expired' },
  'ecps-trouble.choice.add-code-wrong.spoken': {
    fr: 'Si le code d’ajout est refusé',
    en: 'If the add code is refused',
  },
  'ecps-trouble.choice.mail-not-received.spoken': {
    fr: 'Si l’e-mail n’est pas arrivé',
    en: 'If the e-mail has not arrived',
  },
  'ecps-trouble.choice.sms-not-received.spoken': {
    fr: 'Si le SMS n’est pas arrivé',
    en: 'If the SMS has not arrived',
  },
  'ecps-trouble.choice.sms-expired.spoken': {
    fr: 'Si le code du SMS a expiré',
    en: 'If the code of the SMS has expired',
  },
  'ecps-trouble.choice.sms-wrong.spoken': {
    fr: 'Si le code du SMS est refusé',
    en: 'If the code of the SMS is refused',
  },
  'email-registration.choice.back.spoken': {
    fr: 'Pour corriger vos informations',
    en: 'To correct your details',
  },
  'email-registration.choice.yes.spoken': { fr: 'Si c’est votre adresse', en: 'If it is your address' },
  'email-registration.choice.no.spoken': {
    fr: 'Si ce n’est pas votre adresse',
    en: 'If it is not your address',
  },
  'email-registration.choice.letter-later.spoken': {
    fr: 'Pour attendre la lettre',
    en: 'To wait for the letter',
  },
  'letter-proof.choice.email-registration.spoken': {
    fr: 'Pour recommencer l’enregistrement',
    en: 'To register again from the start',
  },
  'information.choice.statements.spoken': {
    fr: 'Pour recevoir vos décomptes par e-mail',
    en: 'For your statements by e-mail',
  },
  'information.choice.reimbursement.spoken': {
    fr: 'Pour le délai de vos remboursements',
    en: 'For how soon you are reimbursed',
  },
  'information.choice.teletransmission.spoken': {
    fr: 'Pour la télétransmission',
    en: 'For télétransmission',
  },
  'information.choice.card-legend.spoken': {
    fr: 'Pour lire votre carte de tiers payant',
    en: 'To read your third-party-payer card',
  },
  'information.choice.contacts.spoken': {
    fr: 'Pour nos coordonnées, prix et horaires',
    en: 'For our contacts, prices and hours',
  },
  'information.choice.statement-legend.spoken': { fr: 'Pour lire un décompte', en: 'To read a statement' },
  'information.choice.other-topics.spoken': { fr: 'Pour une autre information', en: 'For something else' },
  'information.choice.email-registration.spoken': {
    fr: 'Pour enregistrer votre adresse e-mail',
    en: 'To register your e-mail address',
  },
  'information.choice.care-request.spoken': {
    fr: 'Pour demander la télétransmission',
    en: 'To ask for télétransmission',
  },
  'information.choice.zone-a.spoken': {
    fr: 'Pour la zone A, {zone_label_A}',
    en: 'For zone A, {zone_label_A}',
  },
  'information.choice.zone-b.spoken': {
    fr: 'Pour la zone B, {zone_label_B}',
    en: 'For zone B, {zone_label_B}',
  },
  'information.choice.zone-c.spoken': {
    fr: 'Pour la zone C, {zone_label_C}',
    en: 'For zone C, {zone_label_C}',
  },
  'information.choice.zone-d.spoken': {
    fr: 'Pour la zone D, {zone_label_D}',
    en: 'For zone D, {zone_label_D}',
  },
  'information.choice.zone-e.spoken': {
    fr: 'Pour la zone E, {zone_label_E}',
    en: 'For zone E, {zone_label_E}',
  },
  'information.choice.zone-f.spoken': {
    fr: 'Pour la zone F, {zone_label_F}',
    en: 'For zone F, {zone_label_F}',
  },
  'care-request.choice.hospital.spoken': {
    fr: 'Pour une hospitalisation en établissement conventionné',
    en: 'For a stay in a hospital under agreement',
  },
  'care-request.choice.practitioner.spoken': {
    fr: 'Pour des soins chez un praticien',
    en: 'For care by a practitioner',
  },
  'care-request.choice.optician.spoken': {
    fr: 'Pour des lunettes ou des lentilles',
    en: 'For glasses or contact lenses',
  },
  'care-request.choice.quote.spoken': { fr: 'Pour faire étudier un devis', en: 'To have a quote examined' },
  'care-request.choice.teletransmission.spoken': {
    fr: 'Pour la télétransmission',
    en: 'For télétransmission',
  },
  'care-request.choice.back.spoken': { fr: 'Pour l’étape précédente', en: 'For the previous step' },
  'care-request.choice.send.spoken': { fr: 'Pour envoyer votre demande', en: 'To send your request' },
  'care-request.choice.correct.spoken': { fr: 'Pour corriger', en: 'To make a change' },
  'care-request.choice.another.spoken': { fr: 'Pour faire une autre demande', en: 'To make another request' },

  'code-reset.choice.not-received.weighs.spoken': {
    fr: 'Un e-mail peut mettre dix minutes. Si une lettre part à sa place, le lien de l’e-mail ne sert plus.',
    en: 'An e-mail can take ten minutes. If a letter goes out instead, the link in the e-mail no longer works.',
  },
};
