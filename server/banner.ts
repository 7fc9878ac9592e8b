import { demoRows } from '../adapters/insurers/demo/seed.ts';
import type { Insurer } from '../machines/domain/insurer.ts';
import type { Config } from './config.ts';

const states: Readonly<Record<string, string>> = {
  active: 'active',
  'never-connected': 'never connected',
  'old-terms': 'old terms version',
  deactivated: 'deactivated',
  blocked: 'blocked',
  'letter-posted': 'letter posted',
  'letter-late': 'letter late',
  'letter-returned': 'letter returned',
};

/**
 * What a start outside production prints for whoever started it. The demo's members stand here in clear, and nowhere else
 * (P13).
 */
export function banner({ demo, publicUrl }: Config, insurers: readonly Insurer[]): string {
  const lines = ['', 'Guichet is ready:', `  ${publicUrl}/`];
  for (const { id, name } of insurers) lines.push(`  ${`${publicUrl}/${id}/`.padEnd(40)} ${name}`);
  lines.push(`  ${publicUrl}/docs`);
  lines.push(`  ${`${publicUrl}/dev`.padEnd(40)} telephone, chat and web side by side`);
  lines.push(`  ${`${publicUrl}/dev/outbox`.padEnd(40)} mails, letters and SMS`);
  if (demo) lines.push(...table(new Set(insurers.map(({ id }) => id))));
  return `${lines.join('\n')}\n\n`;
}

/** The demo's members of the insurers that are here. */
function table(present: ReadonlySet<string>): string[] {
  const here = demoRows.filter(({ tenant }) => present.has(tenant));
  if (here.length === 0) return [];
  const rows = here.map(({ row, tenant, nir, code, codeKind, state, email, emailState }) => [
    String(row),
    tenant,
    nir,
    codeKind === 'personal' ? code : `${code} (${codeKind})`,
    states[state] ?? state,
    email ? `${email}${emailState === 'pending' ? ' (pending)' : ''}` : '–',
  ]);
  const all = [['#', 'insurer', 'NIR', 'code', 'state', 'e-mail'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((cells) => cells[column]!.length)));
  return [
    '',
    'Demo members:',
    ...all.map(
      (cells) =>
        `  ${cells
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}`,
    ),
  ];
}
