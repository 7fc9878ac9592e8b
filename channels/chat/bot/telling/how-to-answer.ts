import { parseEmail } from '../../../../machines/domain/email.ts';

/** Nine digits after what numbers begin with, grouped in any way: no date or price has as many. */
const phone = /(?:\+|\b00|\b0)(?:[\s.()-]*\d){9}/;

/** Whether whoever reads this can answer it: there is a telephone number or an e-mail address in it. */
export const saysHowToAnswer = (text: string): boolean =>
  phone.test(text) || text.split(/[\s,;:()<>«»]+/).some((word) => parseEmail(word.replace(/[.!?]+$/, '')));
