import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Problem } from '../../../api/http/problem.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, driven, opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { changed, folderWith, seventhPack } from '../../support/samples/policies-on-disk.ts';

const organisation = 'government-services';
const agent = `${organisation}.agent.1`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

const errorsOf = ({ problem }: { problem: Problem }) =>
  problem.errors?.map(({ path, message }) => `${path}: ${message}`);

test('G-06: an answer that holds what no customer reads is refused with the place, and nothing is written', async () => {
  const { address, view } = await driven(api, organisation, [['accept', {}]]);
  const text = 'عولج طلبكم.\nملاحظة داخلية: رقم المراجع 36001234';
  const refused = await api.as(agent).post(`${address}/answer`, { text });
  expect(refused.refusal).toBe('422 Invalid');
  expect(errorsOf(refused)).toEqual([
    'text: holds a telephone number, in line 2',
    'text: says “ملاحظة داخلية”, which only staff say, in line 2',
  ]);
  const after = await api.as(agent).get(address);
  expect(after.view).toMatchObject({ status: 'open', revision: view.revision });
  const words = await api.as(agent).get(`${address}/words`);
  expect(JSON.stringify(words.as())).not.toContain('ملاحظة داخلية');
  expect((await api.as(agent).post(`${address}/answer`, { text: 'عولج طلبكم.' })).status).toBe(200);
});

test('G-06: so are an interim answer by its steps, a question and a decline', async () => {
  const { address } = await driven(api, organisation, [['accept', {}]]);
  const steps = ['مراجعة الإدارة', 'الاتصال بالمراجع على 36001234'];
  const interim = await api.as(agent).post(`${address}/interim`, { text: 'قيد المراجعة', steps, expectedBy: 'PT10S' });
  expect(errorsOf(interim)).toEqual(['steps.1: holds a telephone number, in line 1']);
  const { number } = await opened(api, organisation);
  const other = address.replace(/[^/]+$/, number);
  const supervisor = api.as(`${organisation}.supervisor.1`);
  const asked = await supervisor.post(`${other}/return-for-completion`, {
    ...{ missing: ['details'], text: 'للموظفين فقط: اسألوا العميل' },
  });
  expect(errorsOf(asked)).toEqual(['text: says “للموظفين فقط”, which only staff say, in line 1']);
  const declined = await supervisor.post(`${other}/decline`, {
    ...{ reasonCode: 'duplicate', text: 'سبق تسجيل الطلب نفسه' },
    alternatives: 'تابعوا الطلب السابق GS-C-00000-000000 من رابطه',
  });
  expect(errorsOf(declined)).toEqual(['alternatives: holds the number of a request or a customer, in line 1']);
});

test('G-06: the officer sees the whole reply as the customer gets it, and what it lacks', async () => {
  const { address } = await driven(api, organisation, [['accept', {}]]);
  const answer = await api.as(agent).post(`${address}/reply-preview`, { text: 'عولج طلبكم، هاتفه 36001234' });
  expect(answer.status).toBe(200);
  const seen = answer.as<{
    subject: string;
    letter: string;
    page: string[];
    parts: { part: string; isThere: boolean }[];
    faults: { path: string; message: string }[];
  }>();
  expect(seen.page).toEqual(['عولج طلبكم، هاتفه 36001234']);
  expect(seen.parts.filter(({ isThere }) => !isThere)).toEqual([]);
  expect(seen.faults).toEqual([{ path: 'text', message: 'holds a telephone number, in line 1' }]);
  // What is sent is what was shown, but for the link.
  const { number } = (await api.as(agent).post(`${address}/answer`, { text: 'عولج طلبكم' })).view;
  const isTheAnswer = ({ key, channel, subject }: (typeof api.sent)[number]) =>
    key.includes(`:${number}:`) && channel === 'email' && subject === seen.subject;
  const [sent] = await eventually(
    () => api.sent.filter(isTheAnswer),
    (letters) => letters.length > 0,
  );
  expect(withoutLink(sent?.text ?? '')).toBe(withoutLink(seen.letter));
});

const withoutLink = (letter: string) => letter.replace(/^(https?:\/\/\S+|…)$/m, '');

test('the officer sees the message that this complaint gets, and none of those for other channels', async () => {
  const answered = '- { source: ours, on: answered, to: customer, ';
  const byMail = `${answered}when: { channels: [mail] }, channels: [email], template: accepted }\n      ${answered}`;
  const pack = changed(seventhPack(), answered, byMail);
  const seventh = await startApi({ staffOf: ['seventh'], policiesDir: folderWith({ 'seventh/v1.yaml': pack }) });
  try {
    const officer = seventh.as('seventh.supervisor.1');
    const complaints = complaintsOf('seventh');
    const subjectBy = async (channel: string) => {
      const { number } = (await officer.post(complaints, complaintBody('sandbox', { channel }))).view;
      const preview = await officer.post(`${complaints}/${number}/reply-preview`, { text: 'عولج طلبكم' });
      return preview.as<{ subject: string }>().subject;
    };
    expect(await subjectBy('phone')).toContain('الرد على طلبكم');
    expect(await subjectBy('mail')).toContain('بدأنا العمل على طلبكم');
  } finally {
    await seventh.stop();
  }
});

test('G-06: what nobody owns is not answered before somebody could sign it', async () => {
  const { number } = await opened(api, organisation);
  const address = `/v1/organisations/${organisation}/complaints/${number}`;
  const supervisor = api.as(`${organisation}.supervisor.1`);
  const preview = await supervisor.post(`${address}/reply-preview`, { text: 'عولج طلبكم' });
  const { faults } = preview.as<{ faults: { path: string }[] }>();
  expect(faults.map(({ path }) => path)).toEqual(['name', 'title', 'department']);
});
