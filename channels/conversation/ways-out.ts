import { universalChoices } from '../../machines/engine/offered.ts';

/** Choices that stand under questions of any kind, and answer none. */
export const waysOut: ReadonlySet<string> = new Set([
  ...universalChoices,
  'other-topics',
  'back',
  'new-link',
]);
