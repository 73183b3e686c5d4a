import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../../api/http/problem.ts';
import type { CaseView } from '../../../domain/case/view.ts';

/** What a request may say besides its body. A header that is null is left out, those sent by themselves as well. */
export interface Asked {
  key?: string;
  headers?: Record<string, string | null>;
}

/** What came back; `view` and `problem` fail if it is not one. */
export class Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;

  constructor(response: Response, text: string) {
    this.status = response.status;
    this.headers = response.headers;
    this.text = text;
  }

  get json(): Record<string, unknown> {
    return JSON.parse(this.text) as Record<string, unknown>;
  }

  /** The JSON of a success. */
  as<T>(): T {
    if (this.status >= 300) throw new Error(`a success was expected, not ${this.status} ${this.text}`);
    return this.json as T;
  }

  get view(): CaseView {
    return this.as<CaseView>();
  }

  /** The problem document; everything that RFC 9457 and the API promise of it is checked here. */
  get problem(): Problem {
    const type = this.headers.get('content-type') ?? '';
    if (!type.startsWith('application/problem+json')) throw new Error(`no problem document: ${this.status} ${type}`);
    const problem = this.json as Problem;
    const sound = /^\/problems\/[A-Z]\w+$/.test(problem.type) && problem.status === this.status && problem.detail;
    if (!sound) throw new Error(`not the problem document of a ${this.status}: ${this.text}`);
    return problem;
  }

  /** Status and name of a problem, such as `409 NotAllowedNow`. */
  get refusal(): string {
    return `${this.status} ${this.problem.type.replace('/problems/', '')}`;
  }
}

/** One caller of the API: a member of staff by their token, or anybody. */
export class ApiClient {
  readonly url: string;
  readonly token: string | null;

  constructor(url: string, token: string | null = null) {
    this.url = url;
    this.token = token;
  }

  get(path: string, asked: Asked = {}): Promise<Answer> {
    return this.send('GET', path, undefined, asked.headers);
  }

  /** Sends JSON under a key of its own, unless another one is given. */
  post(path: string, body: unknown = {}, { key = randomUUID(), headers = {} }: Asked = {}): Promise<Answer> {
    const own = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.send('POST', path, JSON.stringify(body), { ...own, ...headers });
  }

  /** Sends exactly this. */
  async send(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string | null> = {},
  ): Promise<Answer> {
    const signedIn: Record<string, string | null> =
      this.token === null ? {} : { authorization: `Bearer ${this.token}` };
    const all = Object.entries({ ...signedIn, ...headers });
    const given = all.filter((header): header is [string, string] => header[1] !== null);
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: given,
      ...(body === undefined ? {} : { body }),
    });
    return new Answer(response, await response.text());
  }
}

/** How long a test waits for what it expects, in milliseconds: so long that a slow machine does not make it red. */
export const patience = 120_000;

/** Asks again until the answer is there; fails with the last one after `limitMs`. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  isThere: (answer: T) => boolean,
  limitMs = patience,
): Promise<T> {
  for (const until = Date.now() + limitMs; ; await sleep(40)) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    if (Date.now() > until)
      throw new Error(`not after ${limitMs} ms; at last: ${JSON.stringify(answer)?.slice(0, 2000)}`);
  }
}

/** Asks as callers do who come again if a busy API says so: until it answers anything but 503. */
export const served = (ask: () => Promise<Answer>): Promise<Answer> => eventually(ask, ({ status }) => status !== 503);
