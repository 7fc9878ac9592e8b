import { hasLength, text } from '../shared/chart.ts';
import { guardedQuestion } from '../shared/guarded-question.ts';
import { nirProblem } from '../shared/secrets.ts';

/** Asks for NIR and the code of the letter that told the postal address (D04). */
export const letterProofQuestion = guardedQuestion({
  id: 'letter-proof',
  fields: ['nir', 'letterCode'],
  service: 'verifyLetterCode',
  malformed: (values) =>
    nirProblem(values) ??
    (hasLength(text(values, 'letterCode'), 6)
      ? undefined
      : { id: 'letter-code-length', field: 'letterCode' }),
  elsewhere: ['email-registration', 'sign-in'],
});
