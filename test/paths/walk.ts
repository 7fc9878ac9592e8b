import type { Session } from '../../machines/engine/session.ts';
import { stateName } from '../../machines/engine/view.ts';
import type { Made, World } from '../support/world.ts';
import { bringAbout, mailedTo, type Requests, type Trail } from './bring-about.ts';
import { emailAsked } from './desk.ts';
import type { Driver, Seen, Talk } from './drivers/driver.ts';
import type { Path } from './generator.ts';
import type { Journeys, Node, Step } from './journeys.ts';
import { expectationAt, lookAt, type Rules } from './look-at.ts';
import { stored } from './look-once.ts';
import { begun, type Edge, edgeName, place } from './model.ts';
import { holdsAfter, type Moment } from './properties.ts';
import { happenOnPhone } from './wallet.ts';

export interface Walking extends Rules {
  readonly world: World;
  readonly driver: Driver;
  readonly tenant: string;
  readonly journeys: Journeys;
  readonly requests: Requests;
  /** Told of every goal reached. */
  readonly reached: (goal: string) => void;
}

let visits = 0;

/** One path, as one person walks it on one channel. Throws at the first step that goes another way. */
export async function walk(path: Path, walking: Walking): Promise<void> {
  const { world, driver, tenant, journeys, reached } = walking;
  visits += 1;
  const source = `10.${visits >> 16}.${(visits >> 8) & 255}.${visits & 255}`;
  const trail: Trail = { tenant, sources: [...new Set([source, driver.sourceOf?.(source) ?? source])] };
  const link = await linkOf(path, world, trail);
  const told: string[] = [`${driver.channel}: ${path.start.flow}`];
  let node: Node | undefined;
  let step: Step | undefined;
  try {
    world.made.length = 0;
    world.committed.length = 0;
    const { talk, seen: first } = await driver.visit(world, { tenant, flow: path.start.flow, link, source });
    const [start] = journeys.start(path.start);
    let seen = first;
    node = start!.node;
    lookAt(seen, expectationAt(node, walking));
    compare(world.made, start!.edges);
    for (const edge of start!.edges) reached(edgeName(edge));
    for (step of path.steps) {
      told.push(
        `${JSON.stringify(step.act)} ${step.outcomes.map(({ call, outcome }) => `${call}: ${outcome}`).join(', ')}`,
      );
      seen = await take(step, node, seen, { walking, talk, trail });
      node = step.to;
      for (const goal of step.goals) reached(goal);
    }
    await leave(node, seen, talk);
  } catch (error) {
    const way = told.join('\n  ');
    throw new Error(
      `${step ? step.goals.join(' · ') : 'the beginning'}\n${(error as Error).message}\non the way\n  ${way}`,
      {
        cause: error,
      },
    );
  }
}

/** The mail's link that a visit begins with, if it does. */
async function linkOf({ start }: Path, world: World, trail: Trail): Promise<string | undefined> {
  if (start.given.claim) return (await emailAsked(world, await world.somebody(trail.tenant, 'ready'))).link;
  if (start.flow !== 'new-code') return undefined;
  trail.who = await world.somebody(trail.tenant, 'ready');
  return (await mailedTo(world, trail.who)).link;
}

/** Whoever goes leaves nothing behind that would ring in the midst of another's visit. */
async function leave({ layers, ended }: Node, { offers }: Seen, talk: Talk): Promise<void> {
  const rings = layers.some(({ flow }) => /^ecps/.test(flow));
  if (rings && !ended && offers.includes('stop')) await talk.answer({ choice: 'stop' });
}

interface Taking {
  readonly walking: Walking;
  readonly talk: Talk;
  readonly trail: Trail;
}

async function take(step: Step, node: Node, seen: Seen, { walking, talk, trail }: Taking): Promise<Seen> {
  const { world, expected, requests } = walking;
  const byPerson = step.act.kind === 'answer' || step.act.kind === 'choice';
  if (step.act.kind === 'time') await talk.store();
  const answer = byPerson
    ? await bringAbout({ world, trail, expected, requests, seen }, node, step)
    : undefined;
  world.made.length = 0;
  noteSession(world, trail);
  world.committed.length = 0;
  const before = { ...world.counts };
  let next: Seen;
  if (answer === undefined) next = await wait(step, world, trail, talk);
  else next = await talk.answer(answer);
  if (answer !== undefined) noteSession(world, trail);
  await trail.afterwards?.();
  trail.afterwards = undefined;
  const moment: Moment = { world, node, step, seen: next, answer, trail, before, after: { ...world.counts } };
  const unsprung = world.unsprung();
  if (unsprung.length > 0) throw new Error(`nothing came to pass at ${unsprung.join(', ')}`);
  lookAt(next, expectationAt(step.to, walking));
  compare(world.made, step.edges);
  await holdsAfter(moment);
  if (answer !== undefined) await again(moment, talk);
  if (trail.told) {
    next = await toldAgain(world, trail, talk);
    lookAt(next, expectationAt(step.to, walking));
  }
  forgetOthers(world, trail);
  return next;
}

function noteSession({ committed }: World, trail: Trail): void {
  trail.session = committed.findLast(({ kind }) => kind === 'session')?.id ?? trail.session;
}

/** The worker may have written other visits' sessions meanwhile. */
function forgetOthers({ committed }: World, { session }: Trail): void {
  const ours = committed.filter(({ kind, id }) => kind !== 'session' || id === session);
  committed.splice(0, committed.length, ...ours);
}

/** Time passes, heard by the worker or by whoever looks next; or something happens elsewhere. */
async function wait({ act, goals }: Step, world: World, trail: Trail, talk: Talk): Promise<Seen> {
  if (act.kind === 'event') {
    trail.told = await happenOnPhone(world, trail, act.event);
    return talk.look();
  }
  const { body } = (await stored<Session>(world, 'session', trail.session!))!;
  const dues = body.frames.flatMap(({ timers }) => timers.map(({ dueAt }) => dueAt));
  world.clock.set(act.kind === 'time' && act.until === 'rest' ? body.restUntil : Math.min(...dues));
  if (goals.length % 2) await world.settle();
  return talk.look();
}

/** P11: a fact that is delivered once more leads nowhere else. */
async function toldAgain({ product }: World, trail: Trail, talk: Talk): Promise<Seen> {
  await product.engine.deliver(trail.session!, trail.told!);
  trail.told = undefined;
  return talk.look();
}

/** P04, P11: the same answer again changes nothing and counts nothing. */
async function again({ world, after }: Moment, talk: Talk): Promise<void> {
  await talk.repeat();
  if (world.counts.which !== after.which) throw new Error('the same answer again was verified again (P11)');
}

/** The charts must have gone the way of the model. The web shows a page first, so it begins twice. */
function compare(made: readonly Made[], edges: readonly Edge[]): void {
  const unseen = ['lockout', 'source'];
  const is = made
    .filter(({ flow }) => !unseen.includes(flow))
    .map(({ flow, from, event, to }) => {
      const at = place(to);
      return `${flow}: ${from ? stateName(from.value) : begun} ${kindOf(event.type)} ${at.to} ${at.error ?? ''}`;
    });
  const must = edges.map(
    ({ flow, from, label, to, error }) =>
      `${flow}: ${from} ${from === begun ? 'init' : kindOfLabel(label)} ${to} ${error ?? ''}`,
  );
  const tail = is.slice(Math.max(0, is.length - must.length));
  if (JSON.stringify(tail) !== JSON.stringify(must))
    throw new Error(`went\n  ${is.join('\n  ')}\nnot\n  ${must.join('\n  ')}`);
}

function kindOf(type: string): string {
  const [, done, , call] = /^xstate\.(done|error)\.(actor)\.(.+)$/.exec(type) ?? [];
  if (done) return done === 'done' ? call! : `${call} fails`;
  if (type.startsWith('xstate.after')) return `after ${type.split('.')[2]}`;
  if (type === 'xstate.init') return 'init';
  if (type.startsWith('WALLET.')) return `heard ${type}`;
  return type === 'ANSWERED' ? 'answered' : type.replace('CHOSE.', 'chose ');
}

function kindOfLabel(label: string): string {
  if (label.startsWith('answered ')) return 'answered';
  if (/^(chose|after|heard) | fails$/.test(label)) return label;
  return label.split(':')[0]!;
}
