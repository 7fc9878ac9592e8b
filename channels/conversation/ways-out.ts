/** Choices that stand under questions of any kind, and answer none. */
export const waysOut: ReadonlySet<string> = new Set([
  'other-topics',
  'back',
  'person',
  'start-over',
  'stop',
  'new-link',
]);
