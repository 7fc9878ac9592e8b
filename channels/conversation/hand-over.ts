import type { FieldView, View } from '../../machines/envelope.ts';
import { declared } from '../../machines/fields.ts';
import type { ChannelCapabilities } from '../channel.ts';

/** Why a view goes to another channel (X20). Each has its own words. */
export type HandOverReason =
  | 'secret'
  | 'identifier'
  | 'picture'
  | 'long-text'
  | 'human-check'
  | 'two-secrets'
  | 'policy';

/** A field as far as it matters here: asked now, or after this. */
export type Asked = Pick<FieldView, 'name' | 'kind' | 'secret' | 'options'>;

export interface HandOverRules {
  readonly capabilities: ChannelCapabilities;
  /** Fields that the insurer does not want asked on this channel, although the channel could. */
  readonly refuses?: (field: Asked) => boolean;
}

/**
 * The one place that decides what a sequential channel hands over to the web, and why (X20): from what the
 * channel is able to do and the kind of what the view asks or shows, never from the flow. A view with one such
 * field goes over whole, because its fields are one answer; so does what only leads to such a field, or people would
 * give it here and again there.
 */
export function handOverReason(
  view: View,
  { capabilities, refuses }: HandOverRules,
): HandOverReason | undefined {
  const { takesSecrets, showsImages, showsLongTexts } = capabilities;
  const asked: readonly Asked[] = view.fields.length > 0 ? [...view.fields, ...ahead(view)] : [];
  if (!takesSecrets && asked.some(({ secret }) => secret)) return 'secret';
  if (!takesSecrets && asked.some(({ name }) => declared(name)?.identifier)) return 'identifier';
  // Work for a browser, or an image beside a secret.
  if (asked.some(({ name }) => declared(name)?.kind === 'human-check')) return 'human-check';
  if (!showsLongTexts && asked.some(({ name }) => declared(name)?.longText)) return 'long-text';
  // What a telephone scans activates something: where secrets may not be, it may not be either.
  if (view.qr && (!showsImages || !takesSecrets)) return 'picture';
  if (secretsAsked(asked) > 1) return 'two-secrets';
  return refuses && asked.some(refuses) ? 'policy' : undefined;
}

const ahead = (view: View): readonly Asked[] =>
  (view.ahead ?? []).flatMap((name) => {
    const field = declared(name);
    return field ? [{ name, kind: field.kind, secret: field.secret }] : [];
  });

/** A secret that is typed twice is one: the second time only confirms it. */
const secretsAsked = (asked: readonly Asked[]): number =>
  asked.filter(({ name, secret }) => secret && !declared(name)?.repeats).length;
