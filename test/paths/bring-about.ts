/**
 * How each outcome of the model is brought about in the world: what is typed, by whom, and what happens
 * meanwhile. People are made through the product's services; faults come from its ports.
 */
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { LateEvent } from '../../machines/engine/late.ts';
import type { Session } from '../../machines/engine/session.ts';
import { stateName } from '../../machines/engine/view.ts';
import type { Answer } from '../../machines/envelope.ts';
import type { OutboxCheck } from '../../server/dev/checks.ts';
import { codesOf, type Somebody, type Standing, type World } from '../support/world.ts';
import type { ExpectedFlow } from './charts/expected-flow.ts';
import { isDesk, letterCode, onDesk } from './desk.ts';
import type { Seen } from './drivers/driver.ts';
import type { Layer, Node, Outcome, Step } from './journeys.ts';
import { onWallet } from './wallet.ts';

/** What one visit remembers from step to step. */
export interface Trail {
  readonly tenant: string;
  /** Where its answers come from: the address, and what the channel takes for the source where that differs. */
  readonly sources: readonly string[];
  /** Who signed in, opened a link, or holds a temporary code. */
  who?: Somebody | undefined;
  /** Who was signed out in the middle of a request, and signs in again: what they wrote is theirs. */
  signedOut?: Somebody | undefined;
  /** The stored session of this visit. */
  session?: string | undefined;
  /** The variant of the answer being given. */
  typed?: string | undefined;
  /** What still comes to pass once the answer is given. */
  afterwards?: (() => Promise<void>) | undefined;
  /** The e-CPS activation of this visit. */
  activation?: string | undefined;
  /** The fact the session has just been told of. */
  told?: LateEvent | undefined;
  /** What the wallet had issued before this step (P16). */
  issued?: Readonly<Record<'qr' | 'addCode' | 'sms', string | undefined>> | undefined;
}

/** Requests for a letter that lie long enough back, made before any visit begins. */
export interface Requests {
  readonly late: FollowUp[];
  readonly lateAgain: FollowUp[];
}

export interface FollowUp {
  readonly nir: string;
  readonly followUp: string;
}

export interface Doing {
  readonly world: World;
  readonly trail: Trail;
  readonly expected: ReadonlyMap<string, ExpectedFlow>;
  readonly requests: Requests;
  readonly seen: Seen;
}

/** Never shown again, unlike a wrong follow-up number: the two must differ, or one’s page betrays the other. */
const wrongLetterCode = '700307';
const wrongFollowUp = '000000';

type Values = Record<string, string | boolean>;

/** The answer that makes this step, with everything behind the scenes prepared. */
export async function bringAbout(doing: Doing, node: Node, step: Step): Promise<Answer> {
  const { world, expected } = doing;
  const asked = node.layers.at(-1)!;
  const values: Values = {};
  doing.trail.typed = step.act.kind === 'answer' ? step.act.variant : undefined;
  if (step.act.kind === 'answer') Object.assign(values, expected.get(asked.flow)!.answers![step.act.variant]);
  for (const [index, outcome] of step.outcomes.entries())
    Object.assign(
      values,
      await prepare({ ...doing, spent: node.spent ?? false }, outcome, asked, step.outcomes.slice(0, index)),
    );
  const codes = codesOf(world.insurerOf(doing.trail.tenant).code.length);
  for (const [name, value] of Object.entries(values))
    if (/code$/i.test(name) && value !== codes.wrong && String(value).length >= 6)
      world.secrets.add(String(value));
  if (step.act.kind === 'choice') return { choice: step.act.choice };
  return { values };
}

async function prepare(
  doing: Doing & { readonly spent: boolean },
  found: Outcome,
  asked: Layer,
  earlier: readonly Outcome[],
): Promise<Values> {
  const { world, trail } = doing;
  const { call, outcome, flow } = found;
  if (/^ecps(-|$)/.test(flow)) return onWallet(doing, found);
  if (isDesk(flow)) return onDesk(doing, found);
  const codes = codesOf(world.insurerOf(trail.tenant).code.length);
  const fault = () => {
    throw new Error('a port failed, as the proof wanted');
  };
  switch (call) {
    case 'verification':
      return verification(doing, flow, outcome, asked);
    case 'check':
      if (outcome === 'fails') world.once('issue', fault);
      return {};
    case 'terms':
      if (outcome === 'no longer theirs') await deactivate(world, trail.who!);
      if (outcome === 'fails') world.once('load member', fault);
      return {};
    case 'opening':
      return opening(doing, outcome, earlier);
    case 'setting':
      if (outcome === 'lost' && !(doing.spent && isLink(asked))) await loseRight(world, trail.who!);
      if (outcome === 'fails') world.once('hash', fault);
      return twice(outcome === 'too easy' ? codes.easy : codes.fresh[turns++ % codes.fresh.length]!);
    case 'request':
    case 'letter':
      if (outcome === 'fails') world.once('hash', fault);
      return call === 'request' ? { nir: (await anybody(world, trail.tenant)).nir } : {};
    case 'look':
      return look(doing, outcome);
    case 'resend':
      if (outcome === 'fails') world.once('load follow-up', fault);
      return {};
    default:
      throw new Error(`nobody knows how ${flow} comes to « ${call}: ${outcome} »`);
  }
}

/** Before it is used, or at the last moment. */
async function loseRight(world: World, who: Somebody): Promise<void> {
  if (turns++ % 2) await deactivate(world, who);
  else world.once('load member', () => deactivate(world, who), 2);
}

/** One that was used is lost already. What else a visit may use up, a claim, takes no right to choose a code away. */
const isLink = ({ state }: Layer): boolean =>
  (state.context as { right?: { kind: string } }).right?.kind === 'link';

const twice = (code: string) => ({ newCode: code, confirmCode: code });

let turns = 0;
/** Known and unknown by turns: nothing may depend on it (P07). */
const anybody = (world: World, tenant: string) => world.somebody(tenant, turns++ % 2 ? 'ready' : 'unknown');

async function opening(
  { world, trail }: Doing,
  outcome: string,
  earlier: readonly Outcome[],
): Promise<Values> {
  const { product } = world;
  const who = trail.who!;
  // The service before it has looked at the member once.
  const second = earlier.length > 0 ? 2 : 1;
  if (outcome === 'open' || outcome === 'open, new browser')
    await product.app.members.change(await idOf(world, who), (member) => {
      const { email: _e, emailState: _s, ...rest } = member;
      const reachable = {
        ...rest,
        email: who.email!,
        emailState: 'confirmed' as const,
        signIns: [world.clock.now()],
      };
      return { member: outcome === 'open' ? rest : reachable, result: true };
    });
  if (outcome === 'terms due') world.once('load member', () => newTerms(world, who.tenant), second);
  if (outcome === 'gone') world.once('load member', () => deactivate(world, who), second);
  if (outcome === 'fails')
    world.once(
      'load member',
      () => {
        throw new Error('a port failed, as the proof wanted');
      },
      second,
    );
  return {};
}

async function idOf({ product }: World, { tenant, nir13 }: Somebody): Promise<string> {
  return (await product.app.members.findByNir(tenant, nir13))!.id;
}

const deactivate = ({ elsewhere }: World, { tenant, nir13 }: Somebody) =>
  elsewhere.administration.setActive(tenant, { nir: nir13 }, false);

/** A new version of the terms comes into force at this very moment (T05). */
function newTerms(world: World, tenant: string): void {
  const { terms } = world.insurerOf(tenant);
  const version = {
    ...terms.at(-1)!,
    version: `proof-${terms.length}`,
    validFrom: new Date(world.clock.now()).toISOString().slice(0, 10),
  };
  terms.push(version);
}

async function look({ world, trail, requests }: Doing, outcome: string): Promise<Values> {
  const { nir } = world.nobody(trail.tenant);
  switch (outcome) {
    case 'nothing':
      return { nir, followUp: wrongFollowUp };
    case 'on its way':
      return { ...(await requestLetter(world, trail.tenant)) };
    case 'late':
      return taken(requests.late);
    case 'late again':
      return taken(requests.lateAgain);
    default:
      world.once('load follow-up', () => {
        throw new Error('a port failed, as the proof wanted');
      });
      return { nir, followUp: '123456' };
  }
}

function taken(reserve: FollowUp[]): Values {
  const next = reserve.pop();
  if (!next) throw new Error('the reserve of late letters is used up: make more');
  return { ...next };
}

export async function requestLetter(world: World, tenant: string): Promise<FollowUp> {
  const { nir } = await anybody(world, tenant);
  const requested = await world.product.app.services.requestCode!.run(
    { nir, want: 'any' } as never,
    world.scope(tenant),
  );
  return { nir, followUp: (requested as { followUp: string }).followUp };
}

/** A reserve of requests whose letters are late, once and twice (X12). */
export async function requestsLongAgo(
  world: World,
  tenant: string,
  counts: Readonly<Record<keyof Requests, number>>,
): Promise<Requests> {
  const make = (count: number) =>
    Promise.all(Array.from({ length: count }, () => requestLetter(world, tenant)));
  if (counts.late + counts.lateAgain === 0) return { late: [], lateAgain: [] };
  const month = 30 * 86_400_000;
  const lateAgain = await make(counts.lateAgain);
  await world.pass(month);
  for (const question of lateAgain)
    await world.product.app.services.resendLetter!.run(question as never, world.scope(tenant));
  const late = await make(counts.late);
  await world.pass(month);
  return { late, lateAgain };
}

/** Questions whose secret is a short code, and what is counted apart for each (X11). */
const shortCodes: Readonly<Record<string, 'mail-code' | 'letter-code' | undefined>> = {
  'mail-code-question': 'mail-code',
  'letter-proof': 'letter-code',
};

/** Failures after which a check is due, a wait begins, nothing goes any more: X04, and X11 for mail codes. */
const limits = { nir: { check: 3, wait: 5 }, mail: { check: 5, wait: 10 } } as const;

async function verification(doing: Doing, flow: string, outcome: string, asked: Layer): Promise<Values> {
  const { world, trail } = doing;
  const mail = shortCodes[flow] !== undefined;
  const limit = limits[mail ? 'mail' : 'nir'];
  const { waited } = asked.state.context as { waited?: string };
  const checkAsked = stateName(asked.state.value) === 'awaiting-secret-and-check';
  const passes = checkAsked || waited !== undefined;
  const who = await signsIn(doing, standingFor(flow, outcome));
  const admitted = passes ? limit.check : 0;
  const failures: Record<string, number> = {
    'wrong, check due': passes ? limit.check : limit.check - 1,
    'check missing': limit.check,
    'check wrong': limit.check,
    wait: limit.wait,
    'wait, check kept': limit.wait,
    blocked: 10,
    // Nothing was counted against this number: it is free of any check, whatever was asked before.
    wrong: 0,
    'was theirs already': 0,
    spent: 0,
    'mailbox silent': 0,
    used: 0,
    fails: 0,
  };
  const failed = failures[outcome] ?? admitted;
  await failBefore(world, who, shortCodes[flow], failed);
  const values: Values = { nir: who.nir, ...(await secretFor(doing, flow, outcome, who)) };
  if (outcome === 'fails')
    world.once(mail ? 'load member' : 'which', () => {
      throw new Error('a port failed, as the proof wanted');
    });
  if (checkAsked)
    values.humanCheck =
      outcome === 'check wrong'
        ? 'nonsense'
        : outcome === 'check missing' || failed < limit.check
          ? ''
          : await solution(doing);
  if (standingOf[outcome] || outcome === 'proven' || outcome === 'proof') trail.who = who;
  return values;
}

/** Somebody new; the same where what follows is for nobody else. */
async function signsIn({ world, trail }: Doing, standing: Standing): Promise<Somebody> {
  const { signedOut } = trail;
  if (!signedOut || (standing !== 'ready' && standing !== 'terms due'))
    return world.somebody(trail.tenant, standing);
  const terms = standing === 'ready' ? {} : { terms: [] };
  await world.product.app.members.put(trail.tenant, signedOut.nir13, (member) => ({ ...member!, ...terms }));
  return signedOut;
}

const standingOf: Readonly<Record<string, Standing>> = {
  ready: 'ready',
  'terms due': 'terms due',
  temporary: 'temporary',
};

function standingFor(flow: string, outcome: string): Standing {
  if (outcome === 'was theirs already') return 'both codes';
  if (standingOf[outcome]) return standingOf[outcome]!;
  if (['changed', 'proven', 'spent', 'proof', 'mailbox silent', 'used'].includes(outcome)) return 'ready';
  // X15, P07: whoever it is, known, unknown or deactivated, a refusal is the same.
  const kinds: readonly Standing[] =
    shortCodes[flow] !== undefined ? ['unknown', 'ready'] : ['ready', 'unknown', 'deactivated'];
  return kinds[turns++ % kinds.length]!;
}

async function failBefore(
  world: World,
  who: Somebody,
  mail: (typeof shortCodes)[string],
  failures: number,
): Promise<void> {
  const { lockouts } = world.product.app;
  const scope = world.scope(who.tenant);
  const counter = mail
    ? lockouts.shortCodeCounter(scope, who.nir13, mail)
    : lockouts.nirCounter(scope, who.nir13);
  if (failures >= 10 && !mail) return lockouts.seed(counter, failures);
  for (let i = 0; i < failures; i++) await lockouts.attempt(counter, `${scope.callId}.${i}`, true);
}

async function secretFor({ world }: Doing, flow: string, outcome: string, who: Somebody): Promise<Values> {
  const right =
    outcome in standingOf || ['changed', 'proven', 'spent', 'was theirs already'].includes(outcome);
  if (flow === 'mail-code-question') {
    if (!right) return { mailCode: '0000 0000' };
    const { link, code } = await mailedTo(world, who);
    if (outcome === 'spent') {
      const { links, engine } = world.product;
      await links.exchange(link, engine.mint(), { channel: 'test', source: '192.0.2.250' }, 'fr');
    }
    return { mailCode: code };
  }
  if (flow === 'letter-proof')
    return {
      letterCode: ['proof', 'mailbox silent', 'used'].includes(outcome)
        ? await letterCode(world, who, outcome)
        : wrongLetterCode,
    };
  const codes = codesOf(world.insurerOf(who.tenant).code.length);
  // The sampled codes of the model stand for right ones: here they must not be.
  if (flow === 'credentials') return { code: right ? who.code : codes.wrong };
  if (outcome === 'was theirs already')
    return { currentCode: codes.temporary, newCode: codes.personal, confirmCode: codes.personal };
  return { currentCode: right ? who.code : codes.wrong };
}

/** The person asks for a code elsewhere; the mail arrives. */
export async function mailedTo(world: World, who: Somebody) {
  await world.product.app.services.requestCode!.run(
    { nir: who.nir, want: 'any' } as never,
    world.scope(who.tenant),
  );
  return world.mailTo(who);
}

/** What a script works out for the proof of work, or a person reads off the image. */
async function solution({ world, seen, trail }: Doing): Promise<string> {
  if (seen.challenge) {
    const challenge = seen.challenge as never;
    const solved = await solveChallenge({ challenge, deriveKey });
    return Buffer.from(JSON.stringify({ challenge, solution: solved })).toString('base64');
  }
  const document = await world.product.documents.load<Session>('session', trail.session!);
  const { check } = document!.body.frames.at(-1)!.context as { check: { id: string } };
  const drawn = await world.product.documents.load<OutboxCheck>('outbox-check', check.id);
  return drawn!.body.answer;
}
