import { type Member, newMember } from '../../machines/domain/member.ts';

/** A member of whom nothing is known but a name and an address. */
export const plainMember = (more: Partial<Member> & Pick<Member, 'nir'>): Member => ({
  ...newMember('acs', more.nir),
  lastName: 'EXEMPLE',
  firstName: 'Camille',
  addressLines: ['1 RUE DE LA DEMONSTRATION', '99001 VILLE-EXEMPLE'],
  ...more,
});
