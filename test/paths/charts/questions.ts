import { codesOf, type ExpectedFlow, link, nir, verified } from './expected-flow.ts';
import { expectedQuestion } from './guarded-question.ts';

/** L04, L08, K01-K04. */
export function credentials(length: number): ExpectedFlow {
  const { current: code, short } = codesOf(length);
  return expectedQuestion({
    id: 'credentials',
    fields: ['nir', 'code'],
    elsewhere: ['code-reset', 'change-code', 'sign-in-help'],
    answers: {
      typed: { nir, code },
      'malformed NIR': { nir: '184061305501229', code },
      'short code': { nir, code: short },
    },
    malformed: { 'malformed NIR': 'nir-invalid@nir', 'short code': 'code-length@code' },
    wrong: 'wrong-credentials',
    accepted: {
      ready: verified('ready'),
      'terms due': verified('terms-due'),
      temporary: verified('temporary'),
    },
    blocks: true,
    begun: {
      plain: { to: 'awaiting-secret' },
      'after the first connection': {
        given: { notices: ['first-connection.code-saved'] },
        to: 'awaiting-secret',
      },
      'as its first step': {
        given: { notices: ['first-connection.intro', 'first-connection.where'] },
        to: 'awaiting-secret',
      },
      'sent back': {
        given: { error: { id: 'wrong-credentials' } },
        to: 'awaiting-secret !wrong-credentials',
      },
      'sent back by a failure': {
        given: { error: { id: 'unavailable' } },
        to: 'awaiting-secret !unavailable',
      },
      'sent back to the first step': {
        given: {
          notices: ['first-connection.intro', 'first-connection.where'],
          error: { id: 'wrong-credentials' },
        },
        to: 'awaiting-secret !wrong-credentials',
      },
    },
  });
}

/** F06, F09, F10, X05. */
export function currentCode(length: number): ExpectedFlow {
  const { current: code, next: other, other: third, short, long, easy } = codesOf(length);
  return expectedQuestion({
    id: 'current-code',
    fields: ['nir', 'currentCode', 'newCode', 'confirmCode'],
    elsewhere: ['code-reset', 'sign-in', 'sign-in-help'],
    answers: {
      typed: { nir, currentCode: code, newCode: other, confirmCode: other },
      'malformed NIR': { nir: '12', currentCode: code, newCode: other, confirmCode: other },
      'short current code': { nir, currentCode: long, newCode: other, confirmCode: other },
      'short new code': { nir, currentCode: code, newCode: short, confirmCode: short },
      'two new codes': { nir, currentCode: code, newCode: other, confirmCode: third },
      'easy new code': { nir, currentCode: code, newCode: easy, confirmCode: easy },
      'same code again': { nir, currentCode: code, newCode: code, confirmCode: code },
    },
    malformed: {
      'malformed NIR': 'nir-invalid@nir',
      'short current code': 'code-length@currentCode',
      'short new code': 'code-length@newCode',
      'two new codes': 'codes-differ@confirmCode',
      'easy new code': 'code-too-easy@newCode',
      'same code again': 'code-too-easy@newCode',
    },
    wrong: 'current-wrong@currentCode',
    accepted: { changed: true },
    refused: { 'was theirs already': 'code-too-easy@newCode' },
    blocks: true,
    begun: { plain: { to: 'awaiting-secret' } },
  });
}

/** X11. */
export const mailCodeQuestion = expectedQuestion({
  id: 'mail-code-question',
  fields: ['nir', 'mailCode'],
  elsewhere: ['code-reset', 'sign-in'],
  answers: {
    typed: { nir, mailCode: '12345678' },
    'malformed NIR': { nir: '999', mailCode: '12345678' },
    'short mail code': { nir, mailCode: '1234567' },
  },
  malformed: { 'malformed NIR': 'nir-invalid@nir', 'short mail code': 'mail-code-length@mailCode' },
  wrong: 'wrong-credentials',
  accepted: { proven: link },
  refused: { spent: 'link-spent' },
  blocks: false,
  begun: { plain: { to: 'awaiting-secret' } },
});
