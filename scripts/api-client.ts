import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

interface Account {
  staffId: string;
  username: string;
  password: string;
}

/** The API of a running `npm start`, as its local accounts use it. */
export class LocalApi {
  /** As `http://127.0.0.1:3000`. */
  readonly base: string;
  private readonly accounts: Account[];
  private readonly tokens = new Map<string, string>();
  private readonly sent = new Map<string, number>();
  private readonly run: string | undefined;

  /**
   * Reads the address and the accounts from the data folder; fails with what to do if nothing runs.
   * @param run if given, the n-th request to an address has the same key in each run of this name. One that is broken off is run
   *   again from its beginning, and does nothing twice
   */
  constructor(dataFolder: string, run?: string) {
    this.run = run;
    try {
      const servers = JSON.parse(readFileSync(join(dataFolder, 'servers.json'), 'utf8')) as { api?: string };
      this.accounts = JSON.parse(readFileSync(join(dataFolder, 'accounts.json'), 'utf8')) as Account[];
      this.base = servers.api ?? '';
    } catch {
      this.accounts = [];
      this.base = '';
    }
    if (!this.base) throw new Error(`Nothing runs with the data folder ${dataFolder}: start it with npm start first.`);
  }

  /** A request as a member of staff, or as nobody. */
  async call(
    method: 'GET' | 'POST',
    path: string,
    as?: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${await this.tokenOf(as)}` } : {}),
        ...headers,
        ...(method === 'POST' ? { 'content-type': 'application/json', 'idempotency-key': this.keyOf(path, as) } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** The same, if anything but success is an error. */
  async must(
    method: 'GET' | 'POST',
    path: string,
    as?: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Record<string, unknown>> {
    const answer = await this.call(method, path, as, body, headers);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path} as ${as}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  /** Sends a text as a file; anything but success is an error. */
  async upload(path: string, as: string, text: string, type = 'text/plain'): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.base}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.tokenOf(as)}`,
        ...{ 'content-type': type, 'idempotency-key': this.keyOf(path, as) },
      },
      body: text,
    });
    const body = (await response.json()) as Record<string, unknown>;
    if (response.status < 300) return body;
    throw new Error(`POST ${path} as ${as}: ${response.status} ${JSON.stringify(body)}`);
  }

  private keyOf(path: string, as = 'nobody'): string {
    if (this.run === undefined) return randomUUID();
    const what = `${this.run} ${as} ${path}`;
    const times = (this.sent.get(what) ?? 0) + 1;
    this.sent.set(what, times);
    const hex = createHash('sha256').update(`${what} ${times}`).digest('hex');
    // Keys of public requests are UUIDs: this is one of version 8, whose digits are free.
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
  }

  private async tokenOf(staffId: string): Promise<string> {
    const known = this.tokens.get(staffId);
    if (known) return known;
    const account = this.accounts.find((one) => one.staffId === staffId);
    if (!account) throw new Error(`accounts.json has no ${staffId}`);
    const { username, password } = account;
    const { token } = await this.must('POST', '/v1/session', undefined, { username, password });
    this.tokens.set(staffId, String(token));
    return String(token);
  }
}
