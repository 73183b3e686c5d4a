import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NoticeDocument } from '../../../db/cases/notices.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import { readableInstant } from '../../../packs/words/readable.ts';
import { eventually } from '../../support/api/api-client.ts';
import { driven, type Opened, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import type { Sent } from '../../support/api/sent-messages.ts';

const organisation = 'development-fund';
const customer = { name: 'عميل تجريبي (مثال)', phone: '+966500000001', email: 'customer@example.com' };
const supervisor = `${organisation}.supervisor.1`;

/** Lives of a complaint that together reach every step at which a customer is told, with the notices of each step. */
const lives: [string, [command: string, body: object, by?: string][], string[]][] = [
  [
    'that is returned, completed, accepted, explained, answered twice and closed',
    [
      ['return-for-completion', { missing: ['details'], text: 'متى؟' }],
      ['complete', { fields: { details: 'الأحد' } }],
      ['accept', {}],
      ['interim', { text: 'نراجع', steps: ['مراجعة'], expectedBy: 'PT1H' }],
      ['answer', { text: 'الرد' }],
      ['confirm', { helped: false }],
      ['answer', { text: 'الرد الثاني' }],
      ['confirm', { helped: true }],
    ],
    [
      ...['received', 'returned', 'completed', 'accepted', 'interim', 'answered', 'spoken-for', 'round-opened'],
      ...['answered', 'spoken-for', 'closed'],
    ],
  ],
  [
    'that is declined',
    [['decline', { reasonCode: 'duplicate', text: 'سُجلت الشكوى نفسها من قبل' }, supervisor]],
    ['received', 'declined'],
  ],
  ['that is withdrawn', [['withdraw', {}]], ['received', 'withdrawn']],
];

describe.each(['ar', 'en'] as const)('a customer who reads %s', (language) => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({ staffOf: [organisation] });
  });
  afterAll(() => api.stop());

  test.each(lives)(
    'hears of each step of a complaint %s, by SMS and by e-mail (F-09)',
    async (_life, commands, steps) => {
      const { number } = await driven(api, organisation, commands, { language, customer });
      const ofCase = () => api.sent.filter(({ to, text }) => isCustomers(to) && text.includes(number));
      const sent = await eventually(ofCase, (all) => all.length >= steps.length * 2);
      expect(sent).toHaveLength(steps.length * 2);
      for (const message of sent) {
        expect(message.to).toBe(message.channel === 'sms' ? customer.phone : customer.email);
        // The customer's own name stands as it is written, in either language.
        expect(/[\u0600-\u06ff]/.test(message.text.replace(customer.name, ''))).toBe(language === 'ar');
        if (message.channel === 'email') expect(message.subject).toContain(number);
        expect(message.text).not.toMatch(/[{}]|undefined|null/);
      }
      expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
      for (const channel of ['sms', 'email'] as const) {
        // What has been sent is noted after it.
        const noted = await eventually(
          () => api.database.notices.find({ number, to: 'customer', channel }).lean<NoticeDocument[]>(),
          (all) => all.length >= steps.length,
        );
        expect(noted.map(({ template }) => template).sort()).toEqual([...steps].sort());
      }
    },
  );

  test('is told until when to expect the answer, in his local time', async () => {
    const { number, view } = await driven(api, organisation, [['accept', {}]], { language, customer });
    const due = readableInstant(view.clocks.find(({ id }) => id === 'answer')?.dueLocal ?? '', language, 'SA');
    const text = await eventually(
      () =>
        api.sent.find(
          ({ channel, text: words }) => channel === 'email' && words.includes(number) && words.includes(due),
        ),
      (message) => message !== undefined,
    );
    expect(text?.to).toBe(customer.email);
  });
});

const isCustomers = (to: string) => to === customer.phone || to === customer.email;

describe('a customer without one of the two', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await startApi({ staffOf: [organisation] });
  });
  afterAll(() => api.stop());

  test.each([
    ['sms', { name: customer.name, phone: customer.phone }],
    ['email', { name: customer.name, email: customer.email }],
  ])('is told by %s alone', async (channel, given) => {
    const { number } = await opened(api, organisation, { customer: given });
    const ofCase = () => api.sent.filter(({ text }) => text.includes(number));
    expect(await eventually(ofCase, (all) => all.length > 0)).toMatchObject([{ channel }]);
    const { events } = await timeline(api, number, () => true);
    expect(events.map(({ type }) => type)).not.toContain('noticeFailed');
  });
});

describe('with an e-mail gateway that fails', () => {
  let api: RunningApi;
  beforeAll(async () => {
    const email = () => Promise.reject(new Error('550 no such mailbox'));
    api = await startApi({ staffOf: [organisation, 'sandbox'], failingPorts: (outbox) => ({ ...outbox, email }) });
  });
  afterAll(() => api.stop());

  test('the failure is a fact of the timeline, the SMS has gone, and the case goes on', async () => {
    const { number, address } = await opened(api, organisation, { customer });
    const failed = ({ type }: TimelineEvent) => type === 'noticeFailed';
    const { events, chainHolds } = await timeline(api, number, (all) => all.some(failed));
    expect(events.filter(failed)).toMatchObject([
      { by: 'system', data: { to: 'customer', channel: 'email', detail: '550 no such mailbox' } },
    ]);
    expect(chainHolds).toBe(true);
    expect(sentAbout(api, number)).toMatchObject([{ channel: 'sms', to: customer.phone }]);
    expect((await api.as(`${organisation}.agent.1`).post(`${address}/accept`)).view.status).toBe('open');
  });

  test('a member of staff who is written to by e-mail alone gets an SMS instead', async () => {
    await api.hire('sandbox.agent.1', { phone: '+966500000077' });
    const { number, address } = await opened(api, 'sandbox', { customer });
    await api.as('sandbox.supervisor.1').post(`${address}/assign`, { to: 'sandbox.agent.1' });
    const toStaff = () => sentAbout(api, number).filter(({ to }) => to === '+966500000077');
    expect(await eventually(toStaff, (all) => all.length > 0)).toMatchObject([
      { channel: 'sms', key: expect.stringMatching(/:instead:sms$/) },
    ]);
  });
});

const sentAbout = (api: RunningApi, number: string): Sent[] => api.sent.filter(({ text }) => text.includes(number));

async function timeline(
  api: RunningApi,
  number: Opened['number'],
  isThere: (events: TimelineEvent[]) => boolean,
): Promise<{ events: TimelineEvent[]; chainHolds: boolean }> {
  const address = `/v1/organisations/${organisation}/complaints/${number}`;
  const read = () => api.timeline(address, `${organisation}.manager.1`);
  return eventually(read, ({ events }) => isThere(events));
}
