import { Undeliverable } from '../../machines/ports/mailer.ts';
import type { SmsSender } from '../../machines/ports/sms-sender.ts';

/** Production without a provider: what still waits from a time with one is given up, where operators see it. */
export const noSms: SmsSender = {
  send: async () => {
    throw new Undeliverable('no SMS provider is set (SMS_URL)');
  },
};
