/** Sends the examples of the OpenAPI document as they stand: what a reader of the document copies must work. */
import { isHad } from '../../../api/system/examples.ts';
import { findCustomer } from '../../../db/registry/customers.ts';
import { messageSignature } from '../../../domain/case/signed-message.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { Pack } from '../../../packs/schema.ts';
import { type Answer, eventually } from './api-client.ts';
import { enter, prepared } from './registry-lab.ts';
import { type RunningApi, smsToken } from './running-api.ts';
import { withPacks } from './with-packs.ts';

/** One operation of the document, as far as its examples go. */
export interface Exampled {
  operationId: string;
  path: string;
  /** Media type of the body that the examples are of. */
  mediaType: string;
  examples: Record<string, { value: unknown }>;
  /** The statuses that the document gives as successes. */
  successes: number[];
}

/** What a number of examples tell together, for each organisation that has all of their operations. */
export interface Story {
  title: string;
  /** Operations whose examples it sends: all of these, and no others. */
  sends: readonly string[];
  tell(sender: ExampleSender): Promise<void>;
}

/**
 * The only fields of an example whose value a test may replace: numbers of other cases, and what nobody can write down
 * beforehand. The latter is secret or made anew each time. Everything else is sent as the document has it.
 */
const replaceable = [
  'number',
  'numbers',
  'incident',
  'into',
  'code',
  'grant',
  'secret',
  'key',
  'attachment',
  'letter',
  'sha256',
] as const;
export type Replaced = Partial<Record<(typeof replaceable)[number], string | string[]>>;

interface How {
  /** A name below the organisation's, as `agent.1`; left out: somebody without a token. */
  by?: string;
  /** Parameters of the path besides the organisation. */
  at?: Record<string, string>;
  /** What the body has besides. */
  more?: object;
  put?: Replaced;
  /** Digest of what was seen. */
  seen?: string | undefined;
  headers?: Record<string, string>;
  /** Whether the message gateway signs it. */
  sign?: boolean;
  /** Which example, if the operation has several for the organisation. */
  name?: string;
}

interface OpenApiDocument {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        requestBody?: { content: Record<string, { examples?: Exampled['examples'] }> };
        responses: Record<string, unknown>;
      }
    >
  >;
}

/** Every operation of the document that has an example. */
export function exampledOperations(document: object): Exampled[] {
  const { paths } = document as OpenApiDocument;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ operationId, requestBody, responses }) => {
      const of = Object.entries(requestBody?.content ?? {}).find(
        ([, { examples = {} }]) => Object.keys(examples).length > 0,
      );
      if (!of) return [];
      const [mediaType, { examples = {} }] = of;
      const successes = Object.keys(responses)
        .map(Number)
        .filter((status) => status >= 200 && status < 300);
      return [{ operationId, path, mediaType, examples, successes }];
    }),
  );
}

/** The names of the examples that are for this organisation: those that bear its id, or those that bear none. */
export function namesFor({ examples }: Exampled, organisation: string, all: readonly string[]): string[] {
  const isOf = (name: string, id: string) => name === id || name.startsWith(`${id}-`);
  const names = Object.keys(examples);
  const own = names.filter((name) => isOf(name, organisation));
  return own.length > 0 ? own : names.filter((name) => !all.some((id) => isOf(name, id)));
}

/** The operations with examples that an organisation has. */
export function operationsOf(operations: readonly Exampled[], pack: Pack, all: readonly string[]): Exampled[] {
  return operations.filter((one) => isHad(one.path, pack) && namesFor(one, pack.id, all).length > 0);
}

/** Sends examples for one organisation, and knows which it has sent. */
export class ExampleSender {
  readonly api: RunningApi;
  readonly pack: Pack;
  readonly sent = new Set<string>();
  private readonly operations: readonly Exampled[];
  private readonly organisations: readonly string[];

  constructor(api: RunningApi, operations: readonly Exampled[], pack: Pack, organisations: readonly string[]) {
    this.api = api;
    this.operations = operations;
    this.pack = pack;
    this.organisations = organisations;
  }

  get organisation(): string {
    return this.pack.id;
  }

  /** Where the organisation's operations for staff are. */
  get base(): string {
    return `/v1/organisations/${this.organisation}`;
  }

  id(who: string): string {
    return `${this.organisation}.${who}`;
  }

  as(who: string) {
    return this.api.as(this.id(who));
  }

  /** Somebody who does not work there yet. */
  hire(who: string, change: Parameters<RunningApi['hire']>[1] = {}) {
    return this.api.hire(this.id(who), change);
  }

  /** The case once it can be read. @param path below the organisation's own, as `leads/NC-L-1` */
  async readable(path: string, by: string): Promise<CaseView> {
    const read = () => this.as(by).get(`${this.base}/${path}`);
    return (await eventually(read, ({ status }) => status === 200)).view;
  }

  /** Does something as if the organisation had published the first version of its policy only. */
  underFirstPolicy<T>(act: () => Promise<T>): Promise<T> {
    const first = (all: readonly Pack[]) => all.filter(({ id, version }) => id !== this.organisation || version === 1);
    return withPacks(this.api, first, act);
  }

  /** With a next version of the policy, in which nothing is different. */
  underNextPolicy<T>(act: () => Promise<T>): Promise<T> {
    const next = { ...this.pack, version: this.pack.version + 1 };
    return withPacks(this.api, (all) => [...all, next], act);
  }

  /** Enters the customer whose number examples name, unless that customer is there. */
  async withExampleCustomer(): Promise<void> {
    const { organisation, api, pack } = this;
    const customer = `${pack.prefix}-P-00000-000000`;
    if (await findCustomer(api.database, organisation, customer)) return;
    const change = `${pack.prefix}-R-EXAMPLE`;
    const writes = await prepared(api.database, change, [{ customer, base: 0 }], organisation);
    await enter(api.database, change, writes, organisation);
  }

  exampleOf(operationId: string): unknown {
    return this.operation(operationId).examples[this.names(operationId)[0] ?? '']?.value;
  }

  names(operationId: string): string[] {
    return namesFor(this.operation(operationId), this.organisation, this.organisations);
  }

  /**
   * Sends the example of an operation as it stands.
   * @throws Error unless the answer has a status that the document gives as a success
   */
  async send(
    operationId: string,
    { by, at = {}, put = {}, more = {}, seen, headers = {}, sign = false, name }: How = {},
  ): Promise<Answer> {
    const { path, mediaType, examples, successes } = this.operation(operationId);
    const chosen = name ?? this.names(operationId)[0] ?? '';
    const filled = replacedIn(examples[chosen]?.value, put);
    const example = Object.keys(more).length > 0 ? { ...(filled as object), ...more } : filled;
    const own = { organisation: this.organisation, ...at } as Record<string, string>;
    const address = path.replace(/\{(\w+)\}/g, (_, part: string) => own[part] ?? missing(operationId, part));
    const client = by === undefined ? this.api.anybody : this.as(by);
    const given: Record<string, string> = { ...(seen === undefined ? {} : { 'if-match': `"${seen}"` }), ...headers };
    if (sign) Object.assign(given, signed(JSON.stringify(example)));
    const answer =
      typeof example === 'string'
        ? await client.send('POST', address, example, {
            'content-type': mediaType,
            'idempotency-key': `${operationId} ${address}`,
            ...given,
          })
        : await client.post(address, example, { headers: given });
    if (!successes.includes(answer.status))
      throw new Error(
        `${operationId} (${chosen}) by ${by ?? 'anybody'}: ${answer.status} ${answer.text.slice(0, 1000)}`,
      );
    this.sent.add(operationId);
    return answer;
  }

  private operation(operationId: string): Exampled {
    const found = this.operations.find((one) => one.operationId === operationId);
    if (!found) throw new Error(`${operationId} has no example`);
    return found;
  }
}

/** How the message gateway says that a body is its own. */
function signed(body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return { 'inaya-timestamp': timestamp, 'inaya-signature': messageSignature(smsToken, timestamp, body) };
}

function missing(operationId: string, part: string): never {
  throw new Error(`${operationId} needs {${part}}`);
}

/** The example with other numbers and secrets; of several values for one field each is used once, in their order. */
function replacedIn(example: unknown, put: Replaced): unknown {
  const left = new Map(Object.entries(put).map(([field, value]) => [field, [value].flat()]));
  const replaced = JSON.parse(JSON.stringify(example ?? null), (field, value: unknown) => {
    const [next, ...others] = left.get(field) ?? [];
    if (next === undefined) return value;
    if (Array.isArray(value)) return [next, ...others];
    if (typeof value !== 'string') return value;
    if (others.length > 0) left.set(field, others);
    return next;
  }) as unknown;
  return replaced;
}
