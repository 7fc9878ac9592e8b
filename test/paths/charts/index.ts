import { changeCode, chooseCode, codeReset, mailCode, newCode } from './codes.ts';
import type { ExpectedFlow } from './expected-flow.ts';
import { frontDoor, letterStatus, person, signInHelp } from './help.ts';
import { credentials, currentCode, mailCodeQuestion } from './questions.ts';
import { firstConnection, signIn } from './sign-in.ts';

const same = [
  frontDoor,
  signIn,
  credentials,
  firstConnection,
  chooseCode,
  codeReset,
  mailCode,
  mailCodeQuestion,
  newCode,
  changeCode,
  currentCode,
  letterStatus,
  person,
];

/** Every flow that is shown to people, as it must be for an insurer whose ladder is like one of the demo's. */
export function expectedFlows(ladderOf: 'cpms' | 'abela'): ReadonlyMap<string, ExpectedFlow> {
  return new Map([...same, signInHelp[ladderOf]!].map((flow) => [flow.id, flow]));
}
