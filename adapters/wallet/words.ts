import type { Locale } from '../../machines/envelope.ts';

/** The text of the SMS (E37). The code is its only group of six digits and stands first: telephones find it there. */
export const smsText: Readonly<Record<Locale, (code: string) => string>> = {
  fr: (code) =>
    `${code} est votre code d’activation e-CPS. Il est valable 10 minutes. Ne le donnez à personne.`,
  en: (code) =>
    `${code} is your e-CPS activation code. It is valid for 10 minutes. Do not give it to anyone.`,
};
