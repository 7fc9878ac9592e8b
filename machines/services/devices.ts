import type { Scope } from '../flow.ts';
import type { ServicePorts } from './ports.ts';

/**
 * Device cookies (X21, OWASP « Slow Down Online Guessing Attacks with Device Cookies »): a browser that signed
 * in before has a lockout count of its own, so that a stranger's failures do not lock the member out. The
 * cookie holds up to five of `expires.device.digest`, one a member; it proves nothing but that.
 */
export function createDevices({ vault, randomness, clock, insurers }: ServicePorts) {
  const purpose = 'device';
  const content = (tenant: string, member: string, device: string, expires: string) =>
    `${tenant}|${member}|${device}|${expires}`;

  return {
    /** The cookie after a sign-in: this member's device first, others of the same browser kept. */
    mint(tenant: string, member: string, present = ''): string {
      const device = randomness.token(12);
      const expires = (clock.now() + insurers.get(tenant)!.policies.lifetimes.deviceMs).toString(36);
      const minted = `${expires}~${device}~${vault.digest(purpose, content(tenant, member, device, expires))}`;
      const others = present.split('|').filter((entry) => entry && !this.find(tenant, [member], entry));
      return [minted, ...others].slice(0, 5).join('|');
    },

    /** The device this browser is for the member, if its cookie says so and has not expired. */
    find(tenant: string, members: readonly string[], cookie = ''): string | undefined {
      for (const entry of cookie.split('|').slice(0, 5)) {
        const [expires = '', device = '', digest = ''] = entry.split('~');
        if (!digest || Number.parseInt(expires, 36) <= clock.now()) continue;
        if (
          members.some((member) => vault.matches(purpose, content(tenant, member, device, expires), digest))
        )
          return device;
      }
      return undefined;
    },

    of({ insurer, origin }: Scope, members: readonly string[]): string | undefined {
      return this.find(insurer.id, members, origin.device);
    },
  };
}

export type Devices = ReturnType<typeof createDevices>;
