import { type Activation, type ShortCode, wrongCodesAllowed } from './activation.ts';
import { holderOf } from './holders.ts';

/** What stands in the SMS that has arrived, if one has. */
export function codeOnPhone({ nationalId, sms }: Activation): string | undefined {
  if (!sms || holderOf(nationalId)?.smsNeverArrives) return undefined;
  return sms.garbled ? garbled(sms.code) : sms.code;
}

/** The same code with one wrong try more, or without it when that was the last. */
export function counted<Kind extends 'addCode' | 'sms', Code extends ShortCode>(kind: Kind, code: Code) {
  const wrong = (code.wrong ?? 0) + 1;
  return (wrong < wrongCodesAllowed ? { [kind]: { ...code, wrong } } : {}) as { [K in Kind]?: Code };
}

/** Another code of the same length. */
const garbled = (code: string) => [...code].map((digit) => (Number(digit) + 1) % 10).join('');
