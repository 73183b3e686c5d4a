import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { customerIdentities, customerSearchTokens } from '../../../application/registry/customer-tokens.ts';
import { accessesOf } from '../../../db/cases/accesses.ts';
import { keepManyWords, readTexts } from '../../../db/cases/vault.ts';
import { tokenKeyOf } from '../../../db/derivations.ts';
import type { DataKeyDocument } from '../../../db/privacy/data-keys.ts';
import { enterForm } from '../../../db/registry/customer-entering.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody } from '../../support/api/complaints.ts';
import { type RunningApi, secret, startApi } from '../../support/api/running-api.ts';
import { sampleRecord } from '../../support/samples/sample-record.ts';
import { replayCommand } from '../../support/workflows/replay-command.ts';

const organisation = 'neighbourhood-centres';
const base = `/v1/organisations/${organisation}`;
const name = 'سلمى الحربي (مثال)';
const phone = '+966501119876';
const said = 'أزعجني ما حدث أمس (مثال)';
/** The phone numbers and words of the person, in whatever an answer says. */
const ofThePerson = /سلمى|966501119876|أزعجني|مكالمة|عولجت أولًا/;

let api: RunningApi;
let asker: string;
let approvers: string[];
let complaint: string;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  const pack = api.packs.findLast(({ id }) => id === organisation);
  const { prepare, approve } = pack?.kinds.recordChange.steps ?? { prepare: { roles: [] }, approve: { roles: [] } };
  asker = `${organisation}.${prepare.roles[0]}.1`;
  approvers = ['1', '2'].map((one) => `${organisation}.${approve.roles[0]}.${one}`);
  for (const staffId of [asker, ...approvers]) await api.hire(staffId);
  await enterCustomer('NC-P-SALMA', { name, phone });
  await enterCustomer('NC-P-OTHER', { name: 'ريم القحطاني (مثال)', phone: '+966501110000' });
  // The first customer came by an import, with somebody else, whose record it has as well.
  const ofImport = { organisation, number: 'NC-R-NC-P-SALMA', tokens: [], createdAt: '2026-03-02T06:00:00Z' };
  await keepManyWords(api.database, [
    { ...ofImport, _id: 'NC-R-NC-P-SALMA/NC-P-OTHER', personId: 'NC-P-OTHER', content: {} },
    { ...ofImport, _id: 'NC-R-NC-P-SALMA/rows', personId: null, content: { rows: [{ name }] } },
    { ...ofImport, _id: 'NC-R-NC-P-SALMA/form', personId: null, content: { action: 'import' } },
  ]);
  const agent = api.as(`${organisation}.agent.1`);
  const body = complaintBody(organisation, { customer: { name, phone } });
  const opened = await agent.post(`${base}/complaints`, body);
  complaint = opened.view.number;
  await agent.post(`${base}/complaints/${complaint}/accept`);
  await agent.post(`${base}/complaints/${complaint}/log-contact`, { channel: 'phone', reached: true, text: said });
  const headers = { 'content-type': 'text/plain', 'idempotency-key': randomUUID() };
  await agent.send('POST', `${base}/complaints/${complaint}/attach?name=salma.txt`, said, headers);
}, 120_000);
afterAll(() => api.stop());

async function enterCustomer(number: string, person: { name: string; phone: string }): Promise<void> {
  const contacts = [{ kind: 'mobile' as const, value: person.phone, verified: true }];
  const record = sampleRecord({ name: person.name, contacts });
  const at = '2026-03-02T06:00:00Z';
  const change = `NC-R-${number}`;
  const entry = {
    ...{ _id: `${change}/${number}`, organisation, number: change, personId: number, createdAt: at },
    content: record as unknown as Record<string, unknown>,
    tokens: customerSearchTokens(tokenKeyOf({ secret }), number, record, 'SA'),
    identities: customerIdentities(tokenKeyOf({ secret }), record),
  };
  const [reference = { id: '', digest: '' }] = await keepManyWords(api.database, [entry]);
  const writes = [{ customer: number, base: 0, status: 'active' as const, mergedInto: null, record: reference }];
  const records = await readTexts(api.database, [entry._id]);
  await enterForm(api.database, { organisation, change, writes, records, by: 'steward', standingInFor: null, at });
}

const first = () => api.as(approvers[0] ?? '');
const second = () => api.as(approvers[1] ?? '');
const hold = (held: boolean) =>
  first().post(`${base}/legal-holds`, { number: complaint, held, reason: 'دعوى منظورة (مثال).' });

test('a person gets everything that is kept of them, by somebody who may hand it out; the look is recorded', async () => {
  expect((await api.as(`${organisation}.agent.1`).get(`${base}/own-data/NC-P-SALMA`)).refusal).toBe('403 Forbidden');
  const data = (await first().get(`${base}/own-data/NC-P-SALMA`)).as<{ cases: string[]; entries: object[] }>();
  expect(data.cases).toContain(complaint);
  const text = JSON.stringify(data);
  for (const part of [name, phone, said, 'salma.txt']) expect(text).toContain(part);
  expect(text).not.toContain('ريم');
  const looks = await accessesOf(api.database, organisation, 'NC-P-SALMA');
  expect(looks.map(({ by, what }) => [by, what])).toEqual([[approvers[0], 'everything that is kept of the person']]);
});

test('it is asked for by one and approved by another, thirty days at most after the request; a legal hold stops it', async () => {
  const ask = (number: string, by = asker) =>
    api.as(by).post(`${base}/erasures`, { number, ground: 'asked-by-person', receivedAt: '2026-03-01T00:00:00Z' });
  expect((await ask('NC-P-NOBODY')).refusal).toBe('422 Invalid');
  const asked = (await ask('NC-P-SALMA', approvers[0])).as<{ id: string; dueAt: string; state: string }>();
  expect(asked).toMatchObject({ dueAt: '2026-03-31T00:00:00.000Z', state: 'asked' });
  const approve = `${base}/erasures/${asked.id}/approve`;
  expect((await api.as(`${organisation}.agent.1`).post(approve)).refusal).toBe('403 Forbidden');
  expect((await first().post(approve)).refusal).toBe('403 SamePerson');

  expect((await hold(true)).status).toBe(200);
  expect((await hold(true)).refusal).toBe('409 NotAllowedNow');
  const stopped = await second().post(approve);
  expect([stopped.refusal, stopped.problem.detail]).toEqual([
    '409 NotAllowedNow',
    `A legal hold is on ${complaint}: nothing is erased until it is lifted.`,
  ]);
  const { items } = (await hold(false)).as<{ items: { acts: object[] }[] }>();
  expect(items).toMatchObject([
    {
      number: complaint,
      held: false,
      acts: [
        { by: approvers[0], held: true, reason: 'دعوى منظورة (مثال).' },
        { by: approvers[0], held: false },
      ],
    },
  ]);
  expect(JSON.stringify(await api.database.legalHolds.find().lean())).not.toContain('دعوى');

  const done = (await second().post(approve)).as();
  expect(done).toMatchObject({ state: 'done', decided: { by: approvers[1] } });
  expect((await second().post(`${base}/erasures/${asked.id}/reject`)).refusal).toBe('409 NotAllowedNow');
  const keys = await api.database.dataKeys.find({
    _id: { $in: [`${organisation}/NC-P-SALMA`, `${organisation}/${complaint}`] },
  });
  expect(keys.map((one) => (one.toObject() as DataKeyDocument).key)).toEqual([null, null]);
});

test('then nothing of the person is in any answer, nobody finds them, and everything still proves itself', async () => {
  const read = async (who: string, path: string) => {
    const answer = await api.as(`${organisation}.${who}`).get(`${base}/${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    expect([path, ofThePerson.exec(answer.text)?.[0]]).toEqual([path, undefined]);
    return answer;
  };
  const customer = (await read('manager.1', 'customers/NC-P-SALMA')).as<{ record: object }>();
  expect(customer.record).toMatchObject({ name: '[erased]', contacts: [], nationalNumber: null });
  expect((await read('manager.1', 'customers')).text).toContain('[erased]');
  const found = (await read('manager.1', `customers?text=${encodeURIComponent('سلمى')}`)).as<{ items: object[] }>();
  expect(found.items).toEqual([]);
  const byPhone = (await read('manager.1', 'customers?text=0501119876')).as<{ items: object[] }>();
  expect(byPhone.items).toEqual([]);
  expect((await read('manager.1', 'customers/NC-P-SALMA/versions')).as()).toMatchObject({ chainHolds: true });
  const { words } = (await read('agent.1', `complaints/${complaint}/words`)).as<{ words: { erased?: true }[] }>();
  expect(words.length).toBeGreaterThan(2);
  for (const one of words) expect(one).toMatchObject({ erased: true, digestHolds: true });
  const timeline = (await read('manager.1', `complaints/${complaint}/timeline`)).as();
  expect(timeline).toMatchObject({ chainHolds: true, sealHolds: true });
  const { items } = (await read('agent.1', `complaints/${complaint}/attachments`)).as<{ items: { id: string }[] }>();
  expect(items).toHaveLength(1);
  const download = `${base}/complaints/${complaint}/attachments/${items[0]?.id}`;
  expect((await api.as(`${organisation}.agent.1`).get(download)).status).toBe(404);
  await read('manager.1', 'register');
  const ofImport = await readTexts(api.database, ['NC-R-NC-P-SALMA/rows', 'NC-R-NC-P-SALMA/form']);
  expect(ofImport.map(({ content }) => content)).toEqual([{ action: 'import' }]);
  expect((await read('manager.1', 'customers/NC-P-OTHER')).text).toContain('ريم');
});

test('the open case goes on: what is written now is read, nobody can be told any more, and its history replays', async () => {
  const agent = api.as(`${organisation}.agent.1`);
  const answer = { text: 'تم الإغلاق إداريًا (مثال)', solved: true };
  expect((await agent.post(`${base}/complaints/${complaint}/answer`, answer)).status).toBe(200);
  const { words } = (await agent.get(`${base}/complaints/${complaint}/words`)).as<{ words: { content: object }[] }>();
  expect(words.at(-1)?.content).toMatchObject({ text: answer.text });
  expect(words[0]).toMatchObject({ erased: true });
  const { events } = await eventually(
    () => api.timeline(`${base}/complaints/${complaint}`, `${organisation}.manager.1`),
    (timeline) => JSON.stringify(timeline).includes('"erased"'),
  );
  expect(events.filter(({ data }) => JSON.stringify(data).includes('"erased"')).length).toBeGreaterThan(0);
  const { code, printed } = await replayCommand(api, complaint);
  expect([code, printed.includes('IS BROKEN')]).toEqual([0, false]);
});
