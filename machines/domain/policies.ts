import { type Static, Type } from 'typebox';
import { object } from './closed-object.ts';

const count = (value: number) => Type.Integer({ minimum: 0, default: value });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** X04, X21, X22, X23, X07, X08, X11, X17 as data. Durations in ms. Every key may be overridden per insurer. */
export const PoliciesSchema = object(
  {
    lockout: object(
      {
        checkAfterFailures: count(3),
        /** Wait after the failure of this rank in a row (5th to 9th). */
        waitsMs: Type.Record(Type.String({ pattern: '^\\d+$' }), Type.Integer({ minimum: 1 }), {
          default: { 5: 2 * MINUTE, 6: 4 * MINUTE, 7: 8 * MINUTE, 8: 16 * MINUTE, 9: 32 * MINUTE },
        }),
        blockAfterInRow: count(10),
        blockAfterSinceReset: count(50),
        windowMs: count(DAY),
        windowMax: count(25),
      },
      { default: {} },
    ),
    source: object(
      {
        checkWindowMs: count(10 * MINUTE),
        checkAfterFailures: count(20),
        refuseWindowMs: count(DAY),
        refuseAfterFailures: count(200),
      },
      { default: {} },
    ),
    shortCode: object({ checkAfterFailures: count(5), deadAfterFailures: count(10) }, { default: {} }),
    humanCheck: object(
      {
        first: Type.Union([Type.Literal('proof-of-work'), Type.Literal('image')], {
          default: 'proof-of-work',
        }),
        waitMs: count(MINUTE),
        validMs: count(20 * MINUTE),
      },
      { default: {} },
    ),
    link: object({ validMs: count(DAY), handOverMs: count(10 * MINUTE) }, { default: {} }),
    /** D04: a new address serves no reset before so long, and is confirmed within so long of being asked for. */
    email: object(
      { quarantineMs: count(3 * DAY), claimMs: count(21 * DAY), openClaims: count(3), wrongCodes: count(20) },
      { default: {} },
    ),
    temporaryCode: object({ printedMs: count(365 * DAY), postedMs: count(21 * DAY) }, { default: {} }),
    caps: object(
      {
        lettersPerYear: count(3),
        mailsPerDay: count(5),
        smsPerDay: count(5),
        requestsPerSourcePerDay: count(20),
        /** Letters that tell of an e-mail address asked for (D04), apart from those with an access code. */
        emailLettersPerYear: count(3),
        messagesPerSourcePerDay: count(10),
      },
      { default: {} },
    ),
    lifetimes: object(
      {
        restMs: count(30 * MINUTE),
        restHandedOverMs: count(DAY),
        /** Of what people go on with on another day: an e-CPS activated. */
        restLongMs: count(7 * DAY),
        endedReadableMs: count(10 * MINUTE),
        endedKeptMs: count(30 * DAY),
        /** A chat or call after its last word: longer than any flow rests. */
        conversationMs: count(8 * DAY),
        loginIdleMs: count(15 * MINUTE),
        loginMaxMs: count(8 * HOUR),
        auditMs: count(365 * DAY),
        /** What was posted and mailed to a member, and when. Not less than the year that caps look back (X22). */
        letterMs: Type.Integer({ minimum: 365 * DAY, default: 730 * DAY }),
        deviceMs: count(365 * DAY),
        followUpMs: count(90 * DAY),
      },
      { default: {} },
    ),
    tellNewBrowser: Type.Boolean({ default: true }),
    tellDeactivatedMembers: Type.Boolean({ default: false }),
    contactsCheckedWithinMs: count(180 * DAY),
  },
  { default: {} },
);

export type Policies = Static<typeof PoliciesSchema>;
