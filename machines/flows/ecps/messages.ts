import type { Catalog } from '../../messages/catalog.ts';

/** What the guide says in both methods, and its exits (E60-E65). */
export const messages: Catalog = {
  'choice.ecps': { fr: 'Activer mon e-CPS', en: 'Activate my e-CPS' },
  'choice.worked': { fr: 'Oui, ça a marché', en: 'Yes, it worked' },
  'choice.failed': { fr: 'Autre chose s’est produit', en: 'Something else happened' },
  'choice.restart': { fr: 'Recommencer l’activation', en: 'Start the activation again' },
  'choice.card-yes': { fr: 'Oui, j’ai ma carte', en: 'Yes, I have my card' },
  'choice.card-no': { fr: 'Non, je n’ai pas de carte', en: 'No, I have no card' },

  'ecps.goal': {
    fr: 'Nous allons activer votre e-CPS ensemble. À la fin, vous pourrez accéder à vos services avec votre e-CPS. Comptez une dizaine de minutes, avec votre téléphone sous la main.',
    en: 'We will activate your e-CPS together. At the end you can reach your services with your e-CPS. It takes about ten minutes, with your phone at hand.',
  },
  'ecps.ask': {
    fr: 'Avez-vous une carte CPx (CPS, CPF, CPE, CPA) et un lecteur de carte ?',
    en: 'Do you have a CPx card (CPS, CPF, CPE, CPA) and a card reader?',
  },
  'ecps.installing-app': {
    fr: 'Installez l’application e-CPS sur votre téléphone. Cherchez « e-CPS » dans l’App Store ou sur Google Play, puis touchez Installer. L’icône de l’e-CPS doit apparaître sur votre téléphone.',
    en: 'Install the e-CPS app on your phone. Look for “e-CPS” in the App Store or on Google Play, then tap Install. The e-CPS icon should appear on your phone.',
  },
  'ecps.activated': {
    fr: 'Félicitations, votre e-CPS est active. Vous pouvez accéder à vos services avec elle. Si vous avez commencé sur un ordinateur, choisissez-y « Accéder à votre compte e-CPS », ou « Déconnexion » si vous avez fini.',
    en: 'Congratulations, your e-CPS is active. You can reach your services with it. If you began on a computer, choose “Accéder à votre compte e-CPS” there, or “Déconnexion” if you have finished.',
  },
  'ecps.every-opening': {
    fr: 'Votre mot de passe à 4 chiffres vous sera demandé à chaque ouverture de l’application. Ne le donnez à personne.',
    en: 'Your 4-digit password will be asked for at every opening of the app. Do not give it to anyone.',
  },
  'ecps.password-rules': {
    fr: 'Le mot de passe compte exactement 4 chiffres. Sont refusés : quatre chiffres qui se suivent en montant (0123, 6789, 7890) ou en descendant (3210, 0987), et quatre chiffres identiques. Évitez aussi votre date de naissance. Ce mot de passe sera demandé à chaque ouverture de l’application, sur un clavier de 1 à 9, puis 0.',
    en: 'The password has exactly 4 digits. Refused are: four digits in a rising run (0123, 6789, 7890) or a falling one (3210, 0987), and four identical digits. Avoid your date of birth too. This password will be asked for at every opening of the app, on a keypad from 1 to 9, then 0.',
  },

  'ecps.card-problem': {
    fr: 'La carte ou le lecteur pose problème. Vérifiez que la carte est bien enfoncée, puce vers le haut, et que le lecteur est branché. Si le code de la carte est bloqué ou oublié, l’assistance des cartes peut vous aider. Sans carte, vous pouvez aussi activer l’e-CPS avec vos coordonnées.',
    en: 'There is a problem with the card or the reader. Check that the card is pushed in, chip up, and that the reader is plugged in. If the PIN of the card is blocked or forgotten, the card help desk can help. Without a card you can also activate the e-CPS with your contact details.',
  },
  'ecps.app-problem': {
    fr: 'L’application ou le site ne fait pas ce qui est prévu. Fermez l’application, ou la page du site, rouvrez-la et réessayez. Si cela recommence, l’assistance de l’e-CPS peut vous aider.',
    en: 'The app or the site does not do what it should. Close the app, or the page of the site, open it again and retry. If it happens again, the help desk of the e-CPS can help.',
  },
  'ecps.details-outdated': {
    fr: 'Mettez d’abord vos coordonnées à jour. L’e-mail et le SMS partent vers celles que l’agence connaît. Corrigez-les en suivant le lien, puis revenez ici : nous reprendrons au même endroit.',
    en: 'First bring your contact details up to date. The e-mail and the SMS go to the ones the agency knows. Correct them by following the link, then come back here: we go on at the same place.',
  },
  'ecps.details-problem': {
    fr: 'Vos coordonnées ne peuvent pas être corrigées en ligne ? Appelez ou écrivez : une personne les mettra à jour avec vous.',
    en: 'Can your contact details not be corrected online? Call or write: a person will bring them up to date with you.',
  },
  'ecps.phone-incompatible': {
    fr: 'Votre téléphone n’est pas compatible. L’application demande un téléphone assez récent et à jour. Mettez-le à jour ou prenez-en un autre, puis recommencez. L’assistance peut vous dire lesquels conviennent.',
    en: 'Your phone is not compatible. The app needs a fairly recent phone that is up to date. Update it or use another one, then start again. The help desk can tell you which ones will do.',
  },
  'ecps.phone-lost': {
    fr: 'Téléphone perdu ou volé ? Cette activation est annulée : personne ne peut s’en servir. Prévenez l’assistance, puis recommencez avec un autre téléphone.',
    en: 'Phone lost or stolen? This activation is cancelled: nobody can use it. Tell the help desk, then start again with another phone.',
  },
  'ecps.qr-expired': {
    fr: 'Le QR code a expiré. À l’écran de l’ordinateur, il est valable 90 secondes ; dans un e-mail, 24 heures. Recommencez l’activation pour en obtenir un autre : l’ancien ne servira plus.',
    en: 'The QR code has expired. On the computer’s screen it is valid for 90 seconds; in an e-mail, for 24 hours. Start the activation again to get another one: the old one will no longer work.',
  },
  'ecps.mail-expired': {
    fr: 'Le QR code de l’e-mail n’est plus valable : il ne l’était que 24 heures. Recommencez l’activation : vous recevrez un nouvel e-mail.',
    en: 'The QR code in the e-mail is no longer valid. It was valid for 24 hours only. Start the activation again: you will get a new e-mail.',
  },
  'ecps.add-code-wrong': {
    fr: 'Ce n’est pas le bon code d’ajout. Il commence par une lettre et s’affiche sur votre téléphone. Retapez-le tel qu’il est écrit, ou recommencez l’activation pour en avoir un autre.',
    en: 'This is not the right add code. It begins with a letter and shows on your phone. Type it again as it is written, or start the activation again to get another one.',
  },
  'ecps.add-code-expired': {
    fr: 'Le code d’ajout n’est plus valable. Recommencez l’activation : le téléphone en affichera un autre.',
    en: 'The add code is no longer valid. Start the activation again: the phone will show another one.',
  },
  'ecps.mail-not-received': {
    fr: 'L’e-mail n’est pas arrivé ? Regardez dans les courriers indésirables. S’il n’y est pas, vos coordonnées sont peut-être anciennes. Vous pouvez aussi recommencer l’activation.',
    en: 'Has the e-mail not arrived? Look in your spam folder. If it is not there, your contact details may be out of date. You can also start the activation again.',
  },
  'ecps.sms-not-received': {
    fr: 'Le SMS n’est pas arrivé ? Attendez une minute et vérifiez que le téléphone capte. Le numéro que l’agence connaît est peut-être ancien. Pour demander un autre SMS, revenez à l’étape. Vous pouvez aussi recommencer l’activation.',
    en: 'Has the SMS not arrived? Wait for a minute and check that the phone has a signal. The number the agency knows may be out of date. To ask for another SMS, go back to the step. You can also start the activation again.',
  },
  'ecps.sms-expired': {
    fr: 'Le code du SMS n’est plus valable : il ne l’était que 10 minutes. Demandez un autre SMS, ou recommencez l’activation.',
    en: 'The code in the SMS is no longer valid. It was valid for 10 minutes only. Ask for another SMS, or start the activation again.',
  },
  'ecps.sms-wrong': {
    fr: 'Ce n’est pas le code du dernier SMS. Si vous en avez reçu plusieurs, seul le plus récent compte. Retapez-le, ou demandez un autre SMS.',
    en: 'This is not the code of the latest SMS. If you received several, only the latest counts. Type it again, or ask for another SMS.',
  },
  'ecps.sms-refused': {
    fr: 'Aucun autre SMS ne peut partir pour cette activation. Recommencez-la, ou parlez à l’assistance.',
    en: 'No further SMS can be sent for this activation. Start it again, or talk to the help desk.',
  },

  'error.add-code-wrong': {
    fr: 'Le code d’ajout ne convient pas. Vérifiez la lettre et les chiffres affichés sur le téléphone.',
    en: 'The add code is not right. Check the letter and the digits shown on the phone.',
  },
  'error.sms-code-wrong': {
    fr: 'Le code du SMS ne convient pas. Vérifiez les chiffres du dernier message reçu.',
    en: 'The code of the SMS is not right. Check the digits of the latest message.',
  },
  'error.pin-too-easy': {
    fr: 'Ce mot de passe est trop facile à deviner. Évitez les suites comme 1234 ou 9876 et les quatre chiffres identiques.',
    en: 'This password is too easy to guess. Avoid runs such as 1234 or 9876 and four identical digits.',
  },
};
