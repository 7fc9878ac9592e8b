import type { Answer, View } from '../../../machines/envelope.ts';
import { type Driver, seenOf } from './driver.ts';

/** An app on the JSON channel, over HTTP. */
export const jsonDriver: Driver = {
  channel: 'json',
  async visit(world, { tenant, flow, link, source }) {
    const call = async (method: 'GET' | 'POST', url: string, bearer?: string, payload?: object) => {
      const response = await world.app.inject({
        method,
        url,
        remoteAddress: source,
        headers: { 'accept-language': 'fr', ...(bearer && { authorization: `Bearer ${bearer}` }) },
        ...(payload && { payload }),
      });
      if (response.statusCode >= 300)
        throw new Error(`${method} ${url}: ${response.statusCode} ${response.body}`);
      return response.json() as { session: string; view: View };
    };
    const { session, view } = await call(
      'POST',
      `/api/v1/${tenant}/sessions`,
      undefined,
      link ? { token: link } : { flow },
    );
    world.secrets.add(session.slice(22));
    let turn = view.turn;
    let last: { turn: number; answer: Answer };
    const talk = {
      look: async () => {
        const { view: now } = await call('GET', '/api/v1/session', session);
        turn = now.turn;
        return seenOf(now, now.outcome === 'connected');
      },
      answer: async (answer: Answer) => {
        last = { turn, answer };
        const { view: next } = await call('POST', '/api/v1/session/answers', session, last);
        turn = next.turn;
        return seenOf(next, next.outcome === 'connected');
      },
      repeat: async () => (await call('POST', '/api/v1/session/answers', session, last)).view,
      store: async () => {},
    };
    return { talk, seen: seenOf(view, false) };
  },
};
