import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Appointment } from '../../domain/complaint/appointments.ts';
import { eventually } from '../support/api-client.ts';
import { driven, opened } from '../support/complaints.ts';
import { type RunningApi, startApi } from '../support/running-api.ts';

const organisations = ['beneficiary-society', 'courier', 'sandbox'];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: organisations });
}, 60_000);
afterAll(() => api.stop());

const appointmentsOf = (detail: Record<string, unknown>) => detail.appointments as Appointment[];

describe('what is at hand for each case', () => {
  interface Guidance {
    guidance: { id: string; source: string }[];
    checklists: { source: string; steps: { step: string; done: { by: string } | null }[] }[];
  }
  const guidance = async (address: string, who: string) =>
    (await api.as(who).get(`${address}/guidance`)).as<Guidance>();

  test('B-07, B-08: conduct and the seven steps, those that have been done with who did them', async () => {
    const { address } = await driven(api, 'beneficiary-society', [['tick-step', { step: 'listen' }]]);
    const agent = 'beneficiary-society.agent.1';
    await api.projected(address, agent, ({ detail }) => (detail.stepsDone as unknown[]).length === 1);
    const shown = await guidance(address, agent);
    expect(shown.guidance).toMatchObject([{ id: 'conduct', source: 'B-08' }]);
    expect(shown.checklists).toMatchObject([{ source: 'B-07' }]);
    const steps = shown.checklists[0]?.steps ?? [];
    expect(steps).toHaveLength(7);
    expect(steps.filter(({ done }) => done)).toMatchObject([{ step: 'listen', done: { by: agent } }]);
    const unknown = await api.as(agent).post(`${address}/tick-step`, { step: 'dance' });
    expect(unknown.refusal).toBe('422 Invalid');
  });

  test('C-09: the care standards', async () => {
    const { address } = await opened(api, 'courier');
    expect((await guidance(address, 'courier.agent.2')).guidance).toMatchObject([{ id: 'care-standards' }]);
  });
});

describe('an appointment', () => {
  // Staff are written to at any hour in the sandbox.
  const organisation = 'sandbox';
  const [agent, manager] = [`${organisation}.agent.1`, `${organisation}.manager.1`];
  const at = '2031-01-06T09:00:00Z';
  const meeting = { kind: 'meet-manager', at, with: manager, agreed: true };

  test('G-09: whoever wishes meets the manager, who is told, has it in his work and says what came of it', async () => {
    const { address, number } = await driven(api, organisation, [['book-appointment', meeting]]);
    const letters = await eventually(
      () => api.sent.filter(({ key }) => key.includes(`:${number}:`) && key.includes(manager)),
      (sent) => sent.length > 0,
    );
    expect(letters[0]?.text).toContain('2031');
    const work = async () =>
      (await api.as(manager).get(`/v1/organisations/${organisation}/work`)).as<{
        items: { number: string; why: string }[];
      }>().items;
    const items = await eventually(work, (all) => all.some((item) => item.number === number));
    expect(items.find((item) => item.number === number)?.why).toBe('appointment');
    const kept = await api.as(manager).post(`${address}/keep-appointment`, { appointment: '1', kept: true });
    expect(appointmentsOf(kept.view.detail)).toMatchObject([
      { kind: 'meet-manager', at, with: manager, status: 'kept' },
    ]);
  });

  test.each([
    ['without the customer’s agreement (G-07)', { agreed: false }],
    ['in the past', { at: '2020-01-01T09:00:00Z' }],
    ['with nobody who works there', { with: 'courier.manager.1' }],
    ['with the manager, who is none', { with: agent }],
    ['of another kind', { kind: 'lunch' }],
  ])('%s is not booked', async (_, change) => {
    const { address } = await opened(api, organisation);
    const answer = await api.as(agent).post(`${address}/book-appointment`, { ...meeting, ...change });
    expect(answer.refusal).toBe('422 Invalid');
  });
});

test('F-15, G-03: an expected time that has passed already is not promised', async () => {
  const { address } = await driven(api, 'courier', [['accept', {}]]);
  const promise = { text: 'نتحقق من الشحنة', expectedBy: '2020-01-01T09:00:00Z' };
  expect((await api.as('courier.agent.1').post(`${address}/interim`, promise)).refusal).toBe('422 Invalid');
});
