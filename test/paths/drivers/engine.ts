import type { AnswerRequest } from '../../../machines/engine/engine.ts';
import { type Driver, seenOf } from './driver.ts';

/** The engine by its own verbs: what every channel stands on. */
export const engineDriver: Driver = {
  channel: 'engine',
  async visit(world, { tenant, flow, link, source }) {
    const { engine, links } = world.product;
    const origin = { channel: 'test', source };
    const begun = link
      ? await links.exchange(link, engine.mint(), origin, 'fr')
      : await engine.start({ tenant, flow, locale: 'fr', origin });
    const { token } = begun;
    world.secrets.add(token.slice(22));
    let turn = begun.view.turn;
    let last: AnswerRequest;
    const look = async () => {
      const { view } = await world.product.engine.resume(token, 'fr');
      turn = view.turn;
      return seenOf(view, view.outcome === 'connected');
    };
    const talk = {
      look,
      answer: async (answer: AnswerRequest['answer']) => {
        last = { token, turn, answer, origin, locale: 'fr' };
        const { view, connected } = await world.product.engine.answer(last);
        turn = view.turn;
        return seenOf(view, connected !== undefined);
      },
      repeat: async () => (await world.product.engine.answer(last)).view,
      store: async () => {},
    };
    return { talk, seen: seenOf(begun.view, false) };
  },
};
