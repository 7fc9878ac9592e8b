import type { Locale } from '../../../machines/envelope.ts';

/**
 * What people ask that no flow is about: a machine or not, a fraud they met, whether to trust this conversation, their
 * data, how long a letter takes, what their number is for, where it is found, why it is asked once more, what was begun
 * elsewhere, what serves without a computer, the check for who cannot see a picture, what a resume code is, who is a
 * member, what somebody else did or asked for in their name.
 */
export type About =
  | 'robot'
  | 'fraud'
  | 'trust'
  | 'data'
  | 'delay'
  | 'why'
  | 'nir'
  | 'given'
  | 'begun'
  | 'offline'
  | 'unseen'
  | 'resuming'
  | 'membership'
  | 'intruder'
  | 'unasked'
  | 'typed'
  | 'unheard'
  | 'later';

/**
 * Where a sentence leads: a flow id (`code-reset`), or a topic of `information` as `information:card-legend`,
 * or `person`.
 */
export type Door = string;

/** Danger to life; somebody who may take their own, which is one; somebody in hospital. */
export type Urgency = 'danger' | 'despair' | 'hospital';

/** What a sentence was taken to mean. Computed offline from our own sentences; nothing is kept of the text. */
export interface Understood {
  /** `sure`: go there. `unsure`: ask « did you mean » with the first two. `none`: ask again, or offer a person. */
  readonly verdict: 'sure' | 'unsure' | 'none';
  /** Best first, at most three. `score` from 0 to 1. */
  readonly doors: readonly { readonly door: Door; readonly score: number }[];
  /** The part of what the first door tells that the message names: `information:zone-b` of the card’s legend. */
  readonly part?: Door;
  /** A second wish in the same message, when it is as clear as the first. */
  readonly second?: Door;
  /** Danger to life comes first (15, 112); then someone in hospital (the care desk's number first, D13). */
  readonly urgency?: Urgency;
  /** A page that was given does not open, or another is wanted: where one is waited for, it is that one. */
  readonly linkTrouble?: true;
  /** Asks about the one they are talking to; answered before any wish. */
  readonly about?: About;
  /** It opens as a question does. */
  readonly asks?: true;
  /** The language it is plainly written in. */
  readonly tongue?: Locale;
  readonly angry?: true;
  /** « Désolé, je ne savais pas ». */
  readonly apologises?: true;
  /** Someone has died: nobody is led on without a word. */
  readonly bereaved?: true;
  /** They act for somebody else, of their family or by a mandate. */
  readonly forAnother?: true;
  /** « Et si… ? »: they only wonder what would be. */
  readonly supposes?: true;
  /** They do not want what is named. */
  readonly refuses?: true;
  /** A question, a denial, or something put off: no plain wish. */
  readonly wonders?: true;
  /** « Merci beaucoup »; perhaps « c’est noté », « super », unless a wish is heard in these few words. */
  readonly acknowledges?: 'plainly' | 'perhaps';
  /** What they came for is done. */
  readonly solved?: true;
  /** They want to be called. */
  readonly callBack?: true;
  readonly greets?: true;
  /** They greet as one does in the evening. */
  readonly evening?: true;
  readonly thanks?: true;
}

/** An answer on offer, as people may name it. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** What it answers, where some words answer only that: « il a 5 chiffres » says no to nothing else. */
  readonly question?: string;
}

export interface Understanding {
  /** Which door a sentence is for. Under 5 ms; throws on nothing a person can type. */
  understand(text: string): Understood;
  /** Words that mean the same everywhere: yes, no, repeat, go back, start over, stop, a person, a number's word. */
  command(text: string): Command | undefined;
  /**
   * Which of these is meant: by its label or enough of it, its number (« 2 », « la deuxième »), or a synonym.
   * Undefined when none is, or when two are equally, or when they only wonder (« et si… »). `known`: what the text was
   * understood as, where it was.
   */
  choose(
    text: string,
    choices: readonly Choice[],
    known?: Pick<Understood, 'verdict' | 'doors'>,
  ): string | undefined;
  /** Of these, the one that cannot be taken back and was meant in other words than its own: to be asked about first. */
  weighed(text: string, choices: readonly Choice[]): string | undefined;
  /** Which of these the wish that led to their question has named already. Undefined when none is, or two are. */
  alreadySaid(wish: string, choices: readonly Choice[]): string | undefined;
  /** What stands behind a choice that only leads to a list of it: naming one of these chooses the way to it. */
  openedBy(choice: string): readonly string[];
}

export type Command =
  | 'yes'
  | 'no'
  | 'repeat'
  | 'back'
  | 'correct'
  | 'start-over'
  | 'stop'
  | 'person'
  | 'resume'
  | 'wait'
  | 'menu'
  /** What else may be chosen. */
  | 'options'
  /** A code that leads elsewhere with what is under way. */
  | 'elsewhere'
  /** « Je ne sais pas »: to a question whose answer they cannot give. */
  | 'unknown'
  /** « Autre chose »: none of what is offered here. */
  | 'other-topics'
  /** Back to the question that was being asked. */
  | 'question'
  /** « Aide », and nothing else. */
  | 'help'
  /** Another insurer than the one chosen before. */
  | 'change-insurer'
  /** To be spoken to in that language from here on. */
  | 'in-french'
  | 'in-english';
