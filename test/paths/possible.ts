import { stateName } from '../../machines/engine/view.ts';
import type { IssuedCheck } from '../../machines/ports/human-check.ts';
import type { Act, Layer, Outcome } from './journeys.ts';

/**
 * What can be brought about by someone who is asked by this layer. Everything else about an outcome is up to
 * the world; this is only what follows from the question itself.
 */
export function possible({ call, outcome }: Outcome, asked: Layer, act: Act, spent: boolean): boolean {
  const context = asked.state.context as { check?: IssuedCheck; waited?: string };
  if (call === 'check' && outcome !== 'fails') {
    // Chosen; or another of its kind, after an attempt that broke off.
    const asks = act.kind === 'choice' ? act.choice : `check-${kindShown(context.check)}`;
    return asks === `check-${outcome}`;
  }
  if (call === 'setting') {
    const { right } = asked.state.context as { right?: { kind: string } };
    return outcome === 'lost' || !(spent && right?.kind === 'link');
  }
  // The one claim this visit has was used up (P04).
  if (call === 'registration' && outcome === 'registered') return !spent;
  // What stands on the letter is the number’s own proof (D04).
  if (call === 'registration' && outcome === 'of another person') {
    const { proof } = asked.state.context as { proof?: object };
    return !spent && proof !== undefined && 'login' in proof;
  }
  if (call === 'verification') {
    const withCheck = stateName(asked.state.value) === 'awaiting-secret-and-check';
    // Only what is asked can be answered wrongly; a wait that was served is as good as a check.
    if (outcome === 'check wrong') return withCheck;
    if (outcome === 'check missing') return context.waited === undefined;
    if (outcome.endsWith(', check kept')) return context.check !== undefined;
    if (outcome === 'wait') return context.check === undefined;
  }
  return true;
}

const kindShown = (check: IssuedCheck | undefined) => (check?.kind === 'image' ? 'image' : 'proof');
