/** As much of the browser's XMLHttpRequest, on `fetch`, as Microsoft's Direct Line client asks of one in Node. */
export class XmlHttpRequest {
  readyState = 0;
  status = 0;
  statusText = '';
  response: unknown = null;
  responseText = '';
  responseType = '';
  timeout = 0;
  withCredentials = false;
  onreadystatechange: (() => void) | null = null;
  ontimeout: (() => void) | null = null;
  onload: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly upload = {};
  readonly #headers: Record<string, string> = {};
  readonly #abort = new AbortController();
  #received: Headers | undefined;
  #target = { method: 'GET', url: '' };

  open(method: string, url: string): void {
    this.#target = { method, url };
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.#received?.get(name) ?? null;
  }

  abort(): void {
    this.#abort.abort();
  }

  send(body?: string): void {
    const { method, url } = this.#target;
    const signal = AbortSignal.any([
      this.#abort.signal,
      ...(this.timeout ? [AbortSignal.timeout(this.timeout)] : []),
    ]);
    fetch(url, { method, headers: this.#headers, signal, ...(body && method !== 'GET' && { body }) })
      .then(async (answer) => {
        this.#received = answer.headers;
        this.status = answer.status;
        this.statusText = answer.statusText;
        this.responseText = await answer.text();
        this.response = this.responseType === 'json' ? parsed(this.responseText) : this.responseText;
        this.#finish((event) => this.onload?.(event));
      })
      .catch((error: Error) => {
        if (this.#abort.signal.aborted) return;
        if (error.name === 'TimeoutError') this.ontimeout?.();
        // As in a browser: no answer has the status 0.
        else this.#finish((event) => this.onerror?.(event));
      });
  }

  #finish(tell: (event: object) => void): void {
    this.readyState = 4;
    this.onreadystatechange?.();
    tell({ target: this });
  }
}

function parsed(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}
