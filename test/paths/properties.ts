import { currentTerms } from '../../machines/domain/insurer.ts';
import { liveLink } from '../../machines/domain/member.ts';
import type { Session } from '../../machines/engine/session.ts';
import type { Answer } from '../../machines/envelope.ts';
import type { MemberBody } from '../../machines/services/members.ts';
import type { World } from '../support/world.ts';
import type { Trail } from './bring-about.ts';
import type { Seen } from './drivers/driver.ts';
import type { Node, Step } from './journeys.ts';
import { stored } from './look-once.ts';
import { holdsForWallet } from './wallet-properties.ts';

/** One step, as it has just been taken. */
export interface Moment {
  readonly world: World;
  readonly node: Node;
  readonly step: Step;
  readonly seen: Seen;
  readonly answer: Answer | undefined;
  readonly trail: Trail;
  readonly before: World['counts'];
  readonly after: World['counts'];
}

/** Properties of the requirements, in every state passed. Throws with the one that does not hold. */
export async function holdsAfter(moment: Moment): Promise<void> {
  must('P13', secretsStayAway(moment));
  must('P03', onlyAdmittedAttemptsAreVerified(moment));
  must('P09', thereIsAWay(moment));
  for (const [property, problem] of await holdsForWallet(moment)) must(property, problem);
  for (const { kind, id } of dedupe(moment.world.committed)) {
    if (kind === 'session') await holdsForSession(moment, id);
    if (kind === 'member') await holdsForMember(moment, id);
  }
}

function must(property: string, problem: string | undefined): void {
  if (problem) throw new Error(`${property} does not hold: ${problem}`);
}

const dedupe = <T>(list: readonly T[]): T[] => [
  ...new Map(list.map((item) => [JSON.stringify(item), item])).values(),
];

/** Nothing stored, logged or shown holds a NIR, a code, a token; the form's own input apart (X18). */
function secretsStayAway({ world, seen, answer }: Moment): string | undefined {
  if (world.leaks.length > 0) return world.leaks.join(', ');
  const values = answer && 'values' in answer ? Object.entries(answer.values) : [];
  const typed = values.filter(([name]) => !shownAgain.includes(name)).map(([, value]) => String(value));
  const page = seen.raw.replaceAll(/(<input id="(?:nir|nationalId)"[^>]*value=")[^"]*/g, '$1');
  const log = world.logged.splice(0).join('').replaceAll(requestId, '');
  for (const secret of [...typed.filter((value) => value.length >= 6), ...world.secrets.recent]) {
    // Only what cannot be a figure of ours by chance.
    if (secret.length < 6 || /^(true|false)$/.test(secret)) continue;
    if (loggedByMistake(secret, log)) return `the log holds « ${secret} »`;
    if (shownByMistake(secret, page)) return `the page shows « ${secret} »`;
  }
  return undefined;
}

/** Drawn for each request, with six digits in a row now and then. */
const requestId = /"reqId":"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"/g;

/** A code of six or eight digits may stand inside an instant in milliseconds by chance, never between words. */
const loggedByMistake = (secret: string, log: string): boolean =>
  log.includes(secret) && (!/^\d{6,8}$/.test(secret) || new RegExp(`(?<![\\d.])${secret}(?!\\d)`).test(log));

/** No secret: they stand in the form again after a refusal (WCAG 3.3.7). */
const shownAgain = ['followUp', 'humanCheck', 'acceptTerms'];

const shownByMistake = (secret: string, page: string): boolean =>
  page.includes(secret) &&
  /^\d{6,}$/.test(secret) &&
  new RegExp(`(?<![\\w/+=-])${secret}(?![\\w/+=-])`).test(page);

/** P03, P07, X04: one argon2 run for an attempt that was let in, none for one that was not. */
function onlyAdmittedAttemptsAreVerified({ step, before, after }: Moment): string | undefined {
  const attempts = step.outcomes.filter(
    ({ call, flow }) => call === 'verification' && !/^(mail-code-question|letter-proof)$/.test(flow),
  );
  const refused = /^(check missing|check wrong|wait|blocked)/;
  const admitted = attempts.filter(({ outcome }) => !refused.test(outcome)).length;
  const runs = after.which - before.which;
  return runs === admitted ? undefined : `${runs} verifications instead of ${admitted}`;
}

/** P09: a goal, a question with a way to a person, or named contacts. */
function thereIsAWay({ seen }: Moment): string | undefined {
  const way = seen.connected || seen.contacts.length > 0 || seen.offers.includes('person');
  const ended = seen.offers.length === 0 && seen.asks.length === 0;
  return way || ended ? undefined : `${seen.flow} ${seen.state} leads to no goal and to nobody`;
}

async function holdsForSession({ world, trail, step }: Moment, id: string): Promise<void> {
  const document = await stored<Session>(world, 'session', id);
  if (!document) return;
  const { body, dueAt } = document;
  if (!body.ended)
    must('P10', dueAt !== null && dueAt <= body.restUntil ? undefined : 'a session waits without an end');
  for (const frame of body.frames)
    must('P17', frame.version > 0 && frame.hash ? undefined : 'a frame does not tell its version');
  if (!body.connected || id !== trail.session) return;
  const told = body.outbox.filter(({ payload }) => payload.template === 'new-browser').length;
  const stranger = step.outcomes.some(({ outcome }) => outcome === 'open, new browser');
  must('X16', told === Number(stranger) ? undefined : `${told} mails about a new browser`);
  const { member } = (await stored<MemberBody>(world, 'member', body.connected.member))!.body;
  const terms = currentTerms(world.insurerOf(member.tenant), world.clock.now()).version;
  must(
    'P05',
    member.active && member.epoch === body.connected.epoch ? undefined : 'a deactivated member is signed in',
  );
  must(
    'P02',
    member.terms.some(({ version }) => version === terms)
      ? undefined
      : 'signed in without the terms in force',
  );
  must('P01', member.personalCode ? undefined : 'signed in with a temporary code');
  const shown = step.outcomes.find(({ call }) => call === 'verification');
  must('P01', shown?.outcome === 'temporary' ? 'a temporary code has opened the area' : undefined);
  must('P05', trail.who && member.nir === trail.who.nir13 ? undefined : 'somebody else is signed in');
}

async function holdsForMember({ world, answer, step }: Moment, id: string): Promise<void> {
  const document = await stored<MemberBody>(world, 'member', id);
  if (!document) return;
  const { member } = document.body;
  const now = world.clock.now();
  const links = member.link && liveLink(member, now) ? 1 : 0;
  const unspent = member.temporaryCode?.kind === 'posted' && member.temporaryCode.expiresAt > now ? 1 : 0;
  must('P08', links + unspent <= 1 ? undefined : 'a live link stands beside an unspent letter');
  const set = step.outcomes.some(
    ({ call, outcome }) => (call === 'setting' && outcome === 'set') || outcome === 'changed',
  );
  if (!set || !member.personalCode || !answer || !('values' in answer)) return;
  const code = String(answer.values.newCode);
  must(
    'P06',
    sixUneasyDigits(code, member.nir, world.insurerOf(member.tenant).code.length)
      ? undefined
      : 'an easy code was set',
  );
  must(
    'P04',
    member.temporaryCode || member.printedBeside || member.link
      ? 'what gave the right to set a code is still good'
      : undefined,
  );
  const { hasher } = world.product;
  const { which } = world.counts;
  must(
    'P06',
    (await hasher.which([member.personalCode.hash], code)) === 0
      ? undefined
      : 'another code than the typed one was set',
  );
  world.counts.which = which;
}

/** X05 once more, in fewer words than the product's. */
function sixUneasyDigits(code: string, nir: string, length: number): boolean {
  if (!new RegExp(`^\\d{${length}}$`).test(code)) return false;
  return !(
    /^(\d)\1+$|^(\d\d)\2+$|^(\d{3})\3+$/.test(code) ||
    '01234567890123456789'.includes(code) ||
    '98765432109876543210'.includes(code) ||
    nir.includes(code)
  );
}
