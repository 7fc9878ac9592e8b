import { hasLength, text } from '../shared/chart.ts';
import { guardedQuestion } from '../shared/guarded-question.ts';
import { nirProblem } from '../shared/secrets.ts';

/** Asks for NIR and the short code of the mail, which prove as much as the mail's link (X11). */
export const mailCodeQuestion = guardedQuestion({
  id: 'mail-code-question',
  fields: ['nir', 'mailCode'],
  service: 'verifyMailCode',
  malformed: (values) =>
    nirProblem(values) ??
    (hasLength(text(values, 'mailCode'), 8) ? undefined : { id: 'mail-code-length', field: 'mailCode' }),
  elsewhere: ['code-reset', 'sign-in'],
});
