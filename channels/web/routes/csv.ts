import type { Reimbursement } from '../../../machines/ports/member-record.ts';
import type { PageScope } from '../context.ts';

/**
 * Reimbursements for a spreadsheet: semicolons and decimal commas in French, as French spreadsheets expect,
 * with a byte order mark so that accents survive.
 */
export function reimbursementsCsv({ say, locale }: PageScope, rows: readonly Reimbursement[]): string {
  const separator = locale === 'fr' ? ';' : ',';
  const money = (cents: number) => {
    const text = (cents / 100).toFixed(2);
    return locale === 'fr' ? text.replace('.', ',') : text;
  };
  const head = ['date', 'who', 'act', 'spent', 'social-security', 'insurer', 'left', 'paid-on'].map((id) =>
    say(`area.${id}`),
  );
  const lines = rows.map((row) => [
    row.date,
    row.beneficiary,
    row.act,
    money(row.spentCents),
    money(row.socialSecurityCents),
    money(row.insurerCents),
    money(row.spentCents - row.socialSecurityCents - row.insurerCents),
    row.paidOn,
  ]);
  return `\uFEFF${[head, ...lines].map((cells) => cells.map(quoted).join(separator)).join('\r\n')}\r\n`;
}

/** Quoted always; a leading sign that a spreadsheet would run as a formula is defused (ASVS 1.2.10). */
const quoted = (cell: string) => `"${cell.replace(/^([=+\-@\t\r])/, "'$1").replaceAll('"', '""')}"`;
