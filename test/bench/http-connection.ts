import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * One keep-alive connection that sends a request and waits for its answer: as little client as possible, so
 * that on a small machine it is the server that is measured. Understands Content-Length answers only.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #host: string;
  #buffered: Buffer = Buffer.alloc(0);
  #waiting: ((answer: HttpAnswer) => void) | undefined;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('close', () => this.#waiting?.({ status: 0, body: 'connection closed' }));
  }

  static async open(url: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new HttpConnection(socket, host);
  }

  send(method: 'GET' | 'POST', path: string, bearer: string, body = ''): Promise<HttpAnswer> {
    const authorization = bearer ? `authorization: Bearer ${bearer}\r\n` : '';
    const content = body
      ? `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
      : '';
    return this.request(`${method} ${path} HTTP/1.1\r\n${authorization}${content}`, body);
  }

  /** A request whose head the caller writes, without `host` and without its empty line. */
  request(head: string, body: string): Promise<HttpAnswer> {
    this.#socket.write(`${head}host: ${this.#host}\r\n\r\n${body}`);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#buffered = this.#buffered.length === 0 ? chunk : Buffer.concat([this.#buffered, chunk]);
    const end = this.#buffered.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#buffered.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#buffered.length < end + 4 + length) return;
    const body = this.#buffered.toString('utf8', end + 4, end + 4 + length);
    this.#buffered = Buffer.alloc(0);
    const resolve = this.#waiting;
    this.#waiting = undefined;
    resolve?.({ status: Number(head.slice(9, 12)), body });
  }
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}
