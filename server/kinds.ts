import { OUTBOX_LETTER } from '../adapters/letters/outbox-printer.ts';
import { OUTBOX_MAIL } from '../adapters/mail/outbox-mailer.ts';
import { OUTBOX_SMS } from '../adapters/sms/outbox-sms.ts';
import { walletKind } from '../adapters/wallet/activation.ts';
import { holderKind, readerKind } from '../adapters/wallet/directory.ts';
import { conversationKind } from '../channels/conversation/conversation.ts';
import { earlierLinesKind } from '../channels/conversation/earlier-lines.ts';
import { sessionKind } from '../machines/engine/session.ts';
import { capKind } from '../machines/services/caps.ts';
import { clientKind } from '../machines/services/clients.ts';
import { emailClaimKind } from '../machines/services/email-claims.ts';
import { followUpKind } from '../machines/services/follow-ups.ts';
import { lockoutKind } from '../machines/services/lockouts.ts';
import { loginKind } from '../machines/services/logins.ts';
import { decoyKind, memberKind } from '../machines/services/members.ts';
import { usedCheckKind } from '../machines/services/used-checks.ts';
import { movedClock } from './clock.ts';
import { OUTBOX_CHECK } from './dev/checks.ts';

/** Documents that exist outside production only: a store with one of them has served a development run. */
export const developmentKinds: readonly string[] = [
  OUTBOX_MAIL,
  OUTBOX_LETTER,
  OUTBOX_SMS,
  OUTBOX_CHECK,
  walletKind,
  holderKind,
  readerKind,
  movedClock,
];

/**
 * Every kind of document there is: a reset leaves nothing of any of them, a rotation re-seals each, a copy takes all, an
 * erasure looks through all. Documents of a kind that does not stand here cannot be written (`sealedDocuments`).
 */
export const allKinds: readonly string[] = [
  sessionKind,
  conversationKind,
  earlierLinesKind,
  memberKind,
  clientKind,
  emailClaimKind,
  lockoutKind,
  loginKind,
  followUpKind,
  capKind,
  usedCheckKind,
  decoyKind,
  ...developmentKinds,
];
