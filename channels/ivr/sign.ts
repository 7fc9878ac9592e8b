import { createHmac } from 'node:crypto';

export interface SigningKeys {
  readonly twilioToken?: string;
  readonly jambonzSecret?: string;
}

/**
 * The headers by which a provider signs a webhook. For tools that play the provider: the development telephone
 * and the benchmark. Undefined where there is no secret, so that nothing can be signed in production by mistake.
 */
export async function signatureHeaders(
  { twilioToken, jambonzSecret }: SigningKeys,
  provider: string,
  { url, body, nowMs }: { url: string; body: string; nowMs: number },
): Promise<Readonly<Record<string, string>> | undefined> {
  if (provider === 'twilio' && twilioToken) {
    const { getExpectedTwilioSignature } = await import('twilio/lib/webhooks/webhooks.js');
    const params = Object.fromEntries(new URLSearchParams(body));
    return { 'x-twilio-signature': getExpectedTwilioSignature(twilioToken, url, params) };
  }
  if (provider !== 'jambonz' || !jambonzSecret) return undefined;
  const t = Math.floor(nowMs / 1000);
  const v1 = createHmac('sha256', jambonzSecret).update(`${t}.${body}`).digest('hex');
  return { 'jambonz-signature': `t=${t},v1=${v1}` };
}
