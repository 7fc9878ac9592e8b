import { kindOfNumber, mask, type SecretKind } from './secrets/kind-of-number.ts';
import { numberGroups } from './secrets/number-groups.ts';
import { isMadeOfTelephones } from './secrets/telephones.ts';
import { toldPasswords } from './secrets/told-passwords.ts';

interface Found {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}

/** Most telling first: who writes a NIR and a code is told about the NIR. */
const gravity: readonly SecretKind[] = ['nir', 'iban', 'card', 'code', 'pin', 'link'];

/**
 * Whether a message holds what must not be stored, logged, matched or echoed (P13, X18): a NIR in any spelling,
 * written or said, a code, a PIN, a password told in words, a card or bank number, the address of a page that may open
 * something for whoever has it. When in doubt it does. `expecting` is the field being asked for
 * (`followUp`, `resumeCode`, `nationalId`): a number of its length passes. Throws on no text.
 */
export function looksSecret(text: string, expecting?: string): SecretKind | undefined {
  const kinds = secretsIn(text, expecting).map(({ kind }) => kind);
  return gravity.find((kind) => kinds.includes(kind));
}

/** A text that shows new ones after so many looks is full of them. */
const mostLooks = 4;

/**
 * The message with each secret replaced: what is left may be kept. Again on its own result it changes nothing. Takes a
 * few looks at most, however the text was made: where there would be more, no number is left in it (CWE-407).
 */
export function withoutSecrets(text: string, expecting?: string): string {
  let kept = text;
  // What is masked may show what stood beside it in another light.
  for (let looks = 0; looks < mostLooks; looks++) {
    const next = masked(kept, expecting);
    if (next === kept) return kept;
    kept = next;
  }
  // Beside what is masked even « un » counts: once more shows all of it.
  return withoutNumbers(withoutNumbers(kept));
}

const withoutNumbers = (text: string): string =>
  replaced(
    text,
    numberGroups(text).map(({ start, end }): Found => ({ kind: 'code', start, end })),
  );

const masked = (text: string, expecting?: string): string => replaced(text, secretsIn(text, expecting));

function replaced(text: string, secrets: readonly Found[]): string {
  let kept = '';
  let from = 0;
  for (const { kind, start, end } of secrets) {
    kept += text.slice(from, start) + (kind === 'link' ? linkMask : mask);
    from = end;
  }
  return kept + text.slice(from);
}

/** In the order they stand, none inside another. */
function secretsIn(text: string, expecting?: string): readonly Found[] {
  const ibans = [...text.matchAll(iban)]
    .filter(([found]) => found.replace(/\D/g, '').length >= fewestIbanDigits)
    .map(({ 0: found, index }): Found => ({ kind: 'iban', start: index, end: index + found.length }));
  const addresses = [...text.matchAll(mailOrWeb)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
  const links = [...text.matchAll(deepLink)].map(
    ({ 0: found, index }): Found => ({ kind: 'link', start: index, end: index + found.length }),
  );
  const inside = (places: readonly { start: number; end: number }[], start: number, end: number) =>
    places.some((place) => start < place.end && end > place.start);
  const words = toldPasswords(text)
    .filter(({ start, end }) => !inside([...ibans, ...links], start, end))
    .map((told): Found => ({ kind: 'code', ...told }));
  const numbers = numberGroups(text).flatMap((group): readonly Found[] => {
    if (inside([...ibans, ...links, ...words], group.start, group.end)) return [];
    if (inside(addresses, group.start, group.end) && group.digits.length < fewestNirDigits) return [];
    const kind = kindOfNumber(group, text, expecting);
    if (!kind || isMadeOfTelephones(group, text, expecting)) return [];
    return [{ kind, start: group.start, end: group.end }];
  });
  const banks = ibans.filter(({ start, end }) => !inside(links, start, end));
  return [...banks, ...links, ...words, ...numbers].sort((one, other) => one.start - other.start);
}

/**
 * Country, key, account: with or without spaces, right or mistyped (14 to 34 characters, ISO 13616). Character by character:
 * one that may be read in groups of several lengths takes a second for a page of letters.
 */
const iban = /(?<![\p{L}\p{N}])\p{L}{2}\d{2}(?:[\s.-]{0,2}[\p{L}\d]){10,30}(?![\p{L}\p{N}])/gu;
const fewestIbanDigits = 10;
/** Digits in an address of mail or of a page are its own, unless they are many. */
const mailOrWeb = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}|https?:\/\/\S+/gu;
const fewestNirDigits = 9;
/** Further in than a site's first page: what stands there may be a token. */
const deepLink = /(?:https?:\/\/|www\.)[^\s/?#]+[/?#][^\s]+/giu;
const linkMask = '[lien masqué]';
