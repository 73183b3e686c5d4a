/** The whole product, started as `npm start` does in a data folder of its own, and one complaint's life through its API. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startedProduct } from '../scripts/measuring/started-product.ts';

const organisation = 'development-fund';
const base = `/v1/organisations/${organisation}/complaints`;
/** How often an answer that says "not now" is asked again: each time after as long as it says. */
const triesAtMost = 100;

/** How long each answer took that counts, in milliseconds, and how often others came instead, by status and problem. */
export interface Heard {
  open: number[];
  command: number[];
  askedAgain: Record<string, number>;
}

export interface Product {
  temporalAddress: string;
  pids: Record<string, number>;
  /** One complaint of the development fund from opening to closed: seven requests. Returns its number. */
  life: (heard: Heard) => Promise<string>;
  /** The status in which a complaint is now. */
  statusOf: (number: string) => Promise<string>;
  /** A session lasts half an hour: each round begins a new one. */
  signIn: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts servers, API and worker. */
export async function startProduct(): Promise<Product> {
  const { api, accounts, servers, pid, tokenOf, stop } = await startedProduct('bench');
  const { temporal, mongodb } = servers;
  const agent = accounts.find((one) => one.organisation === organisation && one.role === 'agent');
  if (!agent || !temporal || !mongodb) throw new Error('the product runs without an agent or without its servers');
  const { staffId } = agent;
  const examples = await examplesOf(api);
  let token = '';
  const signIn = async () => {
    token = await tokenOf(agent);
  };
  const post = async (path: string, body: unknown, heard: Heard, times: number[]) => {
    const key = randomUUID();
    for (let tried = 1; ; tried += 1) {
      const began = performance.now();
      const { body: text, headers } = asJson(body);
      const response = await fetch(`${api}${path}`, {
        method: 'POST',
        body: text,
        headers: { ...headers, authorization: `Bearer ${token}`, 'idempotency-key': key },
      });
      const answer = (await response.json()) as { number: string; type?: string };
      if ([429, 503].includes(response.status) && tried < triesAtMost) {
        const instead = `${response.status} ${answer.type?.split('/').at(-1)}`;
        heard.askedAgain[instead] = (heard.askedAgain[instead] ?? 0) + 1;
        await sleep(1000 * Number(response.headers.get('retry-after') ?? 1));
        continue;
      }
      if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
      times.push(performance.now() - began);
      return answer;
    }
  };
  await signIn();
  return {
    temporalAddress: temporal.address,
    pids: { start: pid, temporal: temporal.process.pid, mongodb: mongodb.process.pid },
    signIn,
    async statusOf(number) {
      const answer = await fetch(`${api}${base}/${number}`, { headers: { authorization: `Bearer ${token}` } });
      return ((await answer.json()) as { status: string }).status;
    },
    async life(heard) {
      const { number } = await post(base, examples('openComplaint'), heard, heard.open);
      const steps: [string, unknown][] = [
        ...([
          ['accept', {}],
          ['assign', { to: staffId }],
        ] as [string, unknown][]),
        ['log-contact', examples('logContactComplaint')],
        ['interim', examples('interimComplaint')],
        ['answer', examples('answerComplaint')],
        ['confirm', examples('confirmComplaint')],
      ];
      for (const [name, body] of steps) await post(`${base}/${number}/${name}`, body, heard, heard.command);
      return number;
    },
    stop,
  };
}

function asJson(body: unknown) {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** The bodies that the product's own document gives as examples. */
async function examplesOf(api: string): Promise<(operationId: string) => unknown> {
  type Operation = {
    operationId: string;
    requestBody?: { content: Record<string, { examples?: Record<string, { value: unknown }> }> };
  };
  const { paths } = (await (await fetch(`${api}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  return (operationId) => {
    const found = operations.find((one) => one.operationId === operationId);
    const examples = found?.requestBody?.content['application/json']?.examples ?? {};
    return (examples[organisation] ?? Object.values(examples)[0])?.value;
  };
}
