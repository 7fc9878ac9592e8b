import { hello, paragraph, type Template, warning } from './template.ts';

/** E33, E35, E36: the agency's mail, as the simulated wallet sends it. */
export const ecpsActivation: Template = {
  subject: { fr: '{insurerName} : activez votre e-CPS', en: '{insurerName}: activate your e-CPS' },
  preview: {
    fr: 'Le QR code de ce message est valable une seule fois, jusqu’au {expiresAt, date, short} à {expiresAt, time, short}.',
    en: 'The QR code in this message can be used once, until {expiresAt, date, short} at {expiresAt, time, short}.',
  },
  blocks: [
    hello,
    paragraph(
      'Vous avez demandé à activer votre e-CPS. Vous lisez ce message sur votre téléphone ? Touchez « Démarrer l’activation ».',
      'You asked to activate your e-CPS. Are you reading this on your phone? Tap “Démarrer l’activation”.',
    ),
    { kind: 'link', label: { fr: 'Démarrer l’activation', en: 'Démarrer l’activation' }, url: 'phoneUrl' },
    paragraph(
      'Vous le lisez sur un ordinateur ? Ouvrez l’application e-CPS sur votre téléphone, touchez « Commencer », puis scannez ce QR code. Sans appareil photo, tapez ce qui est écrit dessous.',
      'Are you reading it on a computer? Open the e-CPS app on your phone, tap “Commencer”, then scan this QR code. Without a camera, type what is written below it.',
    ),
    {
      kind: 'qr',
      value: 'qr',
      text: {
        fr: 'QR code d’activation de l’e-CPS, à scanner avec l’application',
        en: 'QR code to activate the e-CPS, to be scanned with the app',
      },
    },
    paragraph(
      'Il est valable une seule fois, jusqu’au {expiresAt, date, long} à {expiresAt, time, short}.',
      'It can be used once, until {expiresAt, date, long} at {expiresAt, time, short}.',
    ),
    warning(
      'Ne transmettez ce message à personne. Vous n’avez rien demandé ? Supprimez-le : rien n’a changé.',
      'Do not pass this message on to anyone. Did you not ask for this? Delete it: nothing has changed.',
    ),
  ],
};
