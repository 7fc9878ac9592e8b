import { fullName, type Member } from '../domain/member.ts';
import { dropsWaitingEmail, withoutWaitingEmail } from '../domain/member-email.ts';
import { codeProblem } from '../domain/personal-code.ts';
import { saltedLike, temporaryCodes, withoutTemporaryCodes } from '../domain/temporary-codes.ts';
import type { Scope } from '../flow.ts';
import type { Setting } from '../flows/choose-code/chart.ts';
import type { Lockouts } from './lockouts.ts';
import type { Members } from './members.ts';
import type { MessagesOut } from './messages-out.ts';
import type { ServicePorts } from './ports.ts';

/** Which of a member's codes was shown. */
export type Shown = 'personal' | 'temporary';

interface SettingRules {
  readonly entitled: (member: Member, now: number) => boolean;
  /** What gives the right to set it (D04). */
  readonly by: Shown | 'link';
}

interface Parts {
  readonly ports: ServicePorts;
  readonly members: Members;
  readonly lockouts: Lockouts;
  readonly messages: MessagesOut;
}

/** How a member comes to a new personal code, whatever gave the right to it. */
export function createCodeSetting({ ports, members, lockouts, messages }: Parts) {
  const { hasher } = ports;

  /**
   * Sets the code in one write that ends every session and login, uses up temporary codes and link, and tells the member
   * (P05, X16); then clears the counts of failures. The same call made again finds its own code set.
   */
  async function set(
    id: string,
    newCode: string,
    scope: Scope,
    { entitled, by }: SettingRules,
  ): Promise<Setting> {
    const { insurer, callId } = scope;
    const reset = (nir: string) => lockouts.tell(lockouts.nirCounter(scope, nir), { type: 'RESET' });
    const before = await members.load(id);
    if (!before) return { set: false, lost: 'link-spent' };
    const { personalCode, nir } = before.member;
    if (await setAlready(before.member, newCode, scope)) {
      await reset(nir);
      return { set: true };
    }
    // Before anything is compared: a right that is gone must not tell which code is theirs now (X04).
    if (!entitled(before.member, scope.now)) return { set: false, lost: 'link-spent' };
    if (codeProblem(newCode, { nir, length: insurer.code.length }))
      return { set: false, refused: { id: 'code-too-easy', field: 'newCode' } };
    const hash = await hasher.hash(newCode, saltedLike(before.member));
    if ([personalCode, ...temporaryCodes(before.member)].some((present) => present?.hash === hash))
      return { set: false, refused: { id: 'code-too-easy', field: 'newCode' } };
    const done = await members.change<boolean>(id, (member, now) => {
      if (!entitled(member, now)) return { result: false };
      const drops = dropsWaitingEmail(member, by, now);
      const kept = drops ? members.withAudit(withoutWaitingEmail(member, now), 'email-dropped') : member;
      const { link: _dead, ...rest } = withoutTemporaryCodes(kept);
      const changed: Member = {
        ...rest,
        locale: scope.locale,
        epoch: member.epoch + 1,
        personalCode: { hash, setAt: now, setBy: callId },
      };
      return {
        member: members.withAudit(changed, 'code-set'),
        send: [
          ...messages.mailTo(member, 'code-changed', { at: now }),
          ...(drops ? emailDropped(member, now) : []),
        ],
        result: true,
      };
    });
    if (!done) return { set: false, lost: 'link-spent' };
    await reset(nir);
    return { set: true };
  }

  /** The address set aside is told as well: whoever registered it believes it to be on file. */
  function emailDropped(member: Member, now: number) {
    const { locale, emailWaiting } = member;
    const to = { name: fullName(member), address: emailWaiting!.address };
    return [
      ...messages.mailTo(member, 'email-dropped', { at: now, to: 'old' }),
      messages.mail({ template: 'email-dropped', to, locale, args: { at: now, to: 'new' } }),
    ];
  }

  /** The same call made again after a crash: it finds its own code, and no other (a person may have retyped). */
  async function setAlready({ personalCode }: Member, newCode: string, { callId }: Scope): Promise<boolean> {
    return personalCode?.setBy === callId && (await hasher.which([personalCode.hash], newCode)) === 0;
  }

  return { set, setAlready };
}
