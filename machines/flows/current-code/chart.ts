import { parseNir } from '../../domain/nir.ts';
import { codeProblem } from '../../domain/personal-code.ts';
import type { Values } from '../../fields.ts';
import type { Refusal } from '../../flow.ts';
import { text } from '../shared/chart.ts';
import { guardedQuestion } from '../shared/guarded-question.ts';
import { confirmationProblem, lengthProblem, nirProblem } from '../shared/secrets.ts';

/** The form « modifier son mot de passe » (F06): whoever knows a code may replace it, no session needed (F10). */
export const currentCodeChart = guardedQuestion({
  id: 'current-code',
  fields: ['nir', 'currentCode', 'newCode', 'confirmCode'],
  service: 'changeCode',
  malformed: (values, codeLength) =>
    nirProblem(values) ??
    lengthProblem(values, 'currentCode', codeLength) ??
    lengthProblem(values, 'newCode', codeLength) ??
    confirmationProblem(values) ??
    easyProblem(values, codeLength),
  elsewhere: ['code-reset', 'sign-in', 'sign-in-help'],
});

/** X05: judged on what was typed, so that nobody learns more than they know (P07). */
function easyProblem(values: Values, length: number): Refusal | undefined {
  const nir = parseNir(text(values, 'nir'));
  if (!nir.ok) return undefined;
  const problem = codeProblem(text(values, 'newCode'), {
    nir: nir.nir,
    length,
    previous: text(values, 'currentCode'),
  });
  return problem && { id: problem, field: 'newCode' };
}
