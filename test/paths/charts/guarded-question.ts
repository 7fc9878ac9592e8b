import { chose, type ExpectedFlow, type ExpectedState } from './expected-flow.ts';

export interface ExpectedQuestion {
  readonly id: string;
  readonly fields: readonly string[];
  readonly elsewhere: readonly string[];
  readonly answers: NonNullable<ExpectedFlow['answers']>;
  /** Answers refused as such, uncounted: variant → refusal. */
  readonly malformed: Readonly<Record<string, string>>;
  /** What it says of a wrong secret: `id` or `id@field`. */
  readonly wrong: string;
  /** What the secret stands for, by name. */
  readonly accepted: Readonly<Record<string, unknown>>;
  /** Further refusals of its own, each leading back to the question: name → refusal. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Whether failures may block the number for good (X04), or only make it wait (X11). */
  readonly blocks: boolean;
  readonly begun: ExpectedFlow['begun'];
}

const proofOfWork = { id: 'c', kind: 'proof-of-work', expiresAt: 0 };
const image = { id: 'c', kind: 'image', image: 'data:image/png;base64,', expiresAt: 0 };

const plain = 'awaiting-secret';
const checked = 'awaiting-secret-and-check';

/** K01-K04, X04, X17, P03: any question whose answer is a secret. */
export function expectedQuestion(question: ExpectedQuestion): ExpectedFlow {
  const { id, fields, elsewhere, answers, malformed, wrong, accepted, blocks, begun } = question;
  const refusals = { ...question.refused };
  const refusal = (text: string) => {
    const [error, field] = text.split('@');
    return { id: error!, ...(field && { field }) };
  };
  const required = { id: 'check-required', field: 'humanCheck' };
  const wait = { refused: { id: 'wait', retryAt: 0 } };
  const verification: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(accepted).map(([name, output]) => [name, { accepted: output }])),
    wrong: { refused: refusal(wrong) },
    'wrong, check due': { refused: refusal(wrong), check: proofOfWork },
    'check missing': { refused: required, check: proofOfWork },
    'check wrong': { refused: { id: 'check-wrong', field: 'humanCheck' }, check: proofOfWork },
    wait,
    'wait, check kept': { ...wait, check: proofOfWork },
    // No check ends a block: none is kept.
    ...(blocks && { blocked: { refused: { id: 'blocked' } } }),
    ...Object.fromEntries(Object.entries(refusals).map(([name, text]) => [name, { refused: refusal(text) }])),
  };
  const answered = (here: string) => ({
    'answered typed': 'verifying',
    ...Object.fromEntries(
      Object.entries(malformed).map(([name, text]) => [`answered ${name}`, `${here} !${text}`]),
    ),
  });
  const states: Record<string, ExpectedState> = {
    [plain]: {
      says: [`${id}.ask`],
      asks: fields,
      offers: elsewhere,
      on: { ...answered(plain), ...chose(elsewhere, 'left') },
    },
    [checked]: {
      says: [`${id}.ask`, 'check.needed'],
      asks: [...fields, 'humanCheck'],
      offers: ['check-proof', 'check-image', 'check-wait', ...elsewhere],
      on: {
        ...answered(checked),
        'chose check-proof': 'issuing-check',
        'chose check-image': 'issuing-check',
        'chose check-wait': 'waiting-for-check',
        ...chose(elsewhere, 'left'),
      },
    },
    'waiting-for-check': {
      says: ['check.waiting'],
      offers: ['back', ...elsewhere],
      on: { 'after checkWait': plain, 'chose back': checked, ...chose(elsewhere, 'left') },
    },
    verifying: {
      on: {
        ...Object.fromEntries(Object.keys(accepted).map((name) => [`verification: ${name}`, 'accepted'])),
        'verification: wrong': `${plain} !${wrong}`,
        'verification: wrong, check due': `${checked} !${wrong}`,
        'verification: check missing': `${checked} !check-required@humanCheck`,
        'verification: check wrong': `${checked} !check-wrong@humanCheck`,
        'verification: wait': `${plain} !wait`,
        'verification: wait, check kept': `${checked} !wait`,
        ...(blocks && { 'verification: blocked': `${plain} !blocked` }),
        ...Object.fromEntries(
          Object.entries(refusals).map(([name, text]) => [`verification: ${name}`, `${plain} !${text}`]),
        ),
        // A check that was answered may be used up: another is asked for.
        'verification fails': [`${plain} !unavailable`, 'issuing-check'],
      },
    },
    'issuing-check': {
      on: {
        'check: proof': [checked, `${checked} !unavailable`],
        'check: image': [checked, `${checked} !unavailable`],
        'check fails': `${checked} !unavailable`,
      },
    },
    accepted: {},
    left: {},
  };
  return { id, begun, answers, outcomes: { verification, check: { proof: proofOfWork, image } }, states };
}
