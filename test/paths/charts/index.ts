import { changeCode, chooseCode, codeReset, mailCode, newCode } from './codes.ts';
import type { ExpectedFlow } from './expected-flow.ts';
import { frontDoor, letterStatus, person, signInHelp } from './help.ts';
import { credentials, currentCode, mailCodeQuestion } from './questions.ts';
import { firstConnection, signIn } from './sign-in.ts';

const same = [
  frontDoor,
  signIn,
  firstConnection,
  codeReset,
  mailCode,
  mailCodeQuestion,
  newCode,
  changeCode,
  letterStatus,
  person,
];

/** Every flow that is shown to people, as it must be for an insurer whose ladder is like one of the demo's. */
export function expectedFlows(ladderOf: 'cpms' | 'abela', codeLength = 6): ReadonlyMap<string, ExpectedFlow> {
  const byLength = [credentials, currentCode, chooseCode].map((flow) => flow(codeLength));
  return new Map([...same, ...byLength, signInHelp[ladderOf]!].map((flow) => [flow.id, flow]));
}
