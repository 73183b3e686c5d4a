/** What others do appears by itself: the changes of cases, as a list and as a stream (decision 70). */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Changes } from '../../../application/cases/live/changes.ts';
import { liveStreamsOf } from '../../../application/cases/live/live-streams.ts';
import { issueToken } from '../../../application/sessions/sessions.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const other = 'courier';
const manager = `${organisation}.manager.1`;
const accused = `${organisation}.manager.2`;
const address = `/v1/organisations/${organisation}/changes`;

let api: RunningApi;
let own: Opened;

beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, other] });
  own = await opened(api, organisation);
  await api.projected(own.address, manager, () => true);
});
afterAll(() => api.stop());

const numbersIn = ({ changes }: Pick<Changes, 'changes'>) => changes.map(({ number }) => number);
const ask = async (who: string, since: string) =>
  (await api.as(who).get(`${address}?since=${encodeURIComponent(since)}`)).as<Changes>();

/** A stream as a browser has it: its events so far, and the way to hang up. */
async function follow(who: string, headers: Record<string, string> = {}) {
  const { token } = await issueToken({ secret }, who);
  const hangUp = new AbortController();
  const response = await fetch(`${api.url}${address}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...headers },
    signal: hangUp.signal,
  });
  const read = { text: '', hasEnded: false };
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) read.text += decoder.decode(part as Uint8Array, { stream: true });
    read.hasEnded = true;
  })().catch(() => undefined);
  const events = () =>
    [...read.text.matchAll(/^event: changes\nid: (.+)\ndata: (.+)$/gm)].map(([, id = '', data = '']) => ({
      id,
      ...(JSON.parse(data) as Pick<Changes, 'changes' | 'isWhole'>),
    }));
  const end = async () => {
    hangUp.abort();
    await reading;
  };
  return { response, events, end, hasEnded: () => read.hasEnded };
}
type Stream = Awaited<ReturnType<typeof follow>>;
const told = (stream: Stream) => stream.events().flatMap(numbersIn);

describe('as a list', () => {
  test('the first question is answered with the instant from which to go on', async () => {
    const first = (await api.as(manager).get(address)).as<Changes>();
    expect(first).toMatchObject({ changes: [], isWhole: true });
    expect(Math.abs(Date.parse(first.until) - Date.now())).toBeLessThan(60_000);
  });

  test('then each change comes, with the revision that stands', async () => {
    const { until } = (await api.as(manager).get(address)).as<Changes>();
    const { view } = await api.as(`${organisation}.agent.1`).post(`${own.address}/accept`, {});
    await api.projected(own.address, manager, ({ revision }) => revision >= view.revision);
    const { changes } = await ask(manager, until);
    expect(changes).toContainEqual({ number: own.number, kind: 'complaint', revision: expect.any(Number) });
    expect(changes.find(({ number }) => number === own.number)?.revision).toBeGreaterThanOrEqual(view.revision);
  });

  test('who was away for long is told to read anew', async () => {
    const long = new Date(Date.now() - 11 * 60_000).toISOString();
    expect(await ask(manager, long)).toMatchObject({ changes: [], isWhole: false });
  });

  test('what is no instant is refused, and so is another organisation', async () => {
    expect((await api.as(manager).get(`${address}?since=yesterday`)).refusal).toBe('400 InvalidQuery');
    expect((await api.as(`${other}.manager.1`).get(address)).refusal).toBe('404 NotFound');
  });
});

describe('as a stream', () => {
  test('what somebody else does comes by itself', async () => {
    const stream = await follow(manager);
    expect(Object.fromEntries(stream.response.headers)).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream\b/),
      'cache-control': 'no-store',
    });
    const late = await opened(api, organisation);
    await eventually(
      async () => told(stream),
      (numbers) => numbers.includes(late.number),
    );
    await stream.end();
  });

  test('F-10: nobody hears of a case that names them, nor that it has changed', async () => {
    const [stream, reader] = [await follow(accused), await follow(manager)];
    const about = await opened(api, organisation, { about: [accused] });
    const plain = await opened(api, organisation);
    await eventually(
      async () => told(reader),
      (numbers) => numbers.includes(about.number),
    );
    await eventually(
      async () => told(stream),
      (numbers) => numbers.includes(plain.number),
    );
    expect(told(stream)).not.toContain(about.number);
    const { until } = (await api.as(accused).get(address)).as<Changes>();
    expect(numbersIn(await ask(accused, until))).not.toContain(about.number);
    await Promise.all([stream.end(), reader.end()]);
  });

  test('who comes again goes on from where they were', async () => {
    const before = new Date().toISOString();
    const missed = await opened(api, organisation);
    await api.projected(missed.address, manager, () => true);
    const stream = await follow(manager, { 'last-event-id': before });
    const [first] = await eventually(
      async () => stream.events(),
      (events) => events.length > 0,
    );
    expect(first).toMatchObject({ isWhole: true });
    expect(numbersIn(first ?? { changes: [] })).toContain(missed.number);
    await stream.end();
  });

  test('a person has eight at most; one that is closed makes room', async () => {
    const who = `${organisation}.supervisor.1`;
    const streams = await Promise.all(Array.from({ length: 8 }, () => follow(who)));
    expect(streams.map(({ response }) => response.status)).toEqual(Array.from({ length: 8 }, () => 200));
    const ninth = await follow(who);
    expect(ninth.response.status).toBe(429);
    expect(ninth.response.headers.get('retry-after')).toBe('5');
    const [first, ...others] = streams;
    await first?.end();
    const again = await eventually(
      () => follow(who),
      ({ response }) => response.status === 200,
    );
    await Promise.all([...others, ninth, again].map((stream) => stream.end()));
    expect(api.logged).toEqual([]);
  });

  test('a process that stops ends its streams, so that they go on elsewhere', async () => {
    const stream = await follow(manager);
    liveStreamsOf(api.database).end();
    await eventually(
      async () => stream.hasEnded(),
      (hasEnded) => hasEnded,
    );
  });
});
