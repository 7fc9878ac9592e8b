import type { Insurer } from '../../machines/domain/insurer.ts';
import type { Registry } from '../../machines/engine/registry.ts';
import type { View } from '../../machines/envelope.ts';
import { isOffered } from '../../machines/flow.ts';

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
  // The flow of `/{tenant}/` itself is insurer data; these two have a page of their own where they are not it.
  { flow: 'front-door', path: 'accueil', starts: true },
  { flow: 'ecps', path: 'e-cps', starts: true },
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

/** Of the member area, below `/{tenant}/`: the first is where signing in leads. */
export const areaPages = ['espace', 'espace/remboursements', 'espace/dossier', 'espace/formulaires'] as const;

export interface Paths {
  /** Every page there may be below an insurer, the door excepted. */
  readonly pages: readonly FlowPath[];
  /** What `/{tenant}/` shows. */
  door(insurer: Insurer): FlowPath;
  /** The page a flow has with this insurer. A guide has its own flow and ways to a person, no members' pages. */
  page(insurer: Insurer, flow: string): FlowPath | undefined;
  /** Address of a view's page; of the page it was asked from when its flow has none. */
  of(insurer: Insurer, view: View, from: FlowPath): string;
  /** Whether a page is where a view is shown. */
  shows(insurer: Insurer, page: FlowPath, view: View): boolean;
}

export function createPaths(registry: Registry): Paths {
  const pages = all.filter(({ flow }) => registry.has(flow));
  const byFlow = new Map(pages.map((page) => [page.flow, page]));
  const door = (insurer: Insurer): FlowPath => ({ flow: insurer.door, path: '', starts: true });
  const page = (insurer: Insurer, flow: string) => {
    if (flow === insurer.door) return door(insurer);
    const found = byFlow.get(flow);
    return found && isOffered(insurer, registry.get(flow)) ? found : undefined;
  };
  return {
    pages,
    door,
    page,
    of: (insurer, view, from) => `/${insurer.id}/${(page(insurer, view.flow) ?? from).path}`,
    shows: (insurer, shown, view) => (page(insurer, view.flow) ?? shown).path === shown.path,
  };
}

/**
 * The address of ours that was meant by one typed with capitals (« /Cpms/ », as a telephone writes it) or with a slash at
 * its end; undefined for any other.
 */
export function meantAddress(url: string, insurers: ReadonlyMap<string, Insurer>): string | undefined {
  const [path = '', ...query] = url.split('?');
  const meant = path.toLowerCase().replace(/\/+$/, '');
  const first = meant.split('/')[1] ?? '';
  if (meant === path || !(insurers.has(first) || first === 'reprendre')) return undefined;
  return [meant, ...query].join('?');
}
