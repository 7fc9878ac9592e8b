/**
 * One plain mailbox (D02, D04). Mail libraries read a list where one address was meant and let a line break
 * start another header, so what is stored must be neither: no display name, quotes, comments, routes or lists.
 */
const MAX_CHARACTERS = 254;
const MAX_LOCAL_PART = 64;

/** RFC 5322's dot-atom without `!` and `%`, by which old relays route elsewhere; a leading dash is an option. */
const LOCAL_PART = /^(?!-)[\w#$&'*+/=?^`{|}~-]+(?:\.[\w#$&'*+/=?^`{|}~-]+)*$/;
/** Two labels or more; the last begins with a letter, so that no IP address passes for a name. */
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z](?:[a-z\d-]{0,61}[a-z\d])$/;

/**
 * The address to store and send to: spaces around it and invisible marks removed, domain in lower case, local
 * part as typed (its case may matter). Undefined when the text is anything but one ASCII mailbox of at most 254 characters.
 */
export function parseEmail(text: string): string | undefined {
  const typed = text.replaceAll(/\p{Cf}/gu, '').replaceAll(/^\p{Zs}+|\p{Zs}+$/gu, '');
  if (typed.length > MAX_CHARACTERS) return undefined;
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, Math.max(at, 0));
  const domain = typed.slice(at + 1).toLowerCase();
  if (local.length > MAX_LOCAL_PART || !LOCAL_PART.test(local) || !DOMAIN.test(domain)) return undefined;
  return `${local}@${domain}`;
}
