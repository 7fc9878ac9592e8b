import { guardedQuestion } from '../shared/guarded-question.ts';
import { lengthProblem, nirProblem } from '../shared/secrets.ts';

/** Asks for NIR and code until they are right (L04, K01-K04), and says who it is. */
export const credentialsChart = guardedQuestion({
  id: 'credentials',
  fields: ['nir', 'code'],
  service: 'verifyCredentials',
  malformed: (values, codeLength) => nirProblem(values) ?? lengthProblem(values, 'code', codeLength),
  elsewhere: ['code-reset', 'change-code', 'sign-in-help'],
});
