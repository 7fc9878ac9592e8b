import type { Catalog } from '../../../machines/messages/catalog.ts';

/** What people ask that no flow is about (`About`), answered wherever they stand. */
export const aboutWords = {
  'about.robot': {
    fr: 'Je suis l’assistant automatique {ofInsurer}, pas une personne. Pour parler à quelqu’un, écrivez « quelqu’un » à tout moment.',
    en: 'I am the automatic {insurer} assistant, not a person. To talk to someone, write “someone” at any time.',
  },
  'about.fraud': {
    fr: 'Personne de chez nous ne vous demandera votre code, ni de vive voix, ni par SMS, ni par e-mail : ne le donnez à personne. Il ne se tape que sur nos pages, ou sur les touches de votre téléphone quand vous appelez notre serveur vocal. Nous n’envoyons de lien qu’après une demande : si vous n’avez rien demandé, n’ouvrez pas le lien reçu et ne répondez pas. Vous avez donné votre code ? Demandez-en un nouveau : l’ancien ne servira plus dès que vous l’aurez choisi. Et prévenez-nous : écrivez « quelqu’un ».',
    en: 'Nobody here will ask you for your code, aloud, by text message or by e-mail: do not give it to anyone. It is typed only on our pages, or on the keys of your phone when you call our voice service. We send a link only after a request: if you asked for nothing, do not open the link you received and do not answer. Have you given your code? Ask for a new one: the old one stops working once you have chosen it. And tell us: write “someone”.',
  },
  'about.trust': {
    fr: 'Vous avez raison de vérifier. Je suis l’assistant automatique {ofInsurer} : dans cette conversation, je ne demande jamais de code ni de numéro de Sécurité sociale. Si vous préférez ne pas ouvrir de lien, tapez vous-même l’adresse {site} : tout peut s’y faire.',
    en: 'You are right to check. I am the automatic {insurer} assistant: in this conversation I never ask for a code or a social security number. If you would rather not open a link, type the address {site} yourself: everything can be done there.',
  },
  'about.data': {
    fr: 'Ce que vous écrivez ici sert à votre démarche. Nous le gardons quelques semaines au plus, sans numéro de Sécurité sociale ni code. Personne ne le lit, sauf ce que vous envoyez à quelqu’un. Pour vos droits sur vos données, écrivez « quelqu’un ».',
    en: 'What you write here serves your request. We keep it for a few weeks at most, without social security number or code. Nobody reads it, except what you send to someone. For your rights over your data, write “someone”.',
  },
  'about.delay': {
    fr: 'Après la demande, un e-mail arrive en quelques minutes, une lettre {letterDelay}. Avec votre numéro de suivi, je peux vous dire la date : écrivez « où est ma lettre ».',
    en: 'After the request, an e-mail arrives within minutes, a letter {letterDelay}. With your follow-up number I can tell you the date: write “where is my letter”.',
  },
  'about.why': {
    fr: 'Votre numéro de Sécurité sociale sert seulement à retrouver votre dossier, sans vous confondre avec une autre personne. Il se tape sur une page sûre, jamais dans la conversation. Si vous préférez ne pas le donner, écrivez « quelqu’un ».',
    en: 'Your social security number serves only to find your file, without taking you for somebody else. It is typed on a safe page, never in the conversation. If you would rather not give it, write “someone”.',
  },
  'about.nir': {
    fr: 'Votre numéro de Sécurité sociale est sur votre carte Vitale, et aussi sur l’attestation de droits de votre compte ameli, vos décomptes de santé et vos bulletins de paie. Il a 13 chiffres, puis une clé de 2 chiffres que vous pouvez taper ou non. Un numéro provisoire, qui commence par 7 ou 8, convient aussi.',
    en: 'Your social security number is on your carte Vitale, and also on the “attestation de droits” in your ameli account, your health statements and your payslips. It has 13 digits, then a key of 2 digits that you may type or leave out. A provisional number, which begins with 7 or 8, will do too.',
  },
  'about.given': {
    fr: 'Pour votre sécurité, cette conversation ne garde pas votre numéro : il se tape de nouveau sur chaque page sûre.',
    en: 'For your safety, this conversation does not keep your number: it is typed again on each safe page.',
  },
  'about.begun': {
    fr: 'Si un code à 8 chiffres vous a été donné il y a moins de dix minutes, écrivez « reprendre » : nous continuerons ici. Sinon, dites-moi ce qu’il vous faut : nous recommencerons, et rien de ce qui a été envoyé n’est perdu.',
    en: 'If you were given an 8-digit code less than ten minutes ago, write “resume”: we will go on here. Otherwise, tell me what you need: we will start again, and nothing that was sent is lost.',
  },
  'about.unseen': {
    fr: 'Si la page vous demande une vérification, il y a un moyen sans image ni calcul : choisissez « Attendre une minute ». Pour parler à quelqu’un, écrivez « quelqu’un ».',
    en: 'If the page asks you for a check, there is a way without picture or arithmetic: choose “Wait for a minute”. To talk to somebody, write “someone”.',
  },
  'about.resuming': {
    fr: 'Un code de reprise sert à continuer la même démarche ailleurs : sur notre site, au téléphone ou ici. Il est valable dix minutes, une seule fois. Écrivez « reprendre » si vous en avez un.',
    en: 'A resume code lets you go on with the same request elsewhere: on our site, by telephone or here. It works once, for ten minutes. Write “resume” if you have one.',
  },
  /** X16: the mails that tell of it ask for the same. */
  'about.intruder': {
    fr: 'Si ce n’était pas vous, demandez tout de suite un nouveau code : écrivez « nouveau code ». Dès que vous l’aurez choisi, l’ancien ne servira plus et les connexions ouvertes seront fermées. Prévenez-nous aussi : écrivez « quelqu’un ».',
    en: 'If it was not you, ask for a new code at once: write “new code”. As soon as you have chosen it, the old one stops working and open sign-ins are closed. Tell us too: write “someone”.',
  },
  'about.unasked': {
    fr: 'Si vous n’avez rien demandé, quelqu’un a pu taper votre numéro, par erreur ou non. Rien n’a changé, et rien ne change tant que vous ne donnez à personne ce que vous avez reçu. Supprimez l’e-mail ou le SMS, détruisez la lettre, et prévenez-nous : écrivez « quelqu’un ».',
    en: 'If you asked for nothing, somebody may have typed your number, by mistake or not. Nothing has changed, and nothing will while you give nobody what you received. Delete the e-mail or text message, destroy the letter, and tell us: write “someone”.',
  },
  /** P07: what the charts tell nobody, the conversation tells nobody either. */
  'about.membership': {
    fr: 'Je ne dis à personne qui est adhérent, même à la personne concernée : cela protège tout le monde. Si vous avez une carte de tiers payant {ofInsurer}, vous l’êtes pour la période qu’elle indique. Pour vérifier avec quelqu’un, écrivez « quelqu’un ».',
    en: 'I tell nobody who is a member, not even the person concerned: this protects everyone. If you have a third-party-payer card (carte de tiers payant) from {insurer}, you are a member for the period it states. To check with somebody, write “someone”.',
  },
  'about.typed': {
    fr: 'Un code ou un numéro de Sécurité sociale écrit ici n’est ni gardé ni transmis dès que je le reconnais, et je vous le dis. Si vous avez un doute, prenez un nouveau code : écrivez « nouveau code ». Dans Teams, supprimez aussi votre message : je ne peux pas le faire pour vous. Pour faire effacer le reste, écrivez « quelqu’un ».',
    en: 'A code or a social security number written here is neither kept nor passed on once I recognise it, and I tell you so. If in doubt, get a new code: write “new code”. In Teams, also delete your message: I cannot do it for you. To have the rest erased, write “someone”.',
  },
  /** Deaf, hard of hearing, or without speech: nothing here needs a telephone. */
  'about.unheard': {
    fr: 'Tout peut se faire par écrit, ici et sur {site} : rien n’oblige à téléphoner. Pour écrire à une personne, écrivez « quelqu’un » : donnez-lui votre adresse e-mail et demandez une réponse par écrit.',
    en: 'Everything can be done in writing, here and on {site}: nothing obliges you to phone. To write to a person, write “someone”: give them your e-mail address and ask for an answer in writing.',
  },
  'about.later': {
    fr: 'Arrêtez-vous quand vous voulez et revenez quand vous pouvez. Ce qui est déjà parti, une lettre ou un e-mail, reste valable le temps indiqué. Si la question a été fermée entre-temps, nous la reprendrons du début.',
    en: 'Stop when you like and come back when you can. What has left already, a letter or an e-mail, stays valid for the time stated. If the question was closed meanwhile, we will start it again.',
  },
  'about.offline': {
    fr: 'La page s’ouvre aussi sur un téléphone ou une tablette. Pour tout faire sans internet, appelez-nous : écrivez « quelqu’un » et je vous donne le numéro.',
    en: 'The page opens on a phone or a tablet too. To do everything without internet, call us: write “someone” and I will give you the number.',
  },
} satisfies Catalog;
