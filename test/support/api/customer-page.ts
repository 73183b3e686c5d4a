import { randomUUID } from 'node:crypto';
import { type Answer, eventually } from './api-client.ts';
import type { RunningApi } from './running-api.ts';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const form = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };

/** A customer with the link of a message and the contact that the complaint has, on a telephone without JavaScript. */
export class CustomerOnPage {
  private readonly api: RunningApi;
  readonly number: string;
  readonly link: string;
  grant = '';

  constructor(api: RunningApi, number: string, link: string) {
    this.api = api;
    this.number = number;
    this.link = link;
  }

  /** Once the first message with a link has come. */
  static async of(api: RunningApi, number: string): Promise<CustomerOnPage> {
    const links = () =>
      api.sent.flatMap(({ key, text }) =>
        key.includes(`:${number}:`) ? (/\/public\/[^\s\u2069]+\/follow\/[\w-]{43}/.exec(text) ?? []) : [],
      );
    const [link = ''] = await eventually(links, (found) => found.length > 0);
    return new CustomerOnPage(api, number, link);
  }

  page(): Promise<Answer> {
    return this.api.anybody.get(this.link, { headers: browser });
  }

  /** The page once it says so: a command may be faster than what the page reads. */
  async pageWith(text: string): Promise<string> {
    return (
      await eventually(
        () => this.page(),
        (answer) => answer.text.includes(text),
      )
    ).text;
  }

  send(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.api.anybody.send('POST', `${this.link}${path}`, new URLSearchParams(fields).toString(), form);
  }

  /** The codes that have come to the contact. */
  codes(): string[] {
    return this.api.sent.flatMap(({ key, text }) =>
      key.startsWith('contact-code:') && key.includes(this.number) ? (/\d{6}/.exec(text) ?? []) : [],
    );
  }

  /** Asks for a code, reads it, and goes on to the forms. */
  async prove(): Promise<Answer> {
    const seen = this.codes().length;
    await this.send('/code', { idempotencyKey: randomUUID() });
    const codes = await eventually(
      () => this.codes(),
      (all) => all.length > seen,
    );
    const answer = await this.send('/grant', { code: codes.at(-1) ?? '' });
    this.grant = /name="grant" value="([^"]+)"/.exec(answer.text)?.[1] ?? /grant=([^&"]+)/.exec(answer.text)?.[1] ?? '';
    return answer;
  }

  /** Sends one of the forms. */
  act(action: string, fields: Record<string, string> = {}): Promise<Answer> {
    return this.send('', { action, grant: this.grant, idempotencyKey: randomUUID(), ...fields });
  }

  attach(content: string, { name = 'note.txt', type = 'text/plain' } = {}): Promise<Answer> {
    const edge = 'edge-of-a-part';
    const body = [
      `--${edge}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
      `${content}\r\n--${edge}--\r\n`,
    ].join('');
    const headers = { ...browser, 'content-type': `multipart/form-data; boundary=${edge}` };
    return this.api.anybody.send('POST', `${this.link}/attach?grant=${this.grant}&key=${randomUUID()}`, body, headers);
  }
}

/** The acts whose forms a page has. */
export function actsOn(html: string): string[] {
  const own = [...html.matchAll(/name="action" value="([\w-]+)"/g)].map(([, action = '']) => action);
  return [...own, ...(html.includes('/attach?grant=') ? ['attach'] : [])].sort();
}
