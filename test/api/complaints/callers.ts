import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accessesOf } from '../../../db/cases/accesses.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, driven, opened } from '../../support/api/complaints.ts';
import { enter, prepared } from '../../support/api/registry-lab.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const agent = `${organisation}.agent.1`;
const customer = { name: 'عبد الله بن سالم المثال', phone: '+966500000031', email: 'caller@example.com' };
const base = `/v1/organisations/${organisation}`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

interface Identification {
  needed: number;
  questions: { id: string }[];
  identifiedUntil: string | null;
  blockedUntil: string | null;
}

describe('who calls is identified before status is told', () => {
  const told = { channel: 'phone', reached: true, statusTold: true };

  test('a caller is asked what the organisation can compare, in whatever spelling, and is told nothing before', async () => {
    const { address } = await opened(api, organisation, { customer });
    const asked = (await api.as(agent).get(`${address}/identification`)).as<Identification>();
    expect(asked).toMatchObject({ needed: 2, identifiedUntil: null, blockedUntil: null });
    expect(asked.questions.map(({ id }) => id)).toEqual(['name', 'telephone', 'email']);
    expect((await api.as(agent).post(`${address}/log-contact`, told)).refusal).toBe('409 Incomplete');

    const answers = { name: 'عبدالله المثال', telephone: '٠٥٠٠٠٠٠٠٣١' };
    const key = 'the-call-of-this-morning';
    const first = await api.as(agent).post(`${address}/identify`, { channel: 'phone', answers }, { key });
    expect(first.view.detail.identifications).toMatchObject([{ by: agent, isRight: true }]);
    const again = await api.as(agent).post(`${address}/identify`, { channel: 'phone', answers }, { key });
    expect(again.view.revision).toBe(first.view.revision);
    expect((await api.as(agent).post(`${address}/log-contact`, told)).status).toBe(200);
    const known = (await api.as(agent).get(`${address}/identification`)).as<Identification>();
    expect(known.identifiedUntil).not.toBeNull();

    const timeline = await api.as(agent).get(`${address}/timeline`);
    expect(timeline.text).toContain('"callerIdentified"');
    for (const value of ['المثال', '0500000031', '٠٥٠٠٠٠٠٠٣١']) expect(timeline.text).not.toContain(value);
  });

  test('nobody learns which answer was wrong, and the third failed attempt ends all asking', async () => {
    const { address } = await opened(api, organisation, { customer });
    const attempt = (answers: object) => api.as(agent).post(`${address}/identify`, { channel: 'phone', answers });
    const replies = [];
    for (const answers of [
      { name: 'عبدالله المثال', telephone: '0500000032' },
      { name: 'سالم المثال', telephone: '0500000031' },
      { name: 'سالم', telephone: '0500000032', email: 'caller@example.com' },
    ])
      replies.push(await attempt(answers));
    for (const { status, text } of replies) {
      expect(status).toBe(200);
      expect(text).not.toMatch(/0500000031|966500000031|caller@example/);
    }
    const [one, other] = replies.map(({ view }) => view.detail.identifications?.at(-1));
    expect({ ...one, at: '' }).toEqual({ ...other, at: '' });
    const right = { name: customer.name, telephone: customer.phone };
    expect((await attempt(right)).refusal).toBe('409 NotAllowedNow');
    const { blockedUntil } = (await api.as(agent).get(`${address}/identification`)).as<Identification>();
    expect(Date.parse(blockedUntil ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000);
    await eventually(
      () => api.sent.filter(({ to, text }) => to.includes('supervisor') && text.includes('فشل التحقق من هوية')),
      (warnings) => warnings.length > 0,
    );
  });

  test('one question is no attempt, nor one that cannot be compared', async () => {
    const { address } = await opened(api, organisation, { customer: { ...customer, email: undefined } });
    const attempt = async (answers: object) =>
      (await api.as(agent).post(`${address}/identify`, { channel: 'phone', answers })).problem.errors?.[0]?.path;
    expect(await attempt({ name: 'عبدالله المثال' })).toBe('answers');
    expect(await attempt({ name: 'عبدالله المثال', email: 'caller@example.com' })).toBe('answers.email');
    expect(await attempt({ name: 'عبدالله المثال', constructor: 'x' })).toBe('answers.constructor');
  });
});

describe('the screen of a caller', () => {
  const telephone = '+966500000041';
  const asked = `${base}/callers?telephone=${encodeURIComponent('٠٥٠ ٠٠٠ ٠٠٤١')}`;
  const caller = { name: 'سارة المثال', phone: telephone };

  interface Callers {
    telephone: string;
    isShared: boolean;
    customers: { number: string; name: string; preferredChannel: string | null }[];
    complaints: { number: string; lastContacts: { channel: string; reached: boolean }[] }[];
  }
  const look = async (who = agent) => (await api.as(who).get(asked)).as<Callers>();

  test('shows who has the number, what of theirs is open, and the last contacts; each look is on record', async () => {
    const contacts = [{ kind: 'mobile' as const, value: telephone, verified: true }];
    const wishes = [
      { customer: 'DF-P-SARA', base: 0, record: { name: caller.name, contacts } },
      // The last digits are the same, and the country is another.
      {
        customer: 'DF-P-OTHER',
        base: 0,
        record: { name: 'آخر', contacts: [{ ...contacts[0], value: '+97300000041' } as never] },
      },
    ];
    await enter(
      api.database,
      'DF-R-CALLERS',
      await prepared(api.database, 'DF-R-CALLERS', wishes, organisation),
      organisation,
    );
    const { number } = await driven(
      api,
      organisation,
      [
        ['accept', {}],
        ['log-contact', { channel: 'email', reached: true }],
        ['log-contact', { channel: 'phone', reached: false }],
      ],
      // The same name, written in another way.
      { customer: { ...caller, name: caller.name.replace('سارة', 'ساره') } },
    );
    const gone = await driven(api, organisation, [['withdraw', {}]], { customer: caller });
    const before = (await accessesOf(api.database, organisation, 'DF-P-SARA')).length;
    const seen = await look();
    expect(seen).toMatchObject({ telephone, isShared: false });
    expect(seen.customers).toMatchObject([{ number: 'DF-P-SARA', name: caller.name, preferredChannel: 'sms' }]);
    expect(seen.complaints.map((one) => one.number)).toEqual([number]);
    expect(seen.complaints.map((one) => one.number)).not.toContain(gone.number);
    expect(seen.complaints[0]?.lastContacts).toMatchObject([
      { channel: 'phone', reached: false },
      { channel: 'email', reached: true },
    ]);
    const looks = await accessesOf(api.database, organisation, 'DF-P-SARA');
    expect(looks.length).toBe(before + 1);
    const own = { by: agent, what: 'the screen of a caller' };
    expect(looks.at(-1)).toMatchObject(own);
    expect((await accessesOf(api.database, organisation, number)).at(-1)).toMatchObject(own);
  });

  test('a number that several people use shows all of them, and says so', async () => {
    const other = await opened(api, organisation, { customer: { ...caller, name: 'خالد المثال' } });
    const seen = await look();
    expect(seen.isShared).toBe(true);
    expect(seen.complaints.map((one) => one.number)).toContain(other.number);
  });

  test('finds a complaint by each telephone that its contact has now, and by none that it had', async () => {
    const from = async (number: string) => {
      const answer = await api.as(agent).get(`${base}/callers?telephone=${encodeURIComponent(number)}`);
      return answer.as<Callers>().complaints.map((one) => one.number);
    };
    const person = { name: 'نورة المثال', phone: '0500000051', otherPhones: ['٠١١٢٣٤٥٦٥٢'] };
    const { address, number } = await opened(api, organisation, { customer: person });
    expect(await from('0112345652')).toEqual([number]);
    const answers = { name: person.name, telephone: '+966112345652' };
    const known = await api.as(agent).post(`${address}/identify`, { channel: 'phone', answers });
    expect(known.view.detail.identifications).toMatchObject([{ isRight: true }]);

    const correct = (given: object, headers = {}) =>
      api.as(agent).post(`${address}/correct-contact`, { ...given, text: 'مثال' }, { headers });
    await api.hire(agent, { phone: '0500000055' });
    expect((await correct({ otherPhones: ['0500000056', '+966500000055'] })).refusal).toBe('403 SamePerson');
    const faulty = await correct({ otherPhones: ['0500000053', '12'] });
    expect(faulty.problem.errors?.map(({ path }) => path)).toEqual(['otherPhones.1']);
    // Nobody else notes the numbers, so it is waited for, also if the caller would not wait.
    const given = { phone: '0500000053', otherPhones: ['0500000054'] };
    expect((await correct(given, { prefer: 'respond-async' })).status).toBe(200);
    expect(await from('0500000053')).toEqual([number]);
    expect(await from('0500000054')).toEqual([number]);
    expect([await from('0500000051'), await from('0112345652')]).toEqual([[], []]);
    // A number that is there besides makes nobody the same customer.
    const body = complaintBody(organisation, { customer: { name: 'هند المثال', phone: '0500000054' } });
    const other = await api.as(agent).post(complaintsOf(organisation), body);
    expect(other.as<{ warnings: unknown[] }>().warnings).toEqual([]);
  });

  test('F-10: a complaint about the reader is not there for them', async () => {
    const { number } = await opened(api, organisation, { customer: caller, about: [`${organisation}.agent.2`] });
    expect((await look()).complaints.map((one) => one.number)).toContain(number);
    expect((await look(`${organisation}.agent.2`)).complaints.map((one) => one.number)).not.toContain(number);
  });

  test('half a number finds nothing, and whoever handles no complaints looks nobody up', async () => {
    expect((await api.as(agent).get(`${base}/callers?telephone=0500`)).refusal).toBe('400 InvalidQuery');
    expect((await api.as(`${organisation}.quality.1`).get(asked)).refusal).toBe('403 Forbidden');
    expect((await api.as(`${organisation}.auditor.1`).get(asked)).refusal).toBe('403 Forbidden');
  });

  test('nobody tries numbers out: after sixty in an hour a person waits', async () => {
    const person = `${organisation}.supervisor.2`;
    const unknown = (last: number) => `${base}/callers?telephone=05000001${String(last).padStart(2, '0')}`;
    const statuses = [];
    for (let last = 0; last <= 60; last += 1) statuses.push((await api.as(person).get(unknown(last))).status);
    expect(statuses.filter((status) => status === 200).length).toBe(60);
    expect(statuses.at(-1)).toBe(429);
    expect((await api.as(agent).get(asked)).status).toBe(200);
  });
});
