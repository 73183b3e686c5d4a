import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createApp } from '../../../api/app.ts';
import { testStringScanner } from '../../../application/attachments/malware-scanner.ts';
import type { FoundCase } from '../../../application/call.ts';
import { RecentViews } from '../../../application/cases/reading/find-case.ts';
import { issueToken } from '../../../application/sessions/sessions.ts';
import { AccessLog } from '../../../db/cases/accesses.ts';
import { findRequest, noteRequest } from '../../../db/cases/requests.ts';
import { ApiClient, eventually } from '../../support/api/api-client.ts';
import { opened } from '../../support/api/complaints.ts';
import { unwritable } from '../../support/api/held-back.ts';
import { type RunningApi, secret, startApi, type Timeline } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const [agent, other] = [`${organisation}.agent.1`, `${organisation}.agent.2`];

const typesIn = ({ events }: Timeline) => events.map(({ type }) => type);

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

test('what a command has done is there for anyone who asks next, also if it could not be written yet', async () => {
  const { address } = await opened(api, organisation);
  await api.projected(address, agent, () => true);
  const away = unwritable(api.database);
  try {
    const accepted = (await api.as(agent).post(`${address}/accept`, {})).view;
    expect(accepted).toMatchObject({ status: 'open', owner: agent });
    // Twice: to have been looked at takes nothing away.
    for (const who of [agent, other]) {
      const { revision, status, owner, projected } = (await api.as(who).get(address)).view;
      expect({ revision, status, owner, projected }).toEqual({
        ...{ revision: accepted.revision, status: 'open', owner: agent, projected: false },
      });
    }
    // The timeline stands in the projection alone: it says that it is behind.
    const early = (await api.as(agent).get(`${address}/timeline`)).as<Timeline>();
    expect({ ...early, types: typesIn(early) }).toMatchObject({
      projected: false,
      chainHolds: true,
      types: ['received', 'clockStarted'],
    });
    // Judged by the owner of now, not by the projection, in which nobody owned it.
    expect((await api.as(other).post(`${address}/answer`, { text: 'تمت المعالجة' })).refusal).toBe('403 NotYourCase');
    expect((await api.database.cases.collection.findOne({ number: accepted.number }))?.revision).toBeLessThan(
      accepted.revision,
    );
    // One that is asked for a moment before it comes has it.
    const waiting = api.as(agent).get(`${address}/timeline`);
    await api.as(other).get(address);
    away.restore();
    // Nobody repeats the command: what its caller left is looked after.
    expect(await api.lookAfter()).toBeGreaterThan(0);
    const late = (await waiting).as<Timeline>();
    expect(late.projected).toBe(true);
    expect(typesIn(late)).toContain('accepted');
  } finally {
    away.restore();
  }
  await eventually(
    async () => (await api.as(other).get(address)).view,
    ({ projected, revision, owner }) => projected && revision > 1 && owner === agent,
  );
});

test('what one process of the API has answered, another one shows at once', async () => {
  const { database, temporal, packs } = api;
  const second = createApp({
    ...{ database, temporal, packs, secret, publicUrl: api.url, logger: pino({ level: 'silent' }), docs: false },
    ...{ accessLog: new AccessLog(database), answered: new RecentViews(), scanner: testStringScanner },
  }).listen(0, '127.0.0.1');
  await once(second, 'listening');
  const { token } = await issueToken({ secret }, agent);
  const there = new ApiClient(`http://127.0.0.1:${(second.address() as AddressInfo).port}`, token);
  const { address } = await opened(api, organisation);
  const commands: [name: string, body: object][] = [
    ['accept', {}],
    ['log-contact', { channel: 'phone', reached: true, text: 'مكالمة مع العميل (مثال).' }],
    ['answer', { text: 'عولجت المشكلة (مثال).', solved: true }],
  ];
  // In turns, so that each also finds what the other has done.
  for (const [turn, [name, body]] of commands.entries()) {
    const [giver, reader] = turn % 2 === 0 ? [api.as(agent), there] : [there, api.as(agent)];
    const { revision, status } = (await giver.post(`${address}/${name}`, body)).view;
    expect((await reader.get(address)).view).toMatchObject({ revision, status, projected: true });
    const { events, projected } = (await reader.get(`${address}/timeline`)).as<Timeline>();
    expect([events.length > turn, projected]).toEqual([true, true]);
  }
  second.closeAllConnections();
  second.close();
});

test('a request is looked after until its case knows the command, or ten minutes have gone', async () => {
  const { number } = await opened(api, organisation);
  const noted = (ago: number) => ({
    ...{ _id: randomUUID(), organisation, number, bodyDigest: '', response: null },
    receivedAt: new Date(Date.now() - ago * 60_000).toISOString(),
  });
  const [late, lost] = [await noteRequest(api.database, noted(5)), await noteRequest(api.database, noted(15))];
  await api.lookAfter();
  const lookedAfter = async ({ _id }: { _id: string }) => (await findRequest(api.database, _id))?.lookedAfter;
  expect([await lookedAfter(late), await lookedAfter(lost)]).toEqual([undefined, true]);
});

test('an answer never goes before a later one, nor before a projection that has come as far', () => {
  const of = (revision: number) => ({ organisation, number: 'DF-C-1', revision, owner: `after ${revision}` });
  const views = new RecentViews();
  const latest = (revision: number) => views.latest({ ...of(revision), view: of(revision) } as never as FoundCase).view;
  // Two commands at a time: their answers may come back in the other order.
  for (const revision of [3, 2]) views.add(of(revision) as never);
  expect(latest(1)).toMatchObject({ owner: 'after 3', projected: false });
  expect(latest(3)).toEqual(of(3));
  expect(latest(4)).toEqual(of(4));
  // A read that began before the projection came as far may end after one that began later.
  expect(latest(1)).toMatchObject({ owner: 'after 3', projected: false });
});
