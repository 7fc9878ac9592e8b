import type { Insurer } from '../domain/insurer.ts';
import { fullName, type Member } from '../domain/member.ts';
import type { Scope, Service } from '../flow.ts';
import type { CareAnswer, CareRequest } from '../flows/care-request/chart.ts';
import type { PersonMessage } from '../flows/person/chart.ts';
import type { DeskAnswer } from '../flows/shared/chart.ts';
import type { Caps } from './caps.ts';
import type { Logins } from './logins.ts';
import type { Members } from './members.ts';
import type { ServicePorts } from './ports.ts';

type Desk = keyof Insurer['mailboxes'];

/** One line of what the desk reads: the id of its label (adapters/mail/templates/desk-request.ts), and what was said. */
type Fact = readonly [label: string, value: string];

/** Neither a vowel, so that no word appears, nor a digit, so that nobody takes it for a code. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

/** Requests and messages to the insurer's desks (D12-D14, P09). They leave by mail, from the session's own outbox. */
export function createDesk(
  { vault }: Pick<ServicePorts, 'vault'>,
  { caps, members, logins }: { caps: Caps; members: Members; logins: Logins },
) {
  async function writeToDesk({ message, from }: PersonMessage, scope: Scope): Promise<DeskAnswer> {
    return take('person', scope, [
      ['from', from],
      ['message', message],
    ]);
  }

  /**
   * P05, X16: whoever signed in must still be who they were when the request leaves; where the member area began it,
   * they must not have signed out since, nor been idle too long (X23).
   */
  async function requestCare({ login, kind, said }: CareRequest, scope: Scope): Promise<CareAnswer> {
    if (login.id !== undefined && !(await logins.checkId(login.id))) return { gone: true };
    const found = await members.load(login.member);
    const member = found?.member;
    if (!member?.active || member.tenant !== scope.insurer.id || member.epoch !== login.epoch)
      return { gone: true };
    return take('care', scope, [['kind', kind], ...whoIs(member), ...Object.entries(said)]);
  }

  async function take(desk: Desk, scope: Scope, facts: readonly Fact[]): Promise<DeskAnswer> {
    const to = scope.insurer.mailboxes[desk];
    if (to === undefined) throw new Error(`${scope.insurer.id} has no mailbox « ${desk} »`);
    const requestId = referenceOf(scope.callId);
    const { messagesPerSourcePerDay } = scope.insurer.policies.caps;
    // Refused openly: nothing is given away by saying so.
    if (!(await caps.within(scope, `desk|${scope.origin.source}`, messagesPerSourcePerDay)))
      return { refused: { id: 'messages-capped' } };
    return { accepted: { requestId, mail: { to, desk, requestId, at: scope.now, facts } } };
  }

  /** The same call made again after a crash has the same reference, and is not counted again. */
  function referenceOf(callId: string): string {
    const digest = Buffer.from(vault.digest('desk-request', callId).replace(/^.*\./, ''), 'base64url');
    const drawn = [...digest.subarray(0, 8)].map((byte) => letters[byte % letters.length]).join('');
    return `${drawn.slice(0, 4)}-${drawn.slice(4)}`;
  }

  const safe = <Input>(run: (input: Input, scope: Scope) => Promise<unknown>): Service => ({
    repeat: 'safe',
    run: run as Service['run'],
  });

  return { services: { writeToDesk: safe(writeToDesk), requestCare: safe(requestCare) } };
}

/** Enough for the desk to find the member; of the NIR its last three characters (X18). */
function whoIs(member: Member): readonly Fact[] {
  const { nir, client, email, emailState, mobile } = member;
  return [
    ['member', fullName(member)],
    ['nir', `… ${nir.slice(10, 13)}`],
    ...(client ? [['client', client] as const] : []),
    ...(email && emailState === 'confirmed' ? [['email', email] as const] : []),
    ...(mobile ? [['mobile', mobile] as const] : []),
  ];
}
