import { changeCode, chooseCode, codeReset, mailCode, newCode } from './codes.ts';
import { careRequest, person, personToCall } from './desk.ts';
import { ecps, ecpsPassword, ecpsTrouble } from './ecps.ts';
import { ecpsCard } from './ecps-card.ts';
import { ecpsMail } from './ecps-mail.ts';
import { emailRegistration, letterProof } from './email.ts';
import type { ExpectedFlow } from './expected-flow.ts';
import { frontDoor, letterStatus, signInHelp } from './help.ts';
import { information } from './information.ts';
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
  information,
  careRequest,
  emailRegistration,
  letterProof,
  ecps,
  ecpsCard,
  ecpsMail,
  ecpsPassword,
  ecpsTrouble,
];

/** Every flow that is shown to people, as it must be for an insurer whose ladder is like one of the demo's. */
export function expectedFlows(
  ladderOf: 'cpms' | 'abela',
  codeLength = 6,
  writes = true,
): ReadonlyMap<string, ExpectedFlow> {
  const desk = writes ? person : personToCall;
  const byLength = [credentials, currentCode, chooseCode].map((flow) => flow(codeLength));
  return new Map([...same, desk, ...byLength, signInHelp[ladderOf]!].map((flow) => [flow.id, flow]));
}
