import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reconcile } from '../../../db/leads/programmes.ts';
import { eventually } from '../../support/api/api-client.ts';
import { enter, prepared, type Wish } from '../../support/api/registry-lab.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { addressOf, form, opened } from '../../support/api/surveys.ts';

const organisation = 'neighbourhood-centres';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  const mobile = (end: number) => [{ kind: 'mobile' as const, value: `+96650000010${end}`, verified: true }];
  const email = [{ kind: 'email' as const, value: 'one@example.com', verified: true }];
  const wishes: Wish[] = [
    { customer: 'NC-K-1', base: 0, record: { name: 'أول (مثال)', classes: ['beneficiary'], contacts: mobile(1) } },
    { customer: 'NC-K-2', base: 0, record: { name: 'ثان (مثال)', classes: ['beneficiary'], contacts: email } },
    { customer: 'NC-K-3', base: 0, record: { classes: ['beneficiary'], contacts: [] } },
    {
      customer: 'NC-K-4',
      base: 0,
      record: {
        classes: ['beneficiary'],
        consents: { surveys: { given: false, on: '2026-01-01' } },
        contacts: mobile(4),
      },
    },
    { customer: 'NC-K-5', base: 0, record: { name: 'مانح (مثال)', contacts: mobile(5) } },
  ];
  await enter(api.database, 'NC-R-1', await prepared(api.database, 'NC-R-1', wishes, organisation), organisation);
});
afterAll(() => api.stop());

const quality = () => api.as(`${organisation}.quality.1`);
const countsOf = async (address: string) =>
  (await quality().get(`${address}/invitations`)).as<Record<string, number>>();

test('N-09: the product asks each beneficiary once, by SMS or e-mail, and counts whom it could not ask', async () => {
  const survey = await opened(api, organisation, { _id: 'NC-S-SENT1:beneficiaries' });
  const address = addressOf(survey, 'v1');
  expect((await api.as(`${organisation}.agent.1`).post(`${address}/invitations/send`, {})).refusal).toBe(
    '403 Forbidden',
  );
  const asked = await quality().post(`${address}/invitations/send`, { classes: ['beneficiary'] });
  expect([asked.status, asked.as()]).toEqual([202, { asking: 4, before: 0 }]);
  const counts = await eventually(
    () => countsOf(address),
    ({ sent, refused, unreachable }) => (sent ?? 0) + (refused ?? 0) + (unreachable ?? 0) === 4,
  );
  expect(counts).toEqual({ invitations: 2, sent: 2, refused: 1, unreachable: 1, answered: 0 });
  const messages = api.sent.filter(({ text }) => text.includes('NC-S-SENT1'));
  expect(messages.map(({ channel, to }) => [channel, to]).sort()).toEqual([
    ['email', 'one@example.com'],
    ['sms', '+966500000101'],
  ]);
  const again = await quality().post(`${address}/invitations/send`, { customers: ['NC-K-1', 'NC-K-2'] });
  expect(again.as()).toEqual({ asking: 0, before: 2 });
  // The link in the message answers once, and nothing of the database says whose answer it is.
  const link = new URL(messages.find(({ channel }) => channel === 'sms')?.text.match(/http\S+/)?.[0] ?? '');
  const answer = (content: number) => api.anybody.post(`${link.pathname}${link.search}`, form(content));
  expect((await answer(4)).status).toBe(201);
  expect((await answer(2)).refusal).toBe('409 AlreadyAnswered');
  expect(await countsOf(address)).toMatchObject({ answered: 1 });
  const kept = JSON.stringify(await api.database.surveyAnswers.find({ survey: survey._id }).lean());
  expect(kept).not.toContain('NC-K-1');
});

test('N-09: donors of the programme are asked when nobody is named', async () => {
  const survey = await opened(api, organisation, {
    _id: 'NC-S-SENT2:donors',
    audience: 'donors',
    programme: 'sent-club',
  });
  const common = { organisation, programme: 'sent-club', currency: 'SAR', paidOn: '2026-01-05', importedBy: 'x' };
  const given = { ...common, customer: 'NC-K-5', amount: '100.00', importedAt: '2026-01-06T00:00:00Z' };
  await reconcile(api.database, [
    { ...given, reference: 'sent-1' },
    { ...given, reference: 'sent-2' },
  ]);
  const address = addressOf(survey, 'v1');
  const asked = await quality().post(`${address}/invitations/send`, {});
  expect(asked.as()).toEqual({ asking: 1, before: 0 });
  await eventually(
    () => countsOf(address),
    ({ sent }) => sent === 1,
  );
  const [message] = api.sent.filter(({ text }) => text.includes('NC-S-SENT2'));
  expect(message?.text).toContain('مانح (مثال)');
});
