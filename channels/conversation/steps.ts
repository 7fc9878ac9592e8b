import type { FieldView, View } from '../../machines/envelope.ts';

/** Why a view goes to another channel (X20). Each has its own words. */
export type HandOverReason =
  | 'secret'
  | 'identifier'
  | 'picture'
  | 'long-text'
  | 'human-check'
  | 'two-secrets'
  | 'policy';

/** What a sequential channel does next. Computed from the view, never stored. */
export type Step =
  /** Ask this field. `position` from 1 `of` how many. */
  | { readonly kind: 'field'; readonly field: FieldView; readonly position: number; readonly of: number }
  /** Read back what matters before it is sent; yes sends, no asks the field again. */
  | { readonly kind: 'confirm'; readonly field: FieldView; readonly value: string | boolean }
  /** Everything asked is there. */
  | { readonly kind: 'submit' }
  /** Nothing to type: one of the view's choices. */
  | { readonly kind: 'choose' }
  | { readonly kind: 'hand-over'; readonly reason: HandOverReason }
  /** The session has ended, or goes on where this channel does not see it. */
  | { readonly kind: 'over' };

export type StepOf = (view: View, gathered: Readonly<Record<string, string | boolean>>) => Step;
