import { perform } from '../../../channels/ivr/acting/acts.ts';
import { newCall, unasked } from '../../../channels/ivr/acting/new-call.ts';
import { valued } from '../../../channels/ivr/acting/value.ts';
import type { Act, Typed } from '../../../channels/ivr/call-state.ts';
import type { Call, Moved, TelephoneParts } from '../../../channels/ivr/parts.ts';
import { freshMenu, showView } from '../../../channels/ivr/telling/question.ts';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Registry } from '../../../machines/engine/registry.ts';
import { present } from '../../../machines/engine/view.ts';
import type { Locale } from '../../../machines/envelope.ts';
import { codesOf, nir } from '../../../test/paths/charts/expected-flow.ts';
import type { Reached } from './reached.ts';
import { sampleNow } from './sample.ts';

export interface Line {
  readonly registry: Registry;
  readonly insurer: Insurer;
  readonly locale: Locale;
}

/**
 * A call whose session stands still: the telephone’s own code answers every key, and nothing is sent. `said` is what is
 * heard on arriving.
 */
export class StandingCall {
  readonly said: Moved;
  private readonly parts: TelephoneParts;

  private constructor(parts: TelephoneParts, said: Moved) {
    this.parts = parts;
    this.said = said;
  }

  /** At the main menu. */
  static atMainMenu(line: Line): StandingCall {
    const parts = standingParts(line);
    return new StandingCall(parts, freshMenu(parts, callOn(line)));
  }

  /** Where its session is this one; `noted` where a number was typed before. */
  static async at(line: Line, reached: Reached, noted = false): Promise<StandingCall> {
    const { registry, insurer, locale } = line;
    const view = present(reached.session, { registry, insurer, now: sampleNow, wording: 'spoken' }, locale);
    const reply = { view, ...(reached.isProven && { provenHere: true }) };
    const parts = standingParts(line, reply);
    const { door, menu } = insurer;
    const { flow: first } = reached.session.entry;
    const fresh = callOn(line);
    const flow = menu.includes(first) ? door : first;
    const call: Call = { ...fresh, state: { ...fresh.state, flow, ...(noted && { nir }) } };
    return new StandingCall(parts, await showView(parts, call, view));
  }

  press(act: Act, { call, composed }: Moved = this.said): Promise<Moved> {
    return perform(this.parts, { ...call, state: { ...call.state, asked: composed.asked } }, act);
  }

  /** Field after field, each typed right, with what is read back; what follows the last is the session’s. */
  async questions(moved: Moved = this.said): Promise<readonly Moved[]> {
    const { typed } = moved.composed.asked;
    if (!typed) return [moved];
    if (typed.entry !== 'nir')
      return typed.last ? [moved] : [moved, ...(await this.questions(await this.type(moved, typed)))];
    const readBack = await this.type(moved, typed);
    if (typed.last) return [moved, readBack];
    const confirmed = await this.press({ do: 'confirm', name: typed.name }, readBack);
    return [moved, readBack, ...(await this.questions(confirmed))];
  }

  private type({ call, composed: { asked } }: Moved, typed: Typed): Promise<Moved> {
    const value = typed.entry === 'nir' ? nir.slice(0, 13) : codesOf(typed.length ?? 6).next;
    return valued(this.parts, { ...call, state: { ...call.state, asked } }, { kind: 'value', typed, value });
  }
}

/** A call of nobody’s, on a line whose number is not known. */
function callOn({ insurer, locale }: Line): Call {
  const access = { provider: 'twilio', insurer };
  return {
    conversation: { ...newCall(access, sampleNow), locale, turn: 1, token: '' },
    state: unasked({ call: '' }, access),
    prompt: { locale, say: [], next: { do: 'hang-up' }, nonce: '' },
    insurer,
    origin: { channel: 'ivr', source: '' },
  };
}

/** All that the telephone asks of the product between two answers. */
function standingParts({ registry, insurer }: Line, reply?: object): TelephoneParts {
  const shown = () => Promise.resolve(reply);
  const offer = { code: '12345678', token: '', until: sampleNow + insurer.policies.link.handOverMs };
  return {
    engine: {
      mint: () => '',
      preview: shown,
      start: shown,
      resume: shown,
      handOver: () => Promise.resolve(offer),
    },
    handOverMessages: { sendsSms: true },
    registry,
    clock: { now: () => sampleNow },
    vault: { digest: () => '' },
    publicUrl: 'https://guichet.example',
  } as unknown as TelephoneParts;
}
