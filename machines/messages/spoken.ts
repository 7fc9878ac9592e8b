import type { Catalog } from './catalog.ts';
import { spokenChoices } from './spoken-choices.ts';

/**
 * How what is written for a screen is said aloud, where reading it out would not do: `<id>.spoken`, in place of
 * `<id>` on channels that speak. Short, verb first; a choice ends before its key is named. No flow knows of it.
 */
export const spokenMessages: Catalog = {
  ...spokenChoices,
  'hand-over.sms': {
    fr: '{insurer} : pour continuer ce que vous avez commencé au téléphone, jusqu’à {until, time, short} : {link} Vous n’avez pas appelé ? N’ouvrez pas ce lien.',
    en: '{insurer}: to go on with what you began on the phone, until {until, time, short}: {link} Did you not call us? Do not open this link.',
  },

  'code-reset.ask.spoken': { fr: 'Demande de {codeName}.', en: 'Getting {yourCode}.' },
  'code-reset.at-hand.spoken': { fr: '{whereIsMyCode}', en: '{whereIsMyCode}' },
  'code-reset.requested.spoken': {
    fr: 'Votre demande est enregistrée. Si ce numéro est celui d’un adhérent, un e-mail arrive dans quelques minutes ; sans adresse e-mail, une lettre arrive {letterDelay}.',
    en: 'Your request is registered. If this number is a member’s, an e-mail arrives within minutes; without an e-mail address, a letter arrives {letterDelay}.',
  },
  'code-reset.follow-up.spoken': {
    fr: 'Notez votre numéro de suivi : {followUp}. Je répète : {followUp}. Si une lettre part, elle arrive au plus tard le {expectedBy, date, long}.',
    en: 'Note your follow-up number: {followUp}. Again: {followUp}. If a letter is sent, it arrives by {expectedBy, date, long}.',
  },
  'code-reset.letter-requested.spoken': {
    fr: 'C’est noté. Si ce numéro est celui d’un adhérent, une lettre avec un {codeName} arrive {letterDelay}. Le lien de l’e-mail ne sert plus.',
    en: 'Noted. If this number is a member’s, a letter with a new {codeName} arrives {letterDelay}. The link in the e-mail no longer works.',
  },
  // What the insurer says in fewer words for the ear, where it does.
  'information.statements.spoken': { fr: '{topic_statements_spoken}', en: '{topic_statements_spoken}' },
  'information.reimbursement.spoken': {
    fr: '{topic_reimbursement_spoken}',
    en: '{topic_reimbursement_spoken}',
  },
  'information.teletransmission.spoken': {
    fr: '{topic_teletransmission_spoken}',
    en: '{topic_teletransmission_spoken}',
  },
  'information.card-legend.spoken': { fr: '{topic_card_legend_spoken}', en: '{topic_card_legend_spoken}' },
  'information.contacts-more.spoken': { fr: '{topic_contacts_spoken}', en: '{topic_contacts_spoken}' },
  'letter-status.ask.spoken': { fr: 'Suivi de votre lettre.', en: 'About your letter.' },
  'letter-status.without-follow-up.spoken': {
    fr: 'Le numéro de suivi vous a été dit, ou s’est affiché, à la fin de votre demande de code. Il n’est envoyé nulle part. Sans lui, nous ne disons rien d’une lettre, à personne. S’il y en a une, elle arrive {letterDelay}.',
    en: 'The follow-up number was given to you, on screen or over the phone, at the end of your request for a code. It is sent nowhere. For safety we cannot discuss a letter without it. If there is one, it arrives {letterDelay}.',
  },
  'letter-status.new-request.spoken': {
    fr: 'Une nouvelle demande donne un autre numéro, et son délai part d’aujourd’hui. Si une lettre est déjà en route ou chez vous, son code reste valable, et rien d’autre n’est envoyé tant qu’il l’est. Un code imprimé reste valable aussi.',
    en: 'A new request gives another number, and its delay begins today. If a letter is on its way or with you already, its code stays valid, and nothing else is sent while it is. A printed code stays valid too.',
  },
  // E64: price and hours before a number that may be dialled.
  'care-request.emergency.spoken': {
    fr: 'Si c’est urgent, ou si vous êtes déjà à l’hôpital, appelez d’abord le service des prises en charge, {careDeskTerms} : {careDeskNumber}. Si une vie est en danger, faites le 15 ou le 112.',
    en: 'If it is urgent, or if you are in hospital already, first call the care desk, {careDeskTerms}: {careDeskNumber}. If a life is in danger, dial 15 or 112.',
  },
  'care-request.sign-in-first.spoken': {
    fr: 'Pour votre sécurité, connectez-vous avant de faire cette demande. Si c’est urgent, appelez le service des prises en charge, {careDeskTerms} : {careDeskNumber}.',
    en: 'For your safety, sign in before you make this request. If it is urgent, call the care desk, {careDeskTerms}: {careDeskNumber}.',
  },
  'care-request.signed-out.spoken': {
    fr: 'Vous n’êtes plus connecté : votre demande n’est pas encore partie. Reconnectez-vous, le reste est gardé. Si c’est urgent, appelez le service des prises en charge, {careDeskTerms} : {careDeskNumber}.',
    en: 'You are not signed in any more: your request has not been sent yet. Sign in again, the rest is kept. If it is urgent, call the care desk, {careDeskTerms}: {careDeskNumber}.',
  },
  'current-code.ask.spoken': { fr: 'Changement de {codeName}.', en: 'Changing {yourCode}.' },
  'credentials.ask.spoken': {
    fr: 'Vérifions votre numéro et {yourCode}.',
    en: 'Let us check your number and {yourCode}.',
  },
  'mail-code-question.ask.spoken': {
    fr: 'Il faut votre numéro, puis le code à 8 chiffres de l’e-mail.',
    en: 'Your number is needed, then the 8-digit code from the e-mail.',
  },
  'email-registration.asked.spoken': {
    fr: 'Un e-mail vient de partir à l’adresse donnée. Il contient un code à 8 chiffres. Si vos nom, prénom et numéro sont ceux d’un adhérent, une lettre part aussi à son adresse postale.',
    en: 'An e-mail has just been sent to the address given. It holds an 8-digit code. If the names and number are a member’s, a letter is also sent to their postal address.',
  },
  'email-registration.letter-under-way.spoken': {
    fr: 'Attendez la lettre. Si vous êtes adhérent, elle arrive au plus tard le {expectedBy, date, long}. Vous donnerez alors ses 6 chiffres.',
    en: 'Wait for the letter. If you are a member, it arrives by {expectedBy, date, long}. You will then give its 6 digits.',
  },
  'ecps-card.opening-site.spoken': {
    fr: 'Sur l’ordinateur, ouvrez le navigateur et tapez wallet.esw.esante.gouv.fr. Le site de l’e-CPS s’ouvre, avec un bouton « S’authentifier ».',
    en: 'On the computer, open the browser and type wallet.esw.esante.gouv.fr. The e-CPS site opens, with a button “S’authentifier”.',
  },
  'ecps-card.showing-qr.spoken': {
    fr: 'Étape 1 sur 3, « Scanner le QR Code » : le téléphone lit un QR code, valable 90 secondes.',
    en: 'Stage 1 of 3, “Scanner le QR Code”: the phone reads a QR code that is valid for 90 seconds.',
  },
  'ecps-card.add-code.ask.spoken': {
    fr: 'Étape 2 sur 3, « Ajouter votre téléphone » : le téléphone affiche un code. Il commence par une lettre et ne sert qu’une fois.',
    en: 'Stage 2 of 3, “Ajouter votre téléphone”: the phone shows a code. It begins with a letter and can be used once.',
  },
  'ecps-mail.national-id.ask.spoken': {
    fr: 'Il faut votre identifiant national : la première ligne de votre carte ; sinon un 8, puis les 11 chiffres de votre numéro RPPS ; ou un 0, puis les 9 chiffres de votre numéro ADELI.',
    en: 'Your national identifier is needed: the first line of your card; else an 8, then the 11 digits of your RPPS number; or a 0, then the 9 digits of your ADELI number.',
  },
  'ecps-mail.sms-code.ask.spoken': {
    fr: 'Un code vous est envoyé par SMS. Il est valable 10 minutes. Souvent, l’application le lit toute seule.',
    en: 'A code is sent to you by SMS. It is valid for 10 minutes. Often the app reads it by itself.',
  },
  'ecps-mail.check-digit-odd.spoken': {
    fr: 'Le dernier chiffre de cet identifiant est inhabituel. S’il n’est pas celui de votre carte, recommencez l’activation.',
    en: 'The last digit of this identifier is unusual. If it is not the one on your card, start the activation again.',
  },
  'ecps.password-rules.spoken': {
    fr: 'Le mot de passe compte exactement 4 chiffres. Sont refusés : quatre chiffres qui se suivent, en montant ou en descendant, et quatre fois le même chiffre. Évitez aussi votre date de naissance.',
    en: 'The password has exactly 4 digits. Refused are four digits in a row, up or down, and the same digit four times. Avoid your date of birth too.',
  },
  'ecps.details-outdated.spoken': {
    fr: 'Mettez d’abord vos coordonnées à jour. L’e-mail et le SMS partent vers celles que l’agence connaît. Corrigez-les sur son site : nous reprendrons ensuite au même endroit.',
    en: 'First bring your contact details up to date. The e-mail and the SMS go to the ones the agency knows. Correct them on its site: we then go on at the same place.',
  },
  'sign-in.connected.spoken': {
    fr: 'Votre numéro et {yourCode} sont bons. Pour ouvrir votre {areaName}, connectez-vous sur notre site avec ce même {codeName}.',
    en: 'Your number and {yourCode} are right. To open your {areaName}, sign in on our site with the same {codeName}.',
  },
  'sign-in.terms.spoken': {
    fr: 'Avant d’entrer, il faut lire et accepter les conditions générales d’utilisation.',
    en: 'Before you go in, the terms of use have to be read and accepted.',
  },
  'first-connection.intro.spoken': {
    fr: 'Première connexion, étape 1 sur 4 : connectez-vous avec le {codeName} que vous avez reçu.',
    en: 'First connection, step 1 of 4: sign in with the {codeName} you received.',
  },
  'check.waiting.spoken': {
    fr: 'Patientez une minute, puis tapez 9.',
    en: 'Wait for one minute, then press 9.',
  },
  'field.nir.spoken': { fr: 'Votre numéro de Sécurité sociale', en: 'Your social security number' },
  'field.code.spoken': {
    fr: 'Les {codeLength} chiffres de {yourCode}',
    en: 'The {codeLength} digits of {yourCode}',
  },
  'field.newCode.spoken': {
    fr: 'Les {codeLength} chiffres de votre nouveau {codeName}',
    en: 'The {codeLength} digits of your new {codeName}',
  },
  'field.confirmCode.spoken': {
    fr: 'Les mêmes {codeLength} chiffres, une seconde fois',
    en: 'The same {codeLength} digits once more',
  },
  'field.letterCode.spoken': {
    fr: 'Les 6 chiffres du code de la lettre',
    en: 'The 6 digits of the code in the letter',
  },
  'field.mailCode.spoken': {
    fr: 'Les 8 chiffres du code reçu par e-mail',
    en: 'The 8 digits of the code received by e-mail',
  },
  'field.followUp.spoken': {
    fr: 'Les 6 chiffres du numéro de suivi, donné à la fin de votre demande de code',
    en: 'The 6 digits of the follow-up number given at the end of your request for a code',
  },
  'field.nationalId.spoken': { fr: 'Votre identifiant national', en: 'Your national identifier' },

  'field.pin.spoken': { fr: 'Les 4 chiffres de votre mot de passe', en: 'The 4 digits of your password' },
  'field.confirmPin.spoken': {
    fr: 'Les mêmes 4 chiffres, une seconde fois',
    en: 'The same 4 digits once more',
  },
  'field.smsCode.spoken': { fr: 'Le code reçu par SMS', en: 'The code received by SMS' },

  'error.nir-invalid.spoken': {
    fr: 'Ce numéro n’est pas complet, ou un chiffre est faux. Regardez votre carte Vitale.',
    en: 'This number is incomplete, or a digit is wrong. Look at your carte Vitale.',
  },
  'error.code-length.spoken': {
    fr: 'Ce code compte exactement {codeLength} chiffres. Reprenons.',
    en: 'This code has exactly {codeLength} digits. Let us start again.',
  },
  'error.mail-code-length.spoken': {
    fr: 'Le code de l’e-mail compte 8 chiffres.',
    en: 'The code of the e-mail has 8 digits.',
  },
  'error.codes-differ.spoken': {
    fr: 'Les deux saisies sont différentes. Recommençons.',
    en: 'The two entries differ. Let us start again.',
  },
  'error.code-too-easy.spoken': {
    fr: 'Ce {codeName} est trop facile à deviner, ou c’était déjà le vôtre. Choisissez-en un autre.',
    en: 'This {codeName} is too easy to guess, or one you have used before. Choose another.',
  },
  'error.wrong-credentials.spoken': {
    fr: 'Le numéro ou le {codeName} ne convient pas.',
    en: 'The number or the {codeName} is not right.',
  },
  'mail-code-question.error.wrong-credentials.spoken': {
    fr: 'Le numéro ou le code de l’e-mail ne convient pas. Seul l’e-mail le plus récent compte.',
    en: 'The number or the code of the e-mail is not right. Only the latest e-mail counts.',
  },
  'error.check-required.spoken': {
    fr: 'Avant un nouvel essai, il faut montrer que vous êtes une personne. Ce n’est pas un blocage.',
    en: 'Before another try, you have to show that you are a person. You are not blocked.',
  },
  'error.follow-up-wrong.spoken': {
    fr: 'Ce numéro de suivi ne correspond pas à une demande.',
    en: 'This follow-up number matches no request.',
  },
  'error.wait.spoken': {
    fr: 'Après plusieurs erreurs, il faut patienter. Vous pourrez réessayer {retryDay, select, today {à {retryMinute, time, short}} other {le {retryMinute, date, near} à {retryMinute, time, short}. Demander un nouveau {codeName} reste possible sans attendre}}.',
    en: 'After several errors a pause is needed. You can try again {retryDay, select, today {at {retryMinute, time, short}} other {on {retryMinute, date, near} at {retryMinute, time, short}. You can ask for a new {codeName} without waiting}}.',
  },
  'error.pin-too-easy.spoken': {
    fr: 'Ce mot de passe est trop facile à deviner. Choisissez-en un autre.',
    en: 'This password is too easy to guess. Choose another.',
  },
};
