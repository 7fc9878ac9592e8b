import { expect, it } from 'vitest';
import { createMetrics } from '../../server/metrics.ts';

it('a stored session that no chart can read is counted by its flow (P17)', async () => {
  const metrics = createMetrics();
  for (let i = 0; i < 2; i++) metrics.onEngine({ type: 'version-unknown', flow: 'sign-in', hash: 'h' });
  expect(await metrics.registry.metrics()).toContain('guichet_sessions_unreadable_total{flow="sign-in"} 2');
});
