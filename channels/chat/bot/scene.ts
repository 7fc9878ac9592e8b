import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { ChoiceView, View } from '../../../machines/envelope.ts';
import type { Origin } from '../../../machines/flow.ts';
import type { MessageArguments } from '../../../machines/messages/format.ts';
import { insurerArguments } from '../../../machines/messages/insurer-arguments.ts';
import type { Conversation, Line, Standing } from '../../conversation/conversation.ts';
import { type ChatWord, sayIn } from '../words.ts';
import type { BotParts } from './parts.ts';

/** More than anybody writes to a desk; a conversation is no store for what else is pasted into it. */
const keptCharacters = 4_000;

/** What a line may carry beside its words. */
export type Carried = Pick<Line, 'choices' | 'link' | 'drawing'>;

/**
 * One handling of one conversation: a working copy that is committed whole or not at all, and the lines said
 * meanwhile. Made anew when the commit loses a race.
 */
export class Scene {
  readonly parts: BotParts;
  readonly origin: Origin;
  /** As it will be stored. */
  conversation: Conversation;
  /** Of the conversation. Unset where nobody wrote. */
  id: string | undefined;
  /** Names the message being handled, the same when it is handled again. Unset where nobody wrote. */
  input: string | undefined;
  /** The second wish was told just now. */
  notedLater = false;
  /** Whose the person is they say themselves, and may say again: no address tells it. */
  asksInsurer = false;
  /** What is told now was asked in the middle of something else. */
  looksAside = false;
  /** The last line before this handling. */
  readonly saidBefore: number;
  private standing: Standing | undefined;

  constructor(parts: BotParts, conversation: Conversation, origin: Origin) {
    this.parts = parts;
    this.conversation = conversation;
    this.origin = origin;
    this.saidBefore = this.lastSeq;
    this.standing = conversation.lines.findLast(({ stands }) => stands)?.stands;
  }

  get insurer(): Insurer | undefined {
    return this.parts.insurers.get(this.conversation.tenant ?? '');
  }

  get lastSeq(): number {
    return this.conversation.lines.at(-1)?.seq ?? 0;
  }

  /** Changes what is remembered; `undefined` forgets: JSON leaves it out of what is stored. */
  remember(changes: { readonly [Key in keyof Conversation]?: Conversation[Key] | undefined }): void {
    this.conversation = { ...this.conversation, ...changes } as Conversation;
  }

  forget(what: 'asked' | 'handedOver' | 'later'): this {
    this.remember({ [what]: undefined });
    return this;
  }

  /** What is said from here on is said where this view stands. */
  standAt(view: View): void {
    const { flow, state, turn, topic, fields, error } = view;
    const asks = fields.map(({ name }) => name);
    const refused = error && { id: error.id, ...(error.field !== undefined && { field: error.field }) };
    const told = { ...(topic !== undefined && { topic }), ...(refused && { error: refused }) };
    this.standing = { flow, state, turn, asks, ...told };
  }

  /** The person's own line, as it may be kept. */
  hear(text: string, sentAs: string): void {
    this.append({ from: 'person', text: text.slice(0, keptCharacters), sentAs });
  }

  /** One of the bot's own sentences. */
  say(id: ChatWord, args: MessageArguments = {}, carried: Carried = {}): void {
    this.line(this.word(id, args), carried);
  }

  /** A sentence of a view, or anything worded already. */
  line(text: string, carried: Carried = {}): void {
    if (text === '' && !carried.link && !carried.drawing) return;
    this.append({ from: 'bot', text, ...carried });
  }

  word(id: ChatWord, args: MessageArguments = {}, locale = this.conversation.locale): string {
    const about = this.insurer ? insurerArguments(this.insurer, locale, this.parts.clock.now()) : {};
    return sayIn(locale, id, { ...about, ...args });
  }

  /** Buttons stand under the last thing said. */
  offer(choices: readonly ChoiceView[]): void {
    const { lines } = this.conversation;
    const last = lines.at(-1);
    if (last?.from !== 'bot' || choices.length === 0) return;
    this.remember({ lines: [...lines.slice(0, -1), { ...last, choices }] });
  }

  private append(line: Omit<Line, 'seq' | 'id' | 'at'>): void {
    const { lines, startedAt } = this.conversation;
    const seq = this.lastSeq + 1;
    const id = `${startedAt.toString(36)}-${seq}`;
    const at = this.parts.clock.now();
    const stands = line.from === 'bot' && this.standing ? { stands: this.standing } : {};
    this.remember({ lines: [...lines, { seq, id, at, ...line, ...stands }] });
  }
}
