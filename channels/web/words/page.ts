import type { Catalog } from '../../../machines/messages/catalog.ts';

export const pageWords: Catalog = {
  'web.skip': { fr: 'Aller au contenu', en: 'Skip to content' },
  'web.home': { fr: '{insurer}, {areaName} : accueil', en: '{insurer}, {areaName}: home' },
  'web.language': { fr: 'Langue', en: 'Language' },
  'web.error.title': { fr: 'Erreur :', en: 'Error:' },
  'web.error.heading': { fr: 'Votre réponse n’a pas été acceptée', en: 'Your answer was not accepted' },
  'web.error.go': { fr: 'Corriger : {label}', en: 'Go to: {label}' },
  'web.error.check-too': {
    fr: 'Avant de réessayer, montrez aussi que vous êtes une personne : la vérification est dans le formulaire.',
    en: 'Before you try again, also show that you are a person: the check is in the form.',
  },
  'web.error.emptied': {
    fr: 'Par sécurité, aucun code tapé ne reste sur la page : retapez-les tous.',
    en: 'For your safety no code stays on the page: please type all of them again.',
  },
  'web.error.again': { fr: 'Retaper à partir de : {label}', en: 'Type again from: {label}' },
  'web.step': { fr: 'Étape {at} sur {of}', en: 'Step {at} of {of}' },
  'web.required': { fr: 'Champ obligatoire', en: 'Required field' },
  'web.required-but': {
    fr: 'Tous les champs sont obligatoires, sauf {fields}.',
    en: 'All fields are required, except {fields}.',
  },
  'web.quoted': { fr: '« {words} »', en: '“{words}”' },
  'web.show': { fr: 'Afficher', en: 'Show' },
  'web.hide': { fr: 'Masquer', en: 'Hide' },
  'web.show-field': { fr: 'Afficher : {label}', en: 'Show: {label}' },
  'web.hide-field': { fr: 'Masquer : {label}', en: 'Hide: {label}' },
  'web.other-ways': { fr: 'Autres possibilités', en: 'Other ways' },
  'web.what-next': { fr: 'Et maintenant ?', en: 'What next?' },
  'web.way-out': { fr: 'Une difficulté ?', en: 'Having trouble?' },
  'web.choose': { fr: 'Choisissez', en: 'Choose' },
  'web.to-the-door': { fr: 'Retour à l’accueil', en: 'Back to the home page' },
  'web.send-again': { fr: 'Envoyer de nouveau', en: 'Send again' },
  'web.begin-again': { fr: 'Recommencer', en: 'Start again' },

  'web.keypad.label': { fr: 'Clavier à l’écran : {label}', en: 'On-screen keypad: {label}' },
  'web.keypad.about': {
    fr: 'Tapez au clavier, collez, ou appuyez sur les touches ci-dessous.',
    en: 'Type on your keyboard, paste, or press the keys below.',
  },
  'web.keypad.erase': { fr: 'Effacer', en: 'Erase' },
  'web.keypad.ordered': { fr: 'Clavier ordonné', en: 'Ordered keypad' },
  'web.keypad.shuffled': { fr: 'Clavier mélangé', en: 'Shuffled keypad' },
  'web.keypad.count': {
    fr: 'Chiffres tapés : {count} sur {length}',
    en: 'Digits typed: {count} of {length}',
  },

  'web.check.about': {
    fr: 'Un calcul de quelques secondes fait par votre appareil montre qu’aucun robot n’essaie des codes à votre place. Rien à recopier.',
    en: 'A few seconds of calculation by your device show that no robot is trying codes in your place. There is nothing to copy.',
  },
  'web.check.start': { fr: 'Lancer la vérification', en: 'Start the check' },
  'web.check.working': { fr: 'Vérification en cours…', en: 'Checking…' },
  'web.check.done': { fr: 'Vérification faite. Vous pouvez continuer.', en: 'Check done. You can go on.' },
  'web.check.failed': {
    fr: 'La vérification n’a pas abouti. Essayez encore, ou choisissez l’image ou l’attente ci-dessous.',
    en: 'The check did not succeed. Try again, or choose the image or the wait below.',
  },
  'web.check.first': {
    fr: 'Lancez d’abord la vérification ci-dessus.',
    en: 'Start the check above first.',
  },
  'web.check.without-script': {
    fr: 'La vérification automatique ne peut pas se faire dans ce navigateur. Choisissez ci-dessous l’image ou l’attente d’une minute : elles marchent même sans JavaScript.',
    en: 'The automatic check cannot run in this browser. Choose the image or the wait of one minute below: both work even without JavaScript.',
  },
  'web.again.check-proof': {
    fr: 'Recommencer la vérification automatique',
    en: 'Start the automatic check over',
  },
  'web.again.check-image': { fr: 'Une autre image', en: 'Another image' },
  'web.check.without-sight': {
    fr: 'Vous ne voyez pas l’image ? Choisissez plus bas la vérification automatique ou l’attente d’une minute.',
    en: 'Can you not see the image? Choose the automatic check or the wait of one minute below.',
  },
  'web.check.image': { fr: 'Caractères à recopier', en: 'Characters to copy' },

  'web.wait.until': {
    fr: 'Cette étape prend fin {day, select, today {à {at, time, medium}} other {le {at, date, near} à {at, time, medium}}}.',
    en: 'This step ends {day, select, today {at {at, time, medium}} other {on {at, date, near} at {at, time, medium}}}.',
  },
  'web.wait.retry': {
    fr: 'Prochain essai possible {day, select, today {à {at, time, medium}} other {le {minute, date, near} à {minute, time, short}}}.',
    en: 'You can try again {day, select, today {at {at, time, medium}} other {on {minute, date, near} at {minute, time, short}}}.',
  },
  'web.wait.event': {
    fr: 'Quand ce sera fait, la suite sera ici : le lien ci-dessous l’affiche, si elle ne vient pas d’elle-même.',
    en: 'Once it is done, what follows is here: the link below shows it, if it does not come by itself.',
  },
  'web.links': { fr: 'Liens utiles', en: 'Useful links' },
  'web.wait.left': { fr: 'Temps restant : {seconds} s', en: 'Time left: {seconds} s' },
  'web.wait.left-aloud': {
    fr: 'Temps restant : {seconds} secondes',
    en: 'Time left: {seconds} seconds',
  },
  'web.wait.left-minutes': { fr: 'Temps restant : {minutes} min', en: 'Time left: {minutes} min' },
  'web.wait.ready': { fr: 'C’est prêt.', en: 'Ready.' },
  'web.wait.update': { fr: 'Voir s’il y a du nouveau', en: 'See whether there is news' },

  'web.chat.title': { fr: 'Écrivez-nous', en: 'Write to us' },
  'web.chat.text': {
    fr: 'Vous préférez dire les choses avec vos mots ? Une conversation vous guide pas à pas.',
    en: 'Would you rather use your own words? A conversation guides you step by step.',
  },
  'web.contact.title': { fr: 'Nous joindre', en: 'Contact us' },
  'web.contact.back': { fr: 'Revenir là où vous en étiez', en: 'Go back to where you were' },
  'web.contact.phone': { fr: 'Téléphone', en: 'Phone' },
  'web.contact.hours': { fr: 'Horaires', en: 'Hours' },
  'web.contact.email': { fr: 'E-mail', en: 'E-mail' },
  'web.contact.fax': { fr: 'Télécopie', en: 'Fax' },
  'web.contact.address': { fr: 'Adresse', en: 'Address' },
  'web.contact.site': { fr: 'Site', en: 'Site' },
  'web.contact.to-be-confirmed': {
    fr: 'À confirmer : ces coordonnées n’ont pas été vérifiées récemment.',
    en: 'To be confirmed: these details have not been checked lately.',
  },
  'web.tips.code': { fr: 'Où trouver {yourCode} ?', en: 'Where to find {yourCode}?' },
  'web.tips.safe': { fr: 'Restez prudent', en: 'Stay safe' },
  'web.tips.safe-text': {
    fr: 'Personne de chez nous ne vous demandera jamais {yourCode}. Ne le donnez à personne, ni au téléphone ni par message.',
    en: 'Nobody here will ever ask you for {yourCode}. Do not give it to anyone, by phone or by message.',
  },
  'web.footer': { fr: '{insurerFullName}', en: '{insurerFullName}' },

  'web.notice.page-changed': {
    fr: 'La page avait changé entre-temps : autre onglet, autre appareil, retour en arrière ou délai passé. Ce que vous venez d’envoyer n’a pas été pris en compte. Voici où vous en êtes.',
    en: 'The page had changed meanwhile: another tab or device, going back, or a time limit. What you have just sent did not count. This is where you stand.',
  },
  'web.changed.title': { fr: 'La page avait changé', en: 'The page had changed' },
  'web.changed.text': {
    fr: 'Un autre onglet, un autre appareil, un retour en arrière ou un délai passé : ce que vous venez d’envoyer n’a pas été pris en compte.',
    en: 'Another tab or device, going back, or a time limit: what you have just sent did not count.',
  },
  'web.changed.go-on': { fr: 'Voir où j’en suis', en: 'See where I stand' },
  'web.notice.area-expired': {
    fr: 'Votre session s’est fermée, par exemple après un moment sans activité. Connectez-vous de nouveau : rien n’a été perdu.',
    en: 'You have been signed out, for instance after some time without activity. Sign in again: nothing was lost.',
  },
  'web.notice.signed-out': { fr: 'Votre session est fermée.', en: 'You are signed out.' },
  'web.notice.others-ended': {
    fr: 'Toutes vos autres connexions sont fermées.',
    en: 'All your other sign-ins have been ended.',
  },

  'web.expired.title': { fr: 'Votre session a expiré', en: 'Your session has expired' },
  'web.expired.text': {
    fr: 'Par sécurité, une démarche s’arrête après un moment sans réponse. Rien n’a été fait avec ce que vous venez d’envoyer. Recommencez ci-dessous : ce que vous aviez tapé sur la page y est encore, sauf les codes.',
    en: 'For your safety a request stops after some time without an answer. Nothing was done with what you just sent. Start again below: what you had typed on the page is still there, except codes.',
  },
  'web.cookies.title': {
    fr: 'Votre navigateur n’a pas gardé nos cookies',
    en: 'Your browser has not kept our cookies',
  },
  'web.cookies.text': {
    fr: 'Il les refuse, ou il a été fermé entre-temps. Sans eux, nous ne pouvons pas reconnaître que c’est encore vous ; ils ne vous suivent nulle part. Rien n’a été fait avec ce que vous venez d’envoyer. Autorisez les cookies de ce site dans les réglages de votre navigateur, puis recommencez ci-dessous : ce que vous aviez tapé sur la page y est encore, sauf les codes.',
    en: 'It refuses them, or it was closed meanwhile. Without them we cannot tell that it is still you; they follow you nowhere. Nothing was done with what you just sent. Allow the cookies of this site in the settings of your browser, then start again below: what you had typed on the page is still there, except codes.',
  },
  'web.to-copy.title': { fr: 'Ce que vous aviez tapé', en: 'What you had typed' },
  'web.to-copy.text': {
    fr: 'Copiez-le avant de continuer : cette page est seule à le garder.',
    en: 'Copy it before you go on: only this page keeps it.',
  },
  'web.missing.title': { fr: 'Cette page n’existe pas', en: 'This page does not exist' },
  'web.missing.text': {
    fr: 'L’adresse est peut-être incomplète. Tout part de la page d’accueil.',
    en: 'The address may be incomplete. Everything starts from the home page.',
  },
  'web.foreign.title': { fr: 'Formulaire refusé', en: 'Form refused' },
  'web.foreign.text': {
    fr: 'Ce formulaire ne vient pas d’une page ouverte ici, ou les cookies sont bloqués dans votre navigateur. Rien n’a été fait. Rouvrez la page et essayez encore.',
    en: 'This form does not come from a page opened here, or cookies are blocked in your browser. Nothing was done. Open the page again and retry.',
  },
  'web.malformed.title': { fr: 'Formulaire illisible', en: 'Form not understood' },
  'web.malformed.text': {
    fr: 'Rien n’a été fait. Rouvrez la page et essayez encore.',
    en: 'Nothing was done. Open the page again and retry.',
  },
  'web.too-long.title': { fr: 'C’est trop long', en: 'This is too long' },
  'web.too-long.text': {
    fr: 'Ce que vous venez d’envoyer est trop long pour cette page. Rien n’a été fait. Revenez à la page précédente, raccourcissez votre texte, puis envoyez de nouveau.',
    en: 'What you have just sent is too long for this page. Nothing was done. Go back to the page before, shorten your text, then send again.',
  },
  'web.busy.title': { fr: 'Un instant, s’il vous plaît', en: 'One moment, please' },
  'web.busy.text': {
    fr: 'Le service est très demandé. Votre essai n’a pas été compté. Attendez {seconds, plural, one {une seconde} other {# secondes}}, puis envoyez de nouveau.',
    en: 'The service is in heavy demand. Your attempt was not counted. Wait {seconds, plural, one {one second} other {# seconds}}, then send again.',
  },
  'web.many.title': { fr: 'Trop d’essais', en: 'Too many attempts' },
  'web.many.text': {
    fr: 'Trop d’essais sont partis de votre connexion à Internet. Réessayez le {at, date, short} à {at, time, short}, ou appelez-nous.',
    en: 'Too many attempts came from your internet connection. Try again on {at, date, short} at {at, time, short}, or call us.',
  },
  'web.broken.title': { fr: 'Un problème de notre côté', en: 'A problem on our side' },
  'web.broken.text': {
    fr: 'La page n’a pas pu être préparée. Rien n’est perdu : essayez encore dans un instant.',
    en: 'The page could not be prepared. Nothing is lost: try again in a moment.',
  },
  'web.reprendre.title': { fr: 'Vous avez reçu un code', en: 'You have received a code' },
  'web.reprendre.mail': {
    fr: 'Le code est dans un e-mail de votre assureur ? Choisissez l’assureur.',
    en: 'Is the code in an e-mail from your insurer? Choose the insurer.',
  },

  'web.root.title': { fr: 'Choisissez votre assureur', en: 'Choose your insurer' },
  'web.root.guide': { fr: '{accountKind} : {areaName} {name}', en: '{accountKind}: {name} {areaName}' },
  'web.root.text': {
    fr: 'Chaque assureur a son espace. Le nom du vôtre est sur votre carte de tiers payant et sur vos décomptes.',
    en: 'Each insurer has its own area. The name of yours is on your third-party-payer card (carte de tiers payant) and your statements (décomptes).',
  },
};
