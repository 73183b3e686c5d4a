import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openForAnswers } from '../../../activities/cases/surveys.ts';
import { Refused } from '../../../application/refused.ts';
import { lateness, takeAnswer } from '../../../application/surveys/take-answer.ts';
import { typeBatch } from '../../../application/surveys/type-paper-forms.ts';
import type { NamedKey } from '../../../db/derivations.ts';
import {
  addInvitations,
  invitationHash,
  makerOf,
  ownInvitations,
  surveyOfInvitation,
} from '../../../db/surveys/invitations.ts';
import { answersTo, keepAnswer, personsOf, type SurveyAnswerDocument } from '../../../db/surveys/survey-answers.ts';
import { frozenReport } from '../../../db/surveys/survey-reports.ts';
import { closeSurvey, findSurvey, noteClosing, openSurvey, type Survey } from '../../../db/surveys/surveys.ts';
import { analyser } from '../../../domain/survey/analyser.ts';
import { served } from '../../support/api/api-client.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { addressOf, form, invitations, opened } from '../../support/api/surveys.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';

const organisation = 'neighbourhood-centres';
const questionnaires = `/v1/organisations/${organisation}/questionnaires`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation], worker: false });
});
afterAll(() => api.stop());

const quality = () => api.as(`${organisation}.quality.1`);
const answersIn = async (survey: Survey) => {
  const found: SurveyAnswerDocument[] = [];
  for await (const answer of answersTo(api.database, survey._id)) found.push(answer);
  return found;
};
const personsIn = (survey: Survey) => personsOf(api.database, survey._id);
const post = (survey: Survey, body: object, query = '', asked = {}) =>
  api.anybody.post(`${addressOf(survey)}${query}`, body, asked);
const content = (scale: string) => ({
  title: { ar: 'مثال', en: 'Example' },
  scales: { agreement: [1, 2, 3].map((place) => ({ ar: `${scale} ${place}`, en: `${scale} ${place}` })) },
  questions: [{ kind: 'scale', id: 'content', scale: 'agreement', text: { ar: 'راضٍ', en: 'Content' } }],
});

test('a questionnaire is a draft until a survey asks it, then the next version is made', async () => {
  expect((await api.as(`${organisation}.agent.1`).post(questionnaires, {})).refusal).toBe('403 Forbidden');
  const made = await quality().post(questionnaires, { id: 'club', content: content('a') });
  expect(made.as()).toMatchObject({ id: 'club', version: 1, frozen: false });
  expect((await quality().post(questionnaires, { id: 'club', content: content('b') })).refusal).toBe(
    '409 QuestionnaireStands',
  );
  const revise = (scale: string) => quality().post(`${questionnaires}/club/revise`, { content: content(scale) });
  const draft = (await revise('c')).as<{ version: number; digest: string }>();
  expect(draft.version).toBe(1);
  const { digest } = made.as<{ digest: string }>();
  const asks = (asked: string) =>
    opened(api, organisation, { questionnaire: { id: 'club', version: 1, digest: asked } });
  await expect(asks(digest)).rejects.toThrow('club version 1 is not what was approved');
  const survey = await asks(draft.digest);
  await openSurvey(api.database, survey);
  expect((await revise('d')).as()).toMatchObject({ version: 2, frozen: false });
  const first = (await quality().get(`${questionnaires}/club?version=1`)).as();
  expect(first).toMatchObject({ digest: draft.digest, frozen: true });
  const unsound = { ...content('e'), scales: {} };
  expect((await quality().post(`${questionnaires}/club/revise`, { content: unsound })).refusal).toBe('422 Invalid');
});

test('an answer is kept once under its key, apart from who gave it', async () => {
  const survey = await opened(api, organisation);
  const body = form(5, { 'age-band': 'old', city: 'جدة' }, { name: 'زائر (مثال)' });
  const key = randomUUID();
  const [first, again] = [await post(survey, body, '', { key }), await post(survey, body, '', { key })];
  expect([first.status, first.json, again.json]).toEqual([201, { late: false }, { late: false }]);
  expect((await post(survey, form(4), '', { key })).refusal).toBe('422 KeyReused');
  const [answers, persons] = [await answersIn(survey), await personsIn(survey)];
  expect([answers.length, persons.length]).toEqual([1, 1]);
  expect(JSON.stringify(answers)).not.toContain('زائر');
  // Nothing but the survey stands in both, and nothing says when either came.
  const values = (document: object) => Object.values(document).map((value) => JSON.stringify(value));
  const shared = values(answers[0] ?? {}).filter((value) => values(persons[0] ?? {}).includes(value));
  expect(shared).toEqual([JSON.stringify(survey._id)]);
  const people = await quality().get(`${addressOf(survey, 'v1')}/people`);
  expect(people.as()).toEqual({ items: [{ name: 'زائر (مثال)' }] });
  const agent = api.as(`${organisation}.agent.1`);
  expect((await agent.get(`${addressOf(survey, 'v1')}/people`)).refusal).toBe('403 Forbidden');
  const looks = await api.database.accesses.find({ number: survey.cycle, what: `people of ${survey._id}` }).lean();
  expect(looks.map(({ by }) => by)).toEqual([`${organisation}.quality.1`]);
});

test('a name from the youngest is refused, and nothing of the form is kept', async () => {
  const survey = await opened(api, organisation);
  const answer = await post(survey, form(5, { 'age-band': 'young' }, { name: 'x' }));
  expect([answer.refusal, answer.problem.errors?.map(({ path }) => path)]).toEqual(['422 Invalid', ['person']]);
  expect([await answersIn(survey), await personsIn(survey)]).toEqual([[], []]);
});

test('invitations are made once under a key, and their secrets are not kept with it', async () => {
  const survey = await opened(api, organisation);
  const invite = (count: number) =>
    quality().post(`${addressOf(survey, 'v1')}/invitations`, { count }, { key: 'invitations' });
  const first = (await invite(3)).as<{ items: { invitation: string }[] }>();
  expect((await invite(3)).as()).toEqual(first);
  expect((await invite(5)).refusal).toBe('422 KeyReused');
  expect(await api.database.invitations.countDocuments({ survey: survey._id })).toBe(3);
  const requests = JSON.stringify(await api.database.requests.find().lean());
  expect(first.items.filter(({ invitation }) => requests.includes(invitation))).toEqual([]);
});

test('S13i: an invitation outlives the key that made it as long as the key is in the list, and is made once for each person', async () => {
  const survey = await opened(api, organisation);
  const [given = ''] = await invitations(quality(), survey, 1);
  const root = { id: 'root', secret: null };
  const young = { id: '2027a', secret: 'a key of links that is long enough' };
  const opens = (invitation: string, linkKeys: NamedKey[]) =>
    surveyOfInvitation(api.database, { secret, linkKeys }, invitationHash(invitation));
  expect(await opens(given, [young, root])).toBe(survey._id);
  expect(await opens(given, [young])).toBeNull();
  const made = (linkKeys: NamedKey[]) =>
    makerOf(api.database, ownInvitations({ secret, linkKeys }, survey._id, 'NC-K-1'));
  const first = await made([young, root]);
  expect(first.key).toBe('2027a');
  await addInvitations(api.database, [{ _id: invitationHash(first.secret), survey: survey._id, key: first.key }]);
  expect(await made([root, young])).toEqual(first);
  expect((await made([root])).key).toBe('root');
  expect(await opens(first.secret, [root, young])).toBe(survey._id);
  expect(await opens(first.secret, [root])).toBeNull();
});

test('an invitation is good for one answer, of fifty that come at once', async () => {
  const survey = await opened(api, organisation);
  const [invitation = ''] = await invitations(quality(), survey, 1);
  const all = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      served(() => post(survey, form((index % 5) + 1), `?invitation=${invitation}`)),
    ),
  );
  const [kept] = await answersIn(survey);
  expect(await answersIn(survey)).toHaveLength(1);
  // Those who said the same as the one that counts are its repetitions.
  expect(all.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(new Set(all.filter(({ status }) => status !== 201).map(({ refusal }) => refusal))).toEqual(
    new Set(['409 AlreadyAnswered']),
  );
  expect(kept?.answers.content).toBeGreaterThan(0);
  expect((await post(survey, form(1), '?invitation=guessed')).refusal).toBe('404 NotFound');
  expect(JSON.stringify(await api.database.invitations.find().lean())).not.toContain(invitation);
});

test('one device sends five forms by the open link, and a repetition is none of them', async () => {
  const survey = await opened(api, organisation);
  const page = await api.anybody.get(addressOf(survey));
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  const asked = (key = randomUUID()) => ({ key, headers: { cookie } });
  const key = randomUUID();
  for (const each of [key, key, randomUUID(), randomUUID(), randomUUID(), randomUUID()]) {
    expect((await post(survey, form(3), '', asked(each))).status).toBe(201);
  }
  expect((await post(survey, form(3), '', asked())).refusal).toBe('429 TooManyRequests');
  expect((await post(survey, form(3), '', asked(key))).status).toBe(201);
  expect(await answersIn(survey)).toHaveLength(5);
});

test('a late answer is kept as late; a survey that is unknown, not open yet or long closed says so', async () => {
  const survey = await opened(api, organisation);
  await closeSurvey(api.database, survey._id, new Date(Date.now() - 1000).toISOString());
  await closeSurvey(api.database, survey._id, '2030-01-01T00:00:00Z');
  expect((await post(survey, form(2))).json).toEqual({ late: true });
  expect((await answersIn(survey)).map(({ late }) => late)).toEqual([true]);
  expect((await post({ ...survey, _id: 'none' }, form(2))).refusal).toBe('404 NotFound');
  expect((await post({ ...survey, organisation: 'courier' }, form(2))).refusal).toBe('404 NotFound');
  const early = await opened(api, organisation, { opensAt: '2099-01-01T00:00:00Z' });
  expect((await post(early, form(2))).refusal).toBe('409 NotAllowedNow');
  const old = await opened(api, organisation, { opensAt: '2020-01-01T00:00:00Z', closesAt: '2020-02-01T00:00:00Z' });
  expect((await post(old, form(2))).refusal).toBe('410 SurveyClosed');
});

test('an answer that comes after the end counts not, also where the cycle can say only later that it had ended', async () => {
  const survey = await opened(api, organisation);
  const suggestions = 'مواعيد مسائية (مثال)';
  const asked = await invitations(quality(), survey, 8);
  const answer = (place: number) => post(survey, form(4, { suggestions }), `?invitation=${asked[place]}`);
  for (let place = 0; place < 5; place += 1) await answer(place);
  // Somebody closes it while nobody works: what comes meanwhile cannot be told whether it is late.
  const end = new Date(Date.now() - 1).toISOString();
  await noteClosing(api.database, survey._id, end);
  expect((await answer(5)).json).toEqual({ late: false });
  // Another attempt was refused before: it did not end then.
  await noteClosing(api.database, survey._id, new Date(Date.parse(survey.opensAt) + 1000).toISOString());
  await closeSurvey(api.database, survey._id, end);
  const address = `${addressOf(survey, 'v1')}/report`;
  const first = (await quality().get(address)).as<{ texts: Record<string, string[]> }>();
  expect(first).toMatchObject({ counted: 5, late: 1, texts: { suggestions: new Array(5).fill(suggestions) } });
  // One that was under way, and is written only once the report stands, is in neither numbers nor texts.
  const late = { _id: 'under-way', survey: survey._id, via: 'paper' as const, late: false, madeUp: false };
  await keepAnswer(api.database, { ...late, answers: { suggestions: 'بعد التقرير' }, bodyDigest: 'under-way' });
  expect((await quality().get(address)).as()).toMatchObject({ counted: 5, late: 2, texts: first.texts });
});

test('a survey that closes by itself knows when, before its cycle says so', async () => {
  const { _id: id, ...survey } = await opened(api, organisation);
  const closes = { after: { calendarDays: 7 }, calendar: 'saudi-arabia' };
  const opening = { ...survey, opensAt: '2026-03-11T07:00:00Z', askedLater: [], closes };
  await openForAnswers(api.database, { id: `${id}-planned`, ...opening });
  const planned = await findSurvey(api.database, `${id}-planned`);
  expect(planned).toMatchObject({ closesAt: null, closings: ['2026-03-18T13:00:00Z'] });
});

test('the page asks for the age first, the young for no name, and its form is an answer', async () => {
  const survey = await opened(api, organisation);
  const html = { accept: 'text/html' };
  const get = async (query: string) => (await api.anybody.get(`${addressOf(survey)}${query}`, { headers: html })).text;
  const gate = await get('');
  expect(gate).toContain('dir="rtl"');
  expect(gate).toContain('name="band" value="young"');
  expect(gate).not.toContain('name="a.content"');
  expect(await get('?band=young')).not.toContain('name="p.name"');
  expect(await get('?band=unstated')).not.toContain('name="p.name"');
  const page = await get('?band=old&language=en');
  expect(page).toContain('name="p.name"');
  const key = /name="idempotencyKey" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const sent = (fields: Record<string, string>) =>
    fetch(`${api.url}${addressOf(survey)}?band=old&language=en`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...html, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ idempotencyKey: key, 'a.age-band': 'old', ...fields }),
    });
  const wrong = await sent({ 'a.quality.expected': '3', 'p.name': '<b>زائر</b>' });
  expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('<li dir="auto">content</li>')]);
  const fields = {
    'a.content': '4',
    'a.quality.expected': '3',
    'a.quality.perceived': '5',
    'p.name': '',
    'p.email': '',
  };
  const answer = await sent(fields);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `${addressOf(survey)}?language=en&done=yes`]);
  expect((await sent(fields)).status).toBe(303);
  const [kept] = await answersIn(survey);
  expect(kept?.answers).toEqual({ content: 4, quality: { expected: 3, perceived: 5 }, 'age-band': 'old' });
  expect(await answersIn(survey)).toHaveLength(1);
  expect(await get('?done=yes&language=en')).toContain('We have received your answer');
  const chosen = await fetch(`${api.url}${addressOf(survey)}?done=yes`, {
    headers: { ...html, cookie: 'language=en' },
  });
  expect(await chosen.text()).toContain('We have received your answer');
});

test('N-10: an adult of the youngest band says so on the page, and may give a name', async () => {
  const survey = await opened(api, organisation);
  const html = { accept: 'text/html' };
  const get = async (query: string) => (await api.anybody.get(`${addressOf(survey)}${query}`, { headers: html })).text;
  expect(await get('')).toContain('name="of-age" value="yes"');
  const query = '?band=young&of-age=yes&language=en';
  const page = await get(query);
  expect(page).toContain('name="p.name"');
  expect(page).toContain('name="ofAge" value="yes"');
  expect(await get('?band=unstated&of-age=yes')).not.toContain('name="p.name"');
  const key = /name="idempotencyKey" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const send = (more: Record<string, string>) =>
    fetch(`${api.url}${addressOf(survey)}${query}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...html, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        ...{ idempotencyKey: key, 'a.age-band': 'young', 'a.content': '4', 'p.name': 'زائر (مثال)' },
        ...more,
      }),
    });
  expect((await send({})).status).toBe(422);
  expect((await send({ ofAge: 'yes' })).status).toBe(303);
  expect((await personsIn(survey)).map(({ person }) => person)).toEqual([{ name: 'زائر (مثال)' }]);
});

test('a paper form counts once two people have typed the same, or a third has settled it', async () => {
  const survey = await opened(api, organisation);
  const papers = `${addressOf(survey, 'v1')}/paper-forms`;
  const typed = async (who: string, forms: object[]) =>
    (await api.as(`${organisation}.${who}`).post(papers, { batch: 'box-1', forms })).as<{ items: object[] }>().items;
  const both = [
    { form: '1', ...form(5, { 'age-band': 'old' }, { name: 'زائر (مثال)' }) },
    { form: '2', ...form(2, { 'age-band': 'old' }, { name: 'زائر (مثال)' }) },
  ];
  const states = (items: object[]) => items.map((item) => (item as { state: string }).state);
  expect(states(await typed('agent.1', both))).toEqual(['awaits-second', 'awaits-second']);
  expect(states(await typed('agent.1', both))).toEqual(['awaits-second', 'awaits-second']);
  expect(await answersIn(survey)).toEqual([]);
  // Nobody is shown a name while the form may turn out to be a minor's.
  const people = async () => (await quality().get(`${addressOf(survey, 'v1')}/people`)).as<{ items: object[] }>().items;
  expect(await people()).toEqual([]);
  const second = [
    { form: '1', ...form(5, { 'age-band': 'old' }) },
    { form: '2', ...form(2, { 'age-band': 'young' }) },
  ];
  const outcome = await typed('agent.2', second);
  expect(outcome).toEqual([
    { form: '1', state: 'counted', differences: [] },
    { form: '2', state: 'differs', differences: [{ question: 'age-band', first: 'old', second: 'young' }] },
  ]);
  // The second read a minor's age on the other form: that name is gone, whatever is settled.
  expect([await personsIn(survey), await people()]).toMatchObject([{ length: 1 }, [{ name: 'زائر (مثال)' }]]);
  const third = await typed('supervisor.1', both);
  expect(third).toMatchObject([
    { state: 'refused', faults: [{ path: 'form' }] },
    { state: 'refused', faults: [{ path: 'form' }] },
  ]);
  const settle = (answers: object) => quality().post(`${papers}/box-1/2/settle`, { answers });
  expect((await settle({ content: 3 })).refusal).toBe('422 Invalid');
  expect((await settle({ 'age-band': 'young' })).as()).toMatchObject({ state: 'counted' });
  const kept = await answersIn(survey);
  expect(kept.map(({ answers, via }) => [answers['age-band'], via]).sort()).toEqual([
    ['old', 'paper'],
    ['young', 'paper'],
  ]);
  expect(await personsIn(survey)).toHaveLength(1);
  const list = (await quality().get(papers)).as<{ items: { settledBy: string | null }[] }>().items;
  expect(list.map(({ settledBy }) => settledBy)).toEqual([null, `${organisation}.quality.1`]);
});

test('N-10: one bad form keeps no other of its batch out, and a blank statement keeps none out', async () => {
  const survey = await opened(api, organisation);
  const papers = `${addressOf(survey, 'v1')}/paper-forms`;
  const forms = [
    { form: 'blank', answers: { 'age-band': 'old' }, person: {} },
    { form: 'bad', ...form(9) },
    { form: 'good', ...form(4) },
    { form: 'good', ...form(3) },
  ];
  const type = async (who: string) =>
    (await api.as(`${organisation}.${who}`).post(papers, { batch: 'box-9', forms })).as<{ items: object[] }>().items;
  await type('agent.1');
  expect(await type('agent.2')).toMatchObject([
    { form: 'blank', state: 'counted' },
    { form: 'bad', state: 'refused', faults: [{ path: 'answers.content' }] },
    { form: 'good', state: 'counted' },
    { form: 'good', state: 'refused', faults: [{ path: 'form' }] },
  ]);
  expect(await answersIn(survey)).toHaveLength(2);
});

test('the report of a closed survey stands, tells what came late, and is read as JSON, CSV, Excel and a page', async () => {
  const questionnaire = (await quality().get(`${questionnaires}/satisfaction`)).as<{ id: string; version: number }>();
  const before = await opened(api, organisation, { questionnaire: questionnaire as Survey['questionnaire'] });
  const asked = invitationsTo(before);
  await answerAll(before, await asked(6), 2, 'جدة');
  const address = `${addressOf(before, 'v1')}/report`;
  expect((await quality().get(address)).refusal).toBe('409 NotAllowedNow');
  await closeSurvey(api.database, before._id, new Date(Date.now() + 1).toISOString());
  const opensAt = new Date(Date.now() + 2).toISOString();
  const survey = await opened(api, organisation, { questionnaire: before.questionnaire, opensAt });
  // One that was broken off is closer, and is not compared with.
  const closesAt = new Date(Date.parse(opensAt) - 1).toISOString();
  const brokenOff = { questionnaire: before.questionnaire, closesAt, cycle: 'NC-S-WITHDRAWN' };
  await opened(api, organisation, brokenOff);
  const view = { status: 'withdrawn' };
  await api.database.cases.collection.insertOne({ _id: `${organisation}/NC-S-WITHDRAWN`, view } as never);
  await answerAll(survey, await invitationsTo(survey)(7), 5, 'جدة');
  await answerAll(survey, await invitationsTo(survey)(2), 1, 'مكة');
  await closeSurvey(api.database, survey._id, new Date(Date.now() - 1).toISOString());
  const paper = { batch: 'box-1', forms: [{ form: '1', answers: statements(4), person: {} }] };
  const once = await api.as(`${organisation}.agent.1`).post(`${addressOf(survey, 'v1')}/paper-forms`, paper);
  expect(once.status).toBe(200);
  const report = (query = '', who = 'quality.1') =>
    api.as(`${organisation}.${who}`).get(`${addressOf(survey, 'v1')}/report${query}`);
  expect((await report('', 'agent.1')).refusal).toBe('403 Forbidden');
  const first = (await report()).as<{
    digest: string;
    counted: number;
    ratings: object[];
    groups: { dimension: string }[];
    against: { items: object[] };
  }>();
  expect(first).toMatchObject({ counted: 9, late: 0, madeUp: 9, unsettled: 0, awaitingSecond: 1 });
  expect(first.ratings[0]).toMatchObject({ question: 'statement-1', overall: { n: 9, topTwo: { count: 7 } } });
  expect(first.against).toMatchObject({ survey: before._id, programme: 'club' });
  expect(first.against.items[0]).toMatchObject({ question: 'statement-1', topTwo: { shown: 'higher' } });
  // Two from Makkah would be had from nine less seven: neither city is shown.
  expect(first.groups.filter(({ dimension }) => dimension === 'city')).toEqual([]);
  await answerAll(survey, await invitationsTo(survey)(1), 5, 'جدة');
  expect((await report()).as()).toMatchObject({ digest: first.digest, counted: 9, late: 1 });
  const [csv, page, workbook] = [
    await report('?format=csv'),
    await report('?format=html'),
    await report('?format=xlsx'),
  ];
  expect(csv.text).toContain('بشكل عام أشعر بالرضا عن الخدمة التي قدمت لي,9,');
  expect(page.text).toContain('dir="rtl"');
  expect(page.text.match(/<svg /g)).toHaveLength(2);
  expect(page.text).toContain('لم تُحتسب');
  expect([workbook.status, workbook.text.slice(0, 2)]).toEqual([200, 'PK']);
});

const invitationsTo = (survey: Survey) => (count: number) => invitations(quality(), survey, count);

const statements = (place: number) =>
  Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`statement-${index + 1}`, place]));

async function answerAll(survey: Survey, secrets: string[], place: number, city: string): Promise<void> {
  const body = { answers: { ...statements(place), city }, madeUp: true };
  for (const invitation of secrets) {
    expect((await post(survey, body, `?invitation=${invitation}`)).status).toBe(201);
  }
}

test('one address sends 200 forms an hour by an open link; invitations and other surveys are not shut by it', async () => {
  const flooded = await opened(api, organisation);
  const other = await opened(api, organisation);
  const [invitation = ''] = await invitations(quality(), flooded, 1);
  for (let sent = 0; sent < 200; sent += 50) {
    const refused = await Promise.all(Array.from({ length: 50 }, () => post(flooded, {})));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([422]));
  }
  const answer = await post(flooded, form(1));
  expect(answer.refusal).toBe('429 TooManyRequests');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await post(flooded, form(1), `?invitation=${invitation}`)).status).toBe(201);
  expect((await post(other, form(1))).status).toBe(201);
});

test('S6: anyone who guesses at invitations waits each time, and a right one still passes', async () => {
  const survey = await opened(api, organisation);
  const [invitation = ''] = await invitations(quality(), survey, 1);
  const guess = (n: number) => post(survey, form(1), `?invitation=guess-${n}`);
  for (let n = 0; n < 20; n += 1) expect((await guess(n)).refusal).toBe('404 NotFound');
  const before = performance.now();
  expect((await guess(20)).refusal).toBe('404 NotFound');
  expect((await post(survey, form(1), `?invitation=${invitation}`)).status).toBe(201);
  expect(performance.now() - before).toBeGreaterThan(1990);
});

const place = fc.integer({ min: 1, max: 2 });

/** What may happen to a survey, a minute each: an answer, a paper form that somebody types, somebody who closes it. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('answers' as const), origin: fc.nat(5), content: place }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('types' as const), paper: fc.nat(3), by: fc.nat(2), content: place }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('asks to close' as const) }) },
  // As of now, or of when somebody asked: the cycle may have been away meanwhile.
  { weight: 1, arbitrary: fc.record({ does: fc.constant('closes' as const), asked: fc.nat(2) }) },
);

const packOf = ({ packs }: RunningApi) => packs.find(({ id }) => id === organisation);

test('every answer is counted exactly once, or is late: over keys, invitations, paper, repetitions and late closings', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 25, maxLength: 40 }), async (happenings) => {
      const opensAt = '2026-03-01T00:00:00Z';
      const survey = await opened(api, organisation, { opensAt });
      const minute = (n: number) => new Date(Date.parse(opensAt) + n * 60_000).toISOString();
      /** When the answer of each origin came to stand, and which it is. */
      const stands = new Map<string, { at: string; content: number }>();
      const typed = new Map<string, { by: number; content: number }[]>();
      const asked: string[] = [];
      let closed: string | null = null;
      const take = async (act: (now: Parameters<typeof typeBatch>[1]) => Promise<unknown>) => {
        const now = await findSurvey(api.database, survey._id);
        const form = await api.database.questionnaires.findById(`${organisation}/sample/1`).lean();
        if (now && form) await act({ survey: now, asked: form });
      };
      // In the end it is closed, and answers go on coming.
      const last = [0, 1, 9].map((origin) => ({ does: 'answers' as const, origin, content: 1 }));
      const dependencies = { database: api.database, secret };
      for (const [index, one] of [...happenings, { does: 'closes' as const, asked: 0 }, ...last].entries()) {
        const at = minute(index + 1);
        if (one.does === 'answers') {
          const id = String(one.origin);
          const origin = { via: one.origin % 2 === 0 ? ('open-link' as const) : ('invitation' as const), id };
          const answers = { content: one.content };
          await take(({ survey: now }) => {
            const marks = { ...lateness(now, at), madeUp: false, bodyDigest: String(one.content) };
            return takeAnswer(dependencies, now, origin, { answers, person: null }, marks);
          });
          if (!stands.has(id)) stands.set(id, { at, content: one.content });
        } else if (one.does === 'types') {
          const form = `paper-${one.paper}`;
          const principal = { actor: { id: String(one.by) } };
          const context = { dependencies: { ...dependencies }, principal, pack: packOf(api), receivedAt: at } as never;
          const forms = [{ form, answers: { content: one.content }, person: {} }];
          await take((found) =>
            typeBatch(context, found, { batch: 'box', forms }).catch((error: unknown) => {
              if (!(error instanceof Refused)) throw error;
            }),
          );
          const known = typed.get(form) ?? [];
          const isNew = known.length < 2 && known.every(({ by }) => by !== one.by);
          if (isNew) typed.set(form, [...known, one]);
          const [first, second] = typed.get(form) ?? [];
          if (isNew && second && first?.content === second.content) stands.set(form, { at, content: second.content });
        } else if (one.does === 'asks to close') {
          if (closed === null) asked.push(at);
          await noteClosing(api.database, survey._id, at);
        } else {
          closed ??= asked[one.asked] ?? at;
          await closeSurvey(api.database, survey._id, asked[one.asked] ?? at);
        }
      }
      const inTime = [...stands.values()].filter(({ at }) => Date.parse(at) <= Date.parse(closed ?? ''));
      const report = await frozenReport(api.database, survey._id, analyser);
      expect({ counted: report.counted, late: report.late }).toEqual({
        counted: inTime.length,
        late: stands.size - inTime.length,
      });
      const kept = await answersIn(survey);
      expect(kept.map(({ answers }) => answers.content).sort()).toEqual(
        [...stands.values()].map(({ content }) => content).sort(),
      );
    }),
    { numRuns: 6, seed: propertyRuns('answers counted once').seed },
  );
});
