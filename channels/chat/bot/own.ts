/** Ids of the bot's own buttons. They are told apart from those of views by their words, never by chance. */
export const own = {
  newLink: 'new-link',
  correct: 'correct',
  skip: 'skip',
  later: 'later',
  elsewhere: 'none-of-these',
  door: (door: string) => `door:${door}`,
  insurer: (id: string) => `insurer:${id}`,
} as const;

/** The insurer that a button of these stands for. */
export const insurerIn = (choice: string | undefined): string | undefined =>
  choice?.startsWith('insurer:') ? choice.slice('insurer:'.length) : undefined;
