import { Overloaded, TooMany } from '../../machines/errors.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { isPassing, noteWhy } from '../why-failed.ts';
import { kindEnd } from './acting/kind-end.ts';
import { idOf, newCall, originOf, unasked } from './acting/new-call.ts';
import { nothingAsked, patience } from './acting/without-store.ts';
import { move } from './call.ts';
import { type CallState, withoutTyped } from './call-state.ts';
import type { Access, Call, Moved, TelephoneParts } from './parts.ts';
import type { Ask, Heard, Prompt } from './prompt.ts';
import { freshMenu, hangUp } from './telling/question.ts';

export interface Telephone {
  /**
   * Handles one answer of one call in one commit, and says what is heard next. The same answer again, late or
   * out of order, gets what it got and changes nothing (P11). Answers within seconds and never throws: a
   * provider would speak in its own voice, or hang up.
   */
  receive(heard: Heard, access: Access): Promise<Prompt>;
  /** The call is over: what was being typed is forgotten, and nothing waits for it any more. */
  end(call: string, access: Access): Promise<void>;
}

/** Providers give up after 15 s; the caller has had silence for long enough before that. */
const patienceMs = 7_000;
/** Repeats reach back this far; older ones are answered with the present question. */
const keptReplies = 6;

export function createTelephone(parts: TelephoneParts): Telephone {
  const { conversations, clock, randomness, logger } = parts;

  async function receive(heard: Heard, access: Access): Promise<Prompt> {
    const turning = handle(heard, access).catch((error: unknown) => troubled(error, heard, access));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Prompt>((resolve) => {
      timer = setTimeout(() => {
        noteWhy(access.request, new Overloaded(1, 'no answer in time'));
        resolve(patience(parts, heard, access));
      }, patienceMs);
    });
    return Promise.race([turning, late]).finally(() => clearTimeout(timer));
  }

  async function handle(heard: Heard, access: Access): Promise<Prompt> {
    const begin = () => {
      if (heard.nonce !== undefined) throw new NotAsked(nothingAsked(parts, heard, access));
      return newCall(access, clock.now());
    };
    try {
      const { reply } = await conversations.turn(
        idOf(heard.call, access),
        heard.nonce ?? 'begin',
        begin,
        (known) => turn(known, heard, access),
      );
      return reply;
    } catch (error) {
      if (error instanceof NotAsked) return error.prompt;
      throw error;
    }
  }

  async function turn(conversation: Conversation, heard: Heard, access: Access) {
    const state = conversation.aside as CallState | undefined;
    const prompt = lastSaid(conversation) ?? nothingAsked(parts, heard, access);
    const call: Call = {
      conversation,
      state: state ?? unasked(heard, access),
      prompt,
      insurer: access.insurer,
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

  /**
   * The call as it is stored: what is asked, under a new name, and the last few replies. When it is we who hang up,
   * what was typed is forgotten at once; the replies stay for whoever repeats (P11).
   */
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
    };
    const handled = call.conversation.handled.slice(1 - keptReplies);
    const conversation = { ...call.conversation, aside, handled };
    return { conversation: composed.next === 'hang-up' ? over(conversation) : conversation, reply: prompt };

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

  async function end(id: string, access: Access): Promise<void> {
    const nothing = () => nothingAsked(parts, { call: id }, access);
    try {
      await conversations.turn(
        idOf(id, access),
        'ended',
        () => {
          throw new NotAsked(nothing());
        },
        async (conversation) => ({
          conversation: { ...over(conversation), handled: [] },
          reply: silence(lastSaid(conversation) ?? nothing()),
        }),
      );
    } catch (error) {
      if (!(error instanceof NotAsked)) throw error;
    }
  }

  /** Nothing typed outlives the call; the session does, for the resume code (X23). */
  function over(conversation: Conversation): Conversation {
    const state = withoutTyped(conversation.aside as CallState);
    const aside: CallState = { ...state, asked: hangUp.asked, ended: true };
    return { ...conversation, gathered: {}, digests: {}, aside };
  }

  /** The store is away or a queue is full: the caller hears so, and the same question again, or whom to call. */
  function troubled(error: unknown, heard: Heard, access: Access): Prompt {
    const { request, provider } = access;
    noteWhy(request, error);
    if (!isPassing(error)) logger.error({ reqId: request?.id, err: error, provider }, 'a call failed');
    return patience(parts, heard, access);
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
