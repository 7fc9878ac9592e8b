import { universalChoices } from '../../machines/engine/view.ts';

/** Choices that stand under questions of any kind, and answer none. */
export const waysOut: ReadonlySet<string> = new Set([
  ...universalChoices,
  'other-topics',
  'back',
  'new-link',
]);
