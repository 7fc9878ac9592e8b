/** How soon the bot looks at the session again after it has given it away. ms. */
export const firstLookMs = 1_000;
const longestMs = 30_000;
/** After so long nobody is watching the conversation: whoever writes is up to date at once anyway. ms. */
const patientMs = 30 * 60_000;
const rareMs = 5 * 60_000;

/** When to look next whether something has moved: an eighth of the time since it last did, within bounds. */
export function nextLook(now: number, since: number): number {
  const age = now - since;
  return now + Math.min(age < patientMs ? longestMs : rareMs, Math.max(firstLookMs, age / 8));
}
