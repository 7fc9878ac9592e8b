import { type Figures, type Judged, outcomeOf } from './evaluation.ts';

const percent = (part: number, whole: number) =>
  `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;

export function figuresTable(figures: Figures, measured = 'sentences held out'): string {
  const { inScope, outOfScope } = figures;
  const rows = [
    ['right first door (gone to, or first of the two asked about)', percent(figures.rightFirst, inScope)],
    ['gone to at once, and right', percent(figures.sureAndRight, inScope)],
    ['gone to at once, and wrong', percent(figures.sureAndWrong, inScope)],
    ['not understood', percent(figures.nothing, inScope)],
    ['out of scope: a flow begun all the same', percent(figures.outOfScopeBegun, outOfScope)],
    ['out of scope: led to a person', percent(figures.outOfScopePerson, outOfScope)],
    ['out of scope: « did you mean »', percent(figures.outOfScopeAsked, outOfScope)],
  ];
  return table(['measure', measured], rows);
}

/** In one sentence, for sentences that are all out of scope. */
export function outOfScopeFigures(figures: Figures): string {
  const { outOfScope, outOfScopeBegun, outOfScopePerson, outOfScopeAsked } = figures;
  return `a flow began for ${percent(outOfScopeBegun, outOfScope)}, a person was led to for ${percent(outOfScopePerson, outOfScope)}, and « did you mean » was asked for ${percent(outOfScopeAsked, outOfScope)}`;
}

/** Rows are what was meant, columns where it led; `?` is « did you mean ». Zeros are left empty. */
export function confusionTable(all: readonly Judged[]): string {
  const doors = [...new Set(all.map(({ sentence }) => sentence.door))].sort(lastNone);
  const columns = [...doors.filter((door) => door !== 'none'), '?', 'none'];
  const count = (door: string, outcome: string) =>
    all.filter((one) => one.sentence.door === door && outcomeOf(one) === outcome).length;
  const rows = doors.map((door) => [door, ...columns.map((column) => String(count(door, column) || ''))]);
  return table(['meant ↓ led to →', ...columns], rows);
}

const lastNone = (one: string, other: string) =>
  Number(one === 'none') - Number(other === 'none') || one.localeCompare(other);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
