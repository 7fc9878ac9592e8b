import type { Registry } from '../../machines/engine/registry.ts';
import type { View } from '../../machines/envelope.ts';

export interface FlowPath {
  readonly flow: string;
  /** Below `/{tenant}/`. */
  readonly path: string;
  /** False for a page that only goes on with a session, such as the one behind a link. */
  readonly starts: boolean;
  /** The page also takes the code of a session begun elsewhere (X11). */
  readonly resumes?: true;
}

/** One flow, one page (contract, Web). A flow the registry does not have yet has no page. */
const all: readonly FlowPath[] = [
  { flow: 'front-door', path: '', starts: true },
  { flow: 'sign-in', path: 'connexion', starts: true },
  { flow: 'first-connection', path: 'premiere-connexion', starts: true },
  { flow: 'code-reset', path: 'code', starts: true },
  { flow: 'mail-code', path: 'reprendre', starts: true, resumes: true },
  { flow: 'new-code', path: 'nouveau-code', starts: false },
  { flow: 'change-code', path: 'modifier-code', starts: true },
  { flow: 'sign-in-help', path: 'aide', starts: true },
  { flow: 'letter-status', path: 'aide/lettre', starts: true },
  { flow: 'person', path: 'contact', starts: false },
  { flow: 'information', path: 'informations', starts: true },
  { flow: 'email-registration', path: 'adresse-mail', starts: true },
  { flow: 'care-request', path: 'prise-en-charge', starts: true },
];

export interface Paths {
  readonly pages: readonly FlowPath[];
  /** The page of a view; the page it was asked from when its flow has none of its own. */
  of(tenant: string, view: View, from: FlowPath): string;
  /** Whether a page is where a view is shown. */
  shows(page: FlowPath, view: View): boolean;
  page(flow: string): FlowPath | undefined;
}

export function createPaths(registry: Registry): Paths {
  const pages = all.filter(({ flow }) => registry.has(flow));
  const byFlow = new Map(pages.map((page) => [page.flow, page]));
  return {
    pages,
    page: (flow) => byFlow.get(flow),
    of: (tenant, view, from) => `/${tenant}/${(byFlow.get(view.flow) ?? from).path}`,
    shows: (page, view) => (byFlow.get(view.flow) ?? page) === page,
  };
}
