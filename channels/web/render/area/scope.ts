import type { Insurer } from '../../../../machines/domain/insurer.ts';
import type { MemberSummary } from '../../../../machines/services/member-area.ts';
import type { PageScope } from '../../context.ts';

/** What every page of the area is drawn from. */
export interface AreaScope extends PageScope {
  readonly insurer: Insurer;
  readonly member: MemberSummary;
  /** Proof for the forms of the page. */
  readonly token: string;
  readonly notice?: string | undefined;
}
