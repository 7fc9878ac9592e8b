import type { Flow } from '../flow.ts';
import { careRequest } from './care-request/index.ts';
import { changeCode } from './change-code/index.ts';
import { chooseCode } from './choose-code/index.ts';
import { codeReset } from './code-reset/index.ts';
import { credentials } from './credentials/index.ts';
import { currentCode } from './current-code/index.ts';
import { ecpsCard } from './ecps/card/index.ts';
import { ecps } from './ecps/index.ts';
import { ecpsMail } from './ecps/mail/index.ts';
import { ecpsPassword } from './ecps/password/index.ts';
import { ecpsTrouble } from './ecps/trouble/index.ts';
import { emailRegistration, letterProof } from './email-registration/index.ts';
import { firstConnection } from './first-connection/index.ts';
import { frontDoor } from './front-door/index.ts';
import { information } from './information/index.ts';
import { letterStatus } from './letter-status/index.ts';
import { lockout, source } from './lockout/index.ts';
import { mailCode, mailCodeEntry } from './mail-code/index.ts';
import { newCode } from './new-code/index.ts';
import { person } from './person/index.ts';
import { signIn } from './sign-in/index.ts';
import { signInHelp } from './sign-in-help/index.ts';

/** Every flow of the product. Adding one is a folder and a line here. */
export const flows: readonly Flow[] = [
  frontDoor,
  signIn,
  credentials,
  firstConnection,
  chooseCode,
  codeReset,
  mailCode,
  mailCodeEntry,
  newCode,
  changeCode,
  currentCode,
  signInHelp,
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
  person,
  lockout,
  source,
];

/** Charts as they were, under the id and version of then: sessions begun by them end by them (P17). */
export const earlierFlows: readonly Flow[] = [];
