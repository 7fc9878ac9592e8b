import { expect, it } from 'vitest';
import { loadInsurers } from '../../adapters/insurers/load.ts';
import { banner } from '../../server/banner.ts';
import { readConfig } from '../../server/config.ts';

const insurers = loadInsurers('adapters/insurers/demo');

it('lists the demo’s members of the insurers that are here, and no others', () => {
  const config = readConfig({});
  const all = banner(config, insurers);
  expect(all).toContain('292069935123493');
  expect(all).toContain('155019710102338');
  const acs = banner(
    config,
    insurers.filter(({ id }) => id === 'acs'),
  );
  expect(acs).not.toContain('292069935123493');
  expect(acs).toContain('155019710102338');
  expect(banner(config, [])).not.toContain('Demo members');
});
