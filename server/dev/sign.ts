import { signJambonz } from '../../channels/ivr/providers/jambonz.ts';
import { loadTwilio } from '../../channels/ivr/providers/twilio.ts';

export interface SigningKeys {
  readonly twilioToken?: string;
  readonly jambonzSecret?: string;
}

/**
 * The headers by which a provider signs a webhook, for the development telephone, which plays the provider. Undefined
 * where there is no secret, so that nothing can be signed in production by mistake.
 */
export async function signatureHeaders(
  { twilioToken, jambonzSecret }: SigningKeys,
  provider: string,
  { url, body, nowMs }: { url: string; body: string; nowMs: number },
): Promise<Readonly<Record<string, string>> | undefined> {
  if (provider === 'twilio' && twilioToken) {
    const { getExpectedTwilioSignature } = await loadTwilio();
    const params = Object.fromEntries(new URLSearchParams(body));
    return { 'x-twilio-signature': getExpectedTwilioSignature(twilioToken, url, params) };
  }
  if (provider !== 'jambonz' || !jambonzSecret) return undefined;
  const t = String(Math.floor(nowMs / 1000));
  return { 'jambonz-signature': `t=${t},v1=${signJambonz(jambonzSecret, t, body).toString('hex')}` };
}
