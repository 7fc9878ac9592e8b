import type { Member } from '../../machines/domain/member.ts';

/** A member of whom nothing is known but a name and an address. */
export const plainMember = (more: Partial<Member> & Pick<Member, 'nir'>): Member => ({
  tenant: 'acs',
  lastName: 'EXEMPLE',
  firstName: 'Camille',
  addressLines: ['1 RUE DE LA DEMONSTRATION', '99001 VILLE-EXEMPLE'],
  locale: 'fr',
  active: true,
  epoch: 1,
  letters: [],
  mails: [],
  terms: [],
  signIns: [],
  audit: [],
  ...more,
});
