import type { Locale } from '../../machines/envelope.ts';
import type { About } from '../conversation/understanding/understanding.ts';

/** What callers ask that no flow is about (`About`), answered wherever they stand. */
export const aboutWords = {
  'about.begun': {
    fr: 'Si un code de reprise vous a été donné il y a moins de dix minutes, tapez 8 au menu principal. Sans lui, recommençons : rien de ce qui a été envoyé n’est perdu.',
    en: 'If you were given a resume code less than ten minutes ago, press 8 in the main menu. Without it, let us start again: nothing that was sent is lost.',
  },
  'about.robot': {
    fr: 'Je suis un assistant automatique, pas une personne. Pour parler à quelqu’un, tapez 0.',
    en: 'I am an automatic assistant, not a person. To talk to somebody, press 0.',
  },
  'about.fraud': {
    fr: 'Nous n’envoyons jamais de message qui demande votre code. Ne répondez pas. Pour prévenir quelqu’un, tapez 0.',
    en: 'We never send a message that asks for your code. Do not answer it. To tell somebody, press 0.',
  },
  'about.trust': {
    fr: 'Vous avez raison de vérifier. Vous pouvez raccrocher, puis rappeler le numéro qui est sur votre carte, ou faire tout cela sur notre site.',
    en: 'You are right to check. You can hang up, then call the number on your card, or do all this on our site.',
  },
  'about.data': {
    fr: 'Ce que vous dites sert à votre démarche et n’est gardé que quelques semaines, sans vos numéros ni vos codes. Pour vos droits, tapez 0.',
    en: 'What you say serves your request and is kept for a few weeks only, without your numbers and codes. For your rights, press 0.',
  },
  'about.delay': {
    fr: 'Après la demande, une lettre arrive {delay}. Avec votre numéro de suivi, vous pouvez en connaître la date.',
    en: 'After the request, a letter arrives {delay}. With your follow-up number you can hear its date.',
  },
  'about.why': {
    fr: 'Votre numéro de Sécurité sociale sert seulement à retrouver votre dossier. Si vous préférez ne pas le donner, demandez quelqu’un.',
    en: 'Your social security number serves only to find your file. If you would rather not give it, ask for a person.',
  },
  'about.nir': {
    fr: 'Votre numéro de Sécurité sociale est sur votre carte Vitale, et aussi sur votre attestation de droits, vos décomptes de santé et vos bulletins de paie. Ses 13 chiffres suffisent, sans la clé.',
    en: 'Your social security number is on your carte Vitale, and also on your attestation de droits, your health statements and your payslips. Its 13 digits are enough, without the key.',
  },
  'about.given': {
    fr: 'Pour votre sécurité, votre numéro n’est gardé que le temps de cet appel.',
    en: 'For your safety, your number is kept for this call only.',
  },
  'about.unseen': {
    fr: 'Sur le site, une vérification se fait aussi sans image : choisissez, Attendre une minute. Pour parler à quelqu’un, tapez 0.',
    en: 'On the site a check can be done without a picture: choose, Wait for a minute. To talk to somebody, press 0.',
  },
  'about.resuming': {
    fr: 'Un code de reprise sert à continuer la même démarche ailleurs, sur le site ou au téléphone. Il est valable dix minutes, une seule fois.',
    en: 'A resume code lets you go on with the same request elsewhere, on the site or by telephone. It works once, for ten minutes.',
  },
  'about.membership': {
    fr: 'Pour protéger tout le monde, nous ne disons à personne qui est adhérent, même à la personne concernée. Pour vérifier avec quelqu’un, tapez 0.',
    en: 'To protect everyone, we tell nobody who is a member, not even the person concerned. To check with somebody, press 0.',
  },
  /** X16: the mails that tell of it ask for the same. */
  'about.intruder': {
    fr: 'Si ce n’était pas vous, demandez tout de suite un nouveau code, puis prévenez-nous. Dès que vous l’aurez choisi, l’ancien ne servira plus. Pour parler à quelqu’un, tapez 0.',
    en: 'If it was not you, ask for a new code at once, then tell us. As soon as you have chosen it, the old one stops working. To talk to somebody, press 0.',
  },
  'about.unasked': {
    fr: 'Si vous n’avez rien demandé, rien n’a changé, et rien ne change tant que vous ne donnez à personne ce que vous avez reçu. Détruisez-le, et prévenez-nous : tapez 0.',
    en: 'If you asked for nothing, nothing has changed, and nothing will while you give nobody what you received. Destroy it, and tell us: press 0.',
  },
  'about.typed': {
    fr: 'Un code tapé ou dit n’est pas gardé, dès qu’il est reconnu. Si vous avez un doute, demandez un nouveau code. Pour faire effacer le reste, tapez 0.',
    en: 'A code that you key in or say is not kept, once it is recognised. If in doubt, ask for a new code. To have the rest erased, press 0.',
  },
  'about.unheard': {
    fr: 'Tout peut aussi se faire par écrit, sur notre site.',
    en: 'Everything can also be done in writing, on our site.',
  },
  'about.later': {
    fr: 'Vous pouvez raccrocher quand vous voulez et rappeler plus tard. Ce qui est déjà parti n’est pas perdu.',
    en: 'You can hang up whenever you like and call again later. What has left already is not lost.',
  },
  'about.offline': {
    fr: 'Un téléphone ou une tablette avec internet suffit. Sans internet, tapez 0 : quelqu’un vous aidera.',
    en: 'A phone or a tablet with internet is enough. Without internet, press 0: somebody will help you.',
  },
} as const satisfies Record<`about.${About}`, Record<Locale, string>>;
