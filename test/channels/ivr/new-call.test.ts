import { expect, test } from 'vitest';
import { idOf } from '../../../channels/ivr/acting/new-call.ts';

test('P13 a call is stored under a digest of the provider’s id of it, which tells one insurer’s and provider’s from another’s', () => {
  const sid = 'CA0123456789abcdef0123456789abcdef';
  const at = (provider: string, id: string) => idOf(sid, { provider, insurer: { id } });
  const ids = [at('twilio', 'acs'), at('twilio', 'cpms'), at('jambonz', 'acs')];
  expect(new Set(ids).size).toBe(3);
  expect(at('twilio', 'acs')).toBe(ids[0]);
  for (const id of ids) expect(id).toMatch(/^(?:twilio|jambonz):[\w-]{43}$/);
});
