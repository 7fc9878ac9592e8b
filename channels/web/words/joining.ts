import type { Catalog } from '../../../machines/messages/catalog.ts';

/** What is said of one-use links, of codes by which something goes on elsewhere, and on a page that was joined so. */
export const joiningWords: Catalog = {
  'web.notice.resume-empty': {
    fr: 'Tapez d’abord les 8 chiffres du code qui vous a été donné.',
    en: 'Please type the 8 digits of the code you were given first.',
  },
  'web.notice.resume-length': {
    fr: 'Le code de reprise compte 8 chiffres : recopiez-les, avec ou sans espace.',
    en: 'The resume code has 8 digits: copy them, with or without a space.',
  },
  'web.notice.resume-unknown': {
    fr: 'Ce code n’est pas connu, ou il a déjà servi, ou il a expiré. Vérifiez les 8 chiffres, ou demandez-en un nouveau là où vous l’avez reçu. Un code reçu par e-mail se tape avec votre numéro de Sécurité sociale, sur la page de votre mutuelle.',
    en: 'This code is not known, has been used already, or has expired. Check its 8 digits, or ask for a new one where you received it. A code received by e-mail is typed with your social security number, on your insurer’s page.',
  },

  'web.link.title.reset': { fr: 'Choisir {yourCode}', en: 'Choose {yourCode}' },
  'web.link.title.email': { fr: 'Confirmer votre adresse e-mail', en: 'Confirm your e-mail address' },
  'web.link.email': {
    fr: 'Vous confirmez que cette boîte e-mail est la vôtre. Le lien sert une seule fois : il est utilisé quand vous appuyez sur le bouton, pas avant. Il vous restera à prouver que le dossier est le vôtre.',
    en: 'You confirm that this mailbox is yours. The link works once: it is used when you press the button, not before. You will then prove that the file is yours.',
  },
  'web.link.title.hand-over': { fr: 'Continuer ici', en: 'Continue here' },
  'web.link.reset': {
    fr: 'Vous allez choisir {yourCode} pour votre {areaName}. Le lien sert une seule fois : il est utilisé quand vous appuyez sur le bouton, pas avant.',
    en: 'You are about to choose {yourCode} for your {areaName}. The link works once: it is used when you press the button, not before.',
  },
  'web.link.hand-over': {
    fr: 'Vous continuez ici ce que vous avez commencé {channel, select, chat {dans une conversation} ivr {au téléphone} json {dans une application} web {sur une autre page} other {ailleurs}} le {since, date, short} à {since, time, short}.',
    en: 'You continue here what you began {channel, select, chat {in a chat} ivr {on the phone} json {in an application} web {on another page} other {elsewhere}} on {since, date, short} at {since, time, short}.',
  },
  'web.link.warning': {
    fr: 'Ne continuez que si c’est vous qui l’avez demandé. Ne suivez jamais un lien que quelqu’un d’autre vous a envoyé.',
    en: 'Continue only if you asked for it yourself. Never follow a link that someone else sent you.',
  },
  'web.link.go': { fr: 'Continuer', en: 'Continue' },
  'web.link.dead.title': { fr: 'Ce lien ne sert plus', en: 'This link no longer works' },
  'web.link.dead.text': {
    fr: 'Il a déjà été utilisé, il a expiré, ou un lien plus récent le remplace. Si vous l’avez recopié, vérifiez qu’il est entier. Vous pouvez en demander un nouveau.',
    en: 'It has been used, it has expired, or a more recent one replaces it. If you copied it, check that it is complete. You can ask for a new one.',
  },
  'web.link.dead.reset.used': {
    fr: 'Il a déjà été utilisé : un lien ne sert qu’une fois.',
    en: 'It has been used already: a link works once.',
  },
  'web.link.dead.reset.expired': {
    fr: 'Il a expiré : un lien ne sert que pendant un temps limité.',
    en: 'It has expired: a link works for a limited time only.',
  },
  'web.link.dead.reset.way': {
    fr: 'Vous n’avez pas encore choisi {yourCode} ? Demandez un nouvel e-mail : lui seul comptera.',
    en: 'Have you not chosen {yourCode} yet? Ask for a new e-mail: only that one will count.',
  },
  'web.link.dead.reset.go': { fr: 'Demander un nouveau lien', en: 'Ask for a new link' },
  'web.link.dead.email.used': {
    fr: 'Il a déjà été utilisé : votre boîte e-mail est confirmée.',
    en: 'It has been used already: your mailbox is confirmed.',
  },
  'web.link.dead.email.expired': {
    fr: 'Il a expiré : votre boîte e-mail n’a pas été confirmée à temps.',
    en: 'It has expired: your mailbox was not confirmed in time.',
  },
  'web.link.dead.email.way': {
    fr: 'L’enregistrement n’est pas allé jusqu’au bout ? Recommencez-le : un nouvel e-mail vous sera envoyé.',
    en: 'Did the registration not come to its end? Start it again: a new e-mail will be sent to you.',
  },
  'web.link.dead.email.go': { fr: 'Enregistrer mon adresse e-mail', en: 'Register my e-mail address' },
  'web.link.dead.hand-over.used': {
    fr: 'Il a déjà été utilisé : un lien ne sert qu’une fois.',
    en: 'It has been used already: a link works once.',
  },
  'web.link.dead.hand-over.expired': {
    fr: 'Il a expiré, ou la démarche à laquelle il menait est terminée.',
    en: 'It has expired, or what it led to has ended.',
  },
  'web.link.dead.hand-over.way': {
    fr: 'Retournez à la conversation ou à l’appel qui vous l’a donné, et demandez un nouveau lien. Vous pouvez aussi recommencer ici.',
    en: 'Go back to the chat or the call that gave it to you, and ask for a new link. You can also start again here.',
  },
  'web.link.dead.hand-over.go': { fr: 'Recommencer ici', en: 'Start again here' },
  'web.link.dead.here': {
    fr: 'Vous l’aviez ouvert dans ce navigateur ? Reprenez où vous en étiez.',
    en: 'Had you opened it in this browser? Go on where you were.',
  },
  'web.link.dead.go-on': { fr: 'Continuer chez {name}', en: 'Go on with {name}' },
  'web.link.dead.elsewhere': {
    fr: 'Il venait d’une conversation ou d’un appel ? Retournez-y et demandez un nouveau lien, ou tapez ici le code à 8 chiffres qui vous y a été donné en dernier.',
    en: 'Did it come from a chat or a call? Go back there and ask for a new link, or type here the latest 8-digit code you were given.',
  },
  'web.elsewhere.title': { fr: 'Continuer ailleurs', en: 'Go on elsewhere' },
  'web.elsewhere.link': {
    fr: 'Continuer {kind, select, guide {} other {au téléphone, }}dans une conversation ou sur un autre appareil',
    en: 'Go on {kind, select, guide {} other {by telephone, }}in a chat or on another device',
  },
  'web.elsewhere.text': {
    fr: 'Un code de reprise vous permet de continuer cette démarche là où vous en êtes, {kind, select, guide {} other {au téléphone, }}dans une conversation ou sur un autre appareil. Ce que vous avez prouvé ici reste ici : un code secret vous sera redemandé.',
    en: 'A resume code lets you go on from where you are, {kind, select, guide {} other {by telephone, }}in a chat or on another device. What you have proven here stays here: a secret code will be asked again.',
  },
  'web.elsewhere.ask': { fr: 'Obtenir un code de reprise', en: 'Get a resume code' },
  'web.elsewhere.code': { fr: 'Votre code de reprise :', en: 'Your resume code:' },
  'web.elsewhere.by-phone': {
    fr: 'Au téléphone, tapez 8 au menu, puis ce code.',
    en: 'By telephone, press 8 in the menu, then type this code.',
  },
  'web.elsewhere.by-chat': {
    fr: 'Dans une conversation, ouvrez {address} et écrivez « reprendre ».',
    en: 'In a chat, open {address} and write “resume”.',
  },
  'web.elsewhere.by-page': {
    fr: 'Sur un autre appareil, ouvrez {address}.',
    en: 'On another device, open {address}.',
  },
  'web.elsewhere.valid': {
    fr: 'Il sert une seule fois, jusqu’à {until, time, short}. Ne le donnez à personne : qui le tape continue à votre place.',
    en: 'It works once, until {until, time, short}. Do not give it to anyone: whoever types it goes on in your place.',
  },
  'web.elsewhere.back': { fr: 'Revenir à ma démarche', en: 'Back to where I was' },
  'web.elsewhere.nothing': {
    fr: 'Rien n’est en cours dans ce navigateur. Commencez une démarche, puis revenez ici.',
    en: 'Nothing is under way in this browser. Begin something, then come back here.',
  },
  'web.joined.here': {
    fr: 'Après cette étape, la page vous dira s’il faut y retourner.',
    en: 'After this step, the page will tell you whether to go back there.',
  },
  'web.joined.back': {
    fr: 'Vous pouvez retourner à votre conversation ou à votre appel : s’ils vous attendent, la suite y est déjà. Vous pouvez aussi continuer ici.',
    en: 'You can go back to your chat or your call: if they are waiting for you, what follows is there already. You can also continue here.',
  },
  /** Over there it was left for something else, or here it was stopped. */
  'web.joined.stopped': {
    fr: 'Vous pouvez retourner à votre conversation ou à votre appel.',
    en: 'You can go back to your chat or your call.',
  },
  'web.joined.asks-proof': {
    fr: 'Répondez sur cette page : ensuite tout s’y passe, et votre conversation ou votre appel n’en montrera rien. Vous n’avez pas à y retourner.',
    en: 'Answer on this page: everything then happens here, and your chat or your call will show nothing of it. There is no need to go back.',
  },
  'web.joined.stays': {
    fr: 'Tout se passe maintenant sur cette page : votre conversation ou votre appel n’en montre rien. Vous n’avez pas à y retourner.',
    en: 'Everything now happens on this page: your chat or your call shows nothing of it. There is no need to go back.',
  },
  'web.joined.not-you': {
    fr: 'Ce n’était pas vous ? {types, select, true {Ne tapez rien, choisissez} other {Choisissez}} « Arrêter ».',
    en: 'Was it not you? {types, select, true {Type nothing, choose} other {Choose}} “Stop”.',
  },
  'web.link.dead.ask': { fr: 'Demander un nouveau lien', en: 'Ask for a new link' },

  'web.notice.resume-check': {
    fr: 'Plusieurs codes tapés depuis votre connexion n’étaient pas les bons. Faites d’abord la vérification ci-dessous, puis tapez de nouveau votre code.',
    en: 'Several codes typed from your connection were not right. Please do the check below first, then type your code again.',
  },
  'web.notice.resume-check-wrong': {
    fr: 'Captcha incorrect. Faites la nouvelle vérification ci-dessous, puis tapez de nouveau votre code.',
    en: 'Incorrect captcha. Please do the new check below, then type your code again.',
  },
  'web.resume.waited': {
    fr: 'C’est prêt : vous pouvez taper votre code.',
    en: 'Ready: you can type your code.',
  },
  'web.resume.title': {
    fr: 'Continuer une démarche commencée ailleurs',
    en: 'Continue something begun elsewhere',
  },
  'web.resume.text': {
    fr: 'Une conversation, un appel ou une autre page vous a donné un code de reprise à 8 chiffres ? Tapez-le ici. Ne tapez jamais un code que quelqu’un d’autre vous a dicté.',
    en: 'Did a chat, a call or another page give you an 8-digit resume code? Type it here. Never type a code that someone else dictated to you.',
  },
  'web.resume.below': {
    fr: 'Vous avez plutôt un code de reprise, donné par une conversation, un appel ou une autre page ? Il se tape plus bas.',
    en: 'Do you have a resume code instead, given by a chat, a call or another page? It is typed further down.',
  },
  'web.resume.label': { fr: 'Code de reprise (8 chiffres)', en: 'Resume code (8 digits)' },
  'web.resume.go': { fr: 'Continuer ma démarche', en: 'Continue' },
  // The telephone tells callers to choose these very words.
  'web.resume.link': { fr: 'Reprendre avec un code', en: 'Go on with a code' },
};
