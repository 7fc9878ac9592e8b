/** A process of its own: `ivr-load.ts {json}` plays Twilio for some seconds, or for a number of calls at once. */
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { HttpConnection } from './http-connection.ts';
import { pressed } from './ivr-keys.ts';
import type { Seen } from './put-load.ts';
import { quantile } from './statistics.ts';

export interface IvrLoad {
  readonly url: string;
  /** `calls`: keys of calls; `echo`: the same requests, always to the same address. */
  readonly kind: 'calls' | 'echo';
  readonly clients: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Set: every client makes one call of so many keys, all at once, instead of calling for some seconds. */
  readonly keysOnce?: number;
}

const key = createSecretKey(Buffer.from('dev-twilio'));

class Call {
  private readonly connection: HttpConnection;
  private readonly base: string;
  private readonly echo: boolean;
  private readonly sid = `CA${randomBytes(16).toString('hex')}`;
  private action: string;
  private at = -1;

  constructor(connection: HttpConnection, { url, kind }: IvrLoad) {
    this.connection = connection;
    this.base = `${url}/ivr/twilio/acs`;
    this.echo = kind === 'echo';
    this.action = this.base;
  }

  async step(): Promise<void> {
    const digits = this.at < 0 ? '' : pressed[this.at % pressed.length]!;
    this.at += 1;
    const params = [
      ['CallSid', this.sid],
      ['CallStatus', 'in-progress'],
      ['Digits', digits],
      ['From', '+33639980001'],
      ['To', '+33826626620'],
    ] as const;
    const signed = this.action + params.map(([name, value]) => name + value).join('');
    const signature = createHmac('sha1', key).update(signed).digest('base64');
    const body = params.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    const path = this.action.slice(this.action.indexOf('/ivr'));
    const head = `POST ${path} HTTP/1.1\r\nx-twilio-signature: ${signature}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    const answer = await this.connection.request(head, body);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
    if (this.echo) return;
    const action = /<Gather action="([^"]+)"/.exec(answer.body)?.[1];
    if (!action) throw new Error(`the call ended: ${answer.body.slice(0, 300)}`);
    this.action = action.replaceAll('&amp;', '&');
  }
}

async function run(load: IvrLoad): Promise<Seen> {
  const connections = await Promise.all(
    Array.from({ length: load.clients }, () => HttpConnection.open(load.url)),
  );
  const took: number[] = [];
  let requests = 0;
  const begun = performance.now();
  const countFrom = begun + load.warmUpSeconds * 1000;
  const until = countFrom + load.seconds * 1000;
  const goesOn = (done: number) =>
    load.keysOnce === undefined ? performance.now() < until : done < load.keysOnce;
  await Promise.all(
    connections.map(async (connection) => {
      const call = new Call(connection, load);
      for (let done = 0; goesOn(done); done++) {
        const from = performance.now();
        await call.step();
        requests += 1;
        if (load.keysOnce !== undefined || from >= countFrom) took.push(performance.now() - from);
      }
      connection.close();
    }),
  );
  const seconds = (performance.now() - (load.keysOnce === undefined ? countFrom : begun)) / 1000;
  const sorted = took.toSorted((a, b) => a - b);
  return {
    requests,
    perSecond: took.length / seconds,
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    p99Ms: quantile(sorted, 0.99),
  };
}

console.log(JSON.stringify(await run(JSON.parse(process.argv[2]!) as IvrLoad)));
