import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chainHolds } from '../../../domain/case/event.ts';
import { opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const [agent, accused, auditor] = ['agent.1', 'agent.2', 'auditor.1'].map((who) => `${organisation}.${who}`) as [
  string,
  string,
  string,
];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

test('finding 8 (X-03): an auditor is not shown whom a complaint is about, and checks the chain of digests himself', async () => {
  const { address } = await opened(api, organisation, { about: [accused] });
  await api.as(agent).post(`${address}/accept`, {});
  await api.projected(address, auditor, ({ status }) => status === 'open');
  const { events } = await api.timeline(address, auditor);
  expect(JSON.stringify(events)).not.toContain(accused);
  expect(events[0]).toMatchObject({ v: 2, type: 'received', data: { hidden: true } });
  expect(events.map(({ type }) => type)).toContain('accepted');
  expect(chainHolds(events)).toBe(true);
  const forged = events.map((event) => (event.type === 'accepted' ? { ...event, by: accused } : event));
  expect(chainHolds(forged)).toBe(false);
});
