import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { PageScope } from '../../../channels/web/context.ts';
import { reimbursementsCsv } from '../../../channels/web/routes/csv.ts';
import { webWords } from '../../../channels/web/words.ts';

/** What somebody keeps of their reimbursements: each amount under its own name, as their spreadsheet reads it (L13). */
const row = {
  id: 'r1',
  date: '2026-02-03',
  beneficiary: 'Ève',
  act: 'Lunettes, verres',
  spentCents: 30_005,
  socialSecurityCents: 1_207,
  insurerCents: 20_000,
  paidOn: '2026-02-09',
};
const amounts = { spent: '300.05', 'social-security': '12.07', insurer: '200.00', left: '87.98' } as const;

it.each([
  ['fr', ';'],
  ['en', ','],
] as const)('in %s each amount stands under its own name', (locale, delimiter) => {
  const say = (id: string) => webWords[`web.${id}`]![locale];
  const csv = reimbursementsCsv({ say, locale } as PageScope, [row]);
  const [read, ...others] = parse(csv, { bom: true, delimiter, columns: true }) as Record<string, string>[];
  expect(others).toEqual([]);
  const written = (amount: string) => (locale === 'fr' ? amount.replace('.', ',') : amount);
  expect(read).toEqual({
    [say('area.date')]: row.date,
    [say('area.who')]: row.beneficiary,
    [say('area.act')]: row.act,
    ...Object.fromEntries(
      Object.entries(amounts).map(([id, amount]) => [say(`area.${id}`), written(amount)]),
    ),
    [say('area.paid-on')]: row.paidOn,
  });
});
