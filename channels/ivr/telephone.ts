import type { Insurer } from '../../machines/domain/insurer.ts';
import { TooMany } from '../../machines/errors.ts';
import { HasherOverloaded } from '../../machines/ports/password-hasher.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { move } from './call.ts';
import type { CallState } from './call-state.ts';
import { ivrChannelDescription } from './channel.ts';
import { says } from './composing.ts';
import { kindEnd, lastResort } from './kind-end.ts';
import { lineOf } from './own-line.ts';
import type { Call, TelephoneParts } from './parts.ts';
import type { Ask, Heard, Prompt } from './prompt.ts';
import { freshMenu, hangUp, type Moved } from './question.ts';
import type { WordId } from './words.ts';

/** Which line a call came in on. */
export interface Line {
  /** `twilio`, `jambonz`: whose ids of calls these are. */
  readonly provider: string;
  readonly insurer: Insurer;
}

export interface Telephone {
  /**
   * Handles one answer of one call in one commit, and says what is heard next. The same answer again, late or
   * out of order, gets what it got and changes nothing (P11). Answers within seconds and never throws: a
   * provider would speak in its own voice, or hang up.
   */
  receive(heard: Heard, line: Line): Promise<Prompt>;
  /** The call is over: what was being typed is forgotten, and nothing waits for it any more. */
  end(call: string, line: Line): Promise<void>;
}

/** Providers give up after 15 s; the caller has had silence for long enough before that. */
const patienceMs = 7_000;
const waitSeconds = 2;
/** How often a caller is asked for patience before they are given the direct number. */
const mostWaits = 2;
/** Repeats reach back this far; older ones are answered with the present question. */
const keptReplies = 6;

export function createTelephone(parts: TelephoneParts): Telephone {
  const { conversations, clock, randomness, logger } = parts;

  async function receive(heard: Heard, line: Line): Promise<Prompt> {
    const turning = handle(heard, line).catch((error: unknown) => troubled(error, heard, line));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Prompt>((resolve) => {
      timer = setTimeout(() => resolve(patience(heard, line)), patienceMs);
    });
    return Promise.race([turning, late]).finally(() => clearTimeout(timer));
  }

  async function handle(heard: Heard, line: Line): Promise<Prompt> {
    const begin = () => {
      if (heard.nonce !== undefined) throw new NotAsked(overPrompt(line));
      return newConversation(line);
    };
    try {
      const { reply } = await conversations.turn(
        idOf(heard.call, line),
        heard.nonce ?? 'begin',
        begin,
        (known) => turn(known, heard, line),
      );
      return reply;
    } catch (error) {
      if (error instanceof NotAsked) return error.prompt;
      throw error;
    }
  }

  async function turn(conversation: Conversation, heard: Heard, line: Line) {
    const state = conversation.aside as CallState | undefined;
    const prompt = lastSaid(conversation) ?? overPrompt(line);
    const call: Call = {
      conversation,
      state: state ?? unasked(heard, line),
      prompt,
      insurer: line.insurer,
      origin: originOf(heard),
    };
    if (state && (state.ended || heard.nonce !== state.nonce)) throw new NotAsked(prompt);
    const next = state ? await settled(call, heard) : freshMenu(parts, call);
    return kept(next);
  }

  /** Too much from one line ends the call in words, like everything else. */
  async function settled(call: Call, heard: Heard): Promise<Moved> {
    try {
      return await move(parts, call, heard);
    } catch (error) {
      if (error instanceof TooMany) return kindEnd(parts, call, 'tooManyTries');
      throw error;
    }
  }

  /** The call as it is stored: what is asked, under a new name, and the last few replies. */
  function kept({ call, composed, first = [] }: Moved): { conversation: Conversation; reply: Prompt } {
    const nonce = randomness.token(12);
    const { phone } = call.insurer;
    const { locale } = call.conversation;
    const prompt: Prompt = { locale, say: [...first, ...composed.say], next: nextOf(), nonce };
    const aside: CallState = {
      ...call.state,
      nonce,
      asked: composed.asked,
      before: first.length,
      ...(composed.next === 'hang-up' && { ended: true as const }),
    };
    const handled = call.conversation.handled.slice(1 - keptReplies);
    return { conversation: { ...call.conversation, aside, handled }, reply: prompt };

    function nextOf(): Prompt['next'] {
      if (composed.next === 'hang-up') return { do: 'hang-up' };
      if (typeof composed.next === 'object') return { do: 'dial', number: composed.next.dial };
      const secret = composed.asked.typed?.secret === true || composed.asked.typed?.entry === 'resume-code';
      const ask: Ask = {
        do: 'ask',
        keys: composed.next,
        silenceSeconds: phone.silenceSeconds,
        ...(phone.speech &&
          !secret && { speech: { hints: composed.asked.labels.map(({ label }) => label) } }),
      };
      return ask;
    }
  }

  async function end(id: string, line: Line): Promise<void> {
    try {
      await conversations.turn(
        idOf(id, line),
        'ended',
        () => {
          throw new NotAsked(overPrompt(line));
        },
        async (conversation) => ({
          conversation: forgotten(conversation),
          reply: silence(lastSaid(conversation) ?? overPrompt(line)),
        }),
      );
    } catch (error) {
      if (!(error instanceof NotAsked)) throw error;
    }
  }

  /** Nothing typed outlives the call; the session does, for the resume code (X23). */
  function forgotten(conversation: Conversation): Conversation {
    const state = conversation.aside as CallState;
    const { nir: _nir, offer: _offer, told: _told, ...rest } = state;
    const aside: CallState = { ...rest, asked: hangUp.asked, ended: true };
    return { ...conversation, gathered: {}, digests: {}, handled: [], aside };
  }

  /** The store is away or a queue is full: the caller hears so, and the same question again, or whom to call. */
  function troubled(error: unknown, heard: Heard, line: Line): Prompt {
    const known = error instanceof StoreUnavailable || error instanceof HasherOverloaded;
    if (!known) logger.error({ err: error, provider: line.provider }, 'a call failed');
    return patience(heard, line);
  }

  function patience(heard: Heard, line: Line): Prompt {
    const locale = line.insurer.phone.languages[0]!;
    const nonce = heard.nonce ?? '';
    if ((heard.waited ?? 0) < mostWaits)
      return {
        locale,
        say: [says(locale, 'wait')],
        next: { do: 'wait', seconds: waitSeconds },
        nonce,
        waited: (heard.waited ?? 0) + 1,
      };
    return { locale, say: alone(heard, line, 'unavailable'), next: { do: 'hang-up' }, nonce };
  }

  /** Said without the store. */
  function alone(heard: Heard, line: Line, why: WordId): Prompt['say'] {
    const call = {
      insurer: line.insurer,
      conversation: newConversation(line),
      state: unasked(heard, line),
    } as Call;
    return [says(call.conversation.locale, why), ...lastResort(parts, call)];
  }

  /** For an answer to a call that is over, or was never ours: nothing is begun by it. */
  function overPrompt({ insurer }: Line): Prompt {
    const locale = insurer.phone.languages[0]!;
    return { locale, say: [says(locale, 'gone')], next: { do: 'hang-up' }, nonce: '' };
  }

  function newConversation({ provider, insurer }: Line): Conversation {
    return {
      channel: provider,
      tenant: insurer.id,
      locale: insurer.phone.languages[0]!,
      startedAt: clock.now(),
      turn: 0,
      gathered: {},
      digests: {},
      misses: 0,
      lines: [],
      sentUpTo: 0,
      handled: [],
    };
  }

  function unasked({ to = '' }: Heard, { insurer }: Line): CallState {
    const called = lineOf(to);
    return { nonce: '', asked: hangUp.asked, before: 0, flow: insurer.door, ...(called && { called }) };
  }

  return { receive, end };
}

/** What a call was last answered is recorded with the answer, and nowhere else. */
const lastSaid = ({ handled }: Conversation) => handled.at(-1)?.reply as Prompt | undefined;

const silence = (prompt: Prompt): Prompt => ({ ...prompt, say: [], next: { do: 'hang-up' } });

/** This webhook answers no question that is being asked: what is said to it changes nothing. */
class NotAsked extends Error {
  override name = 'NotAsked';
  readonly prompt: Prompt;
  constructor(prompt: Prompt) {
    super('no such question is being asked');
    this.prompt = prompt;
  }
}

const idOf = (call: string, { provider, insurer }: Line) => `${provider}:${insurer.id}:${call}`;

/** What Twilio gives for a number that is not shown: RESTRICTED, BLOCKED, UNKNOWN, ANONYMOUS, UNAVAILABLE, as keys. */
const notShown = /^\+?(?:7378742833|2562533|8656696|266696687|86282452253)$/;

/**
 * The line failures are counted against. Who withholds theirs is counted by the call alone, so that strangers do not
 * lock one another out (docs/decisions/039). Never proof of anything.
 */
const originOf = ({ from = '', call }: Heard) => ({
  channel: ivrChannelDescription.id,
  source: /^\+?\d{3,15}$/.test(from) && !notShown.test(from) ? `tel:${from}` : `tel:withheld:${call}`,
});
