import type { Catalog } from '../../../messages/catalog.ts';

/** Method B, step by step. The same words whether or not anybody has the identifier (P07). */
export const messages: Catalog = {
  'ecps-mail.choice.not-received': { fr: 'Je ne l’ai pas reçu', en: 'It has not arrived' },
  'ecps-mail.choice.resend': { fr: 'Demander un autre SMS', en: 'Ask for another SMS' },
  'ecps-mail.choice.back': { fr: 'Étape précédente', en: 'Previous step' },
  'ecps-mail.choice.card-yes': { fr: 'Continuer avec ma carte', en: 'Go on with my card' },
  'choice.details-outdated': { fr: 'Mes coordonnées ont changé', en: 'My contact details have changed' },

  'ecps-mail.national-id.ask': {
    fr: 'Quel est votre identifiant national ?',
    en: 'What is your national identifier?',
  },
  'ecps-mail.details-needed': {
    fr: 'Vous taperez aussi cet identifiant dans l’application, après « Demander l’activation de la e-CPS ». L’agence enverra un e-mail, puis un SMS, aux coordonnées qu’elle connaît : elles doivent être à jour.',
    en: 'You will also type it in the app, after “Demander l’activation de la e-CPS”. The agency will send an e-mail, then an SMS, to the contact details it knows: they must be up to date.',
  },
  'ecps-mail.check-digit-odd': {
    fr: 'Le dernier chiffre de cet identifiant est inhabituel. Comparez-le avec votre carte ou votre attestation. S’il est différent, choisissez « Étape précédente » pour le corriger.',
    en: 'The last digit of this identifier is unusual. Compare it with your card or certificate. If it differs, choose “Previous step” to change it.',
  },
  'ecps-mail.adeli-card-only': {
    fr: 'Avec un numéro ADELI, seule la carte permet aujourd’hui d’activer l’e-CPS. Aucun e-mail n’est envoyé pour ce numéro. Prenez votre carte et un lecteur ; sans carte, l’assistance vous dira comment en demander une. Pour taper un autre identifiant, revenez à l’étape précédente.',
    en: 'With an ADELI number, only the card can activate the e-CPS today. No e-mail is sent for this number. Take your card and a reader; without a card, the help desk will tell you how to ask for one. To type another identifier, go back to the previous step.',
  },
  'ecps-mail.sending-request': {
    fr: 'Dans l’application, touchez « Demander l’activation de la e-CPS ». Tapez votre identifiant national, puis touchez « Envoyer ma demande d’activation ». Un e-mail avec un QR code doit arriver à l’adresse que l’agence connaît.',
    en: 'In the app, tap “Demander l’activation de la e-CPS”. Type your national identifier, then tap “Envoyer ma demande d’activation”. An e-mail with a QR code should arrive at the address the agency knows.',
  },
  'ecps-mail.awaiting-mail': {
    fr: 'Votre demande est envoyée. Si cet identifiant est connu, un e-mail avec un QR code arrive en quelques minutes à l’adresse que l’agence connaît. Il est valable 24 heures.',
    en: 'Your request has been sent. If this identifier is known, an e-mail with a QR code arrives within minutes at the address the agency knows. It is valid for 24 hours.',
  },
  'ecps-mail.opening-mail': {
    fr: 'Ouvrez cet e-mail. Sur le téléphone : touchez « Démarrer l’activation ». Sur un ordinateur : ouvrez l’application, touchez « Commencer », puis scannez le QR code de l’e-mail.',
    en: 'Open this e-mail. On the phone: tap “Démarrer l’activation”. On a computer: open the app, tap “Commencer”, then scan the QR code in the e-mail.',
  },
  'ecps-mail.choosing-sms': {
    fr: 'Sur le téléphone, touchez « Par SMS ». Un SMS avec un code d’activation doit arriver sur ce téléphone.',
    en: 'On the phone, tap “Par SMS”. An SMS with an activation code should arrive on this phone.',
  },
  'ecps-mail.sms-code.ask': {
    fr: 'Tapez le code reçu par SMS. Il est valable 10 minutes. Souvent, l’application le lit toute seule, et la suite vient d’elle-même.',
    en: 'Type the code received by SMS. It is valid for 10 minutes. Often the app reads it by itself, and the next step follows by itself.',
  },
  'ecps-mail.typing-sms-code': {
    fr: 'L’application lit le code du SMS toute seule. Si elle ne le fait pas, tapez-le à la main dans l’application : il est valable 10 minutes. Elle doit ensuite proposer de créer un mot de passe.',
    en: 'The app reads the code of the SMS by itself. If it does not, type it by hand in the app: it is valid for 10 minutes. It should then offer to create a password.',
  },
  'ecps-mail.creating-password': {
    fr: 'Sur le téléphone, choisissez un mot de passe de 4 chiffres, puis confirmez-le. Ne le tapez jamais ici. L’application doit vous féliciter : votre e-CPS est activée.',
    en: 'On the phone, choose a password of 4 digits, then confirm it. Never type it here. The app should congratulate you: your e-CPS is active.',
  },
  'field.nationalId.hint': {
    fr: 'Première ligne de votre carte ; ou 8 suivi des 11 chiffres de votre numéro RPPS ; ou 0 suivi des 9 chiffres de votre numéro ADELI. Les espaces ne gênent pas.',
    en: 'First line of your card; or 8 followed by the 11 digits of your RPPS number; or 0 followed by the 9 digits of your ADELI number. Spaces do not matter.',
  },
  'error.id-invalid': {
    fr: '{idProblem, select, empty {Tapez votre identifiant national : celui de la première ligne de votre carte.} not_digits {Cet identifiant ne contient que des chiffres : enlevez les lettres et les autres signes.} rpps_length {Il faut 11 chiffres après le 8 ; vous en avez tapé {idAfter}.} adeli_length {Il faut 9 chiffres après le 0 ; vous en avez tapé {idAfter}.} rpps_prefix {Vous avez tapé 11 chiffres : si c’est votre numéro RPPS, ajoutez un 8 devant.} adeli_prefix {Vous avez tapé 9 chiffres : si c’est votre numéro ADELI, ajoutez un 0 devant.} other {Cet identifiant commence par 8 (suivi de 11 chiffres) ou par 0 (suivi de 9 chiffres).}}',
    en: '{idProblem, select, empty {Type your national identifier: the one on the first line of your card.} not_digits {This identifier holds digits only: leave out letters and other signs.} rpps_length {11 digits are needed after the 8; you typed {idAfter}.} adeli_length {9 digits are needed after the 0; you typed {idAfter}.} rpps_prefix {You typed 11 digits: if this is your RPPS number, put an 8 in front.} adeli_prefix {You typed 9 digits: if this is your ADELI number, put a 0 in front.} other {This identifier begins with 8 (followed by 11 digits) or with 0 (followed by 9 digits).}}',
  },
};
