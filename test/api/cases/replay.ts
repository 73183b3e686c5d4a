import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CaseEventDocument, eventIn } from '../../../db/cases/cases.ts';
import { readTexts } from '../../../db/cases/vault.ts';
import { chainHolds, digestOf } from '../../../domain/case/event.ts';
import { eventually } from '../../support/api/api-client.ts';
import { opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { changeWords } from '../../support/samples/changed-words.ts';
import { replayCommand } from '../../support/workflows/replay-command.ts';

const organisation = 'development-fund';
const [agent, supervisor] = [`${organisation}.agent.1`, `${organisation}.supervisor.1`];

let api: RunningApi;
let number: string;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  const complaint = await opened(api, organisation);
  number = complaint.number;
  await api.as(agent).post(`${complaint.address}/accept`, {});
  const file = new Uint8Array(Buffer.from('خطاب تجريبي (مثال).'));
  const headers = { 'content-type': 'text/plain', 'idempotency-key': randomUUID() };
  await api.as(agent).send('POST', `${complaint.address}/attach?name=letter.txt`, file, headers);
  await api.as(agent).post(`${complaint.address}/answer`, { text: 'تمت المعالجة (مثال).', solved: true });
  await api.as(supervisor).get(`${complaint.address}/words`);
  await api.projected(complaint.address, agent, ({ status }) => status === 'answered');
  await eventually(
    () => api.timeline(complaint.address, agent),
    ({ notices }) => notices.length > 1,
  );
});
afterAll(() => api.stop());

const replay = (...more: string[]) => replayCommand(api, number, { more });

const events = () => api.database.caseEvents.collection;
const storedOf = async () =>
  (await events().find({ number }).sort({ sequence: 1 }).toArray()) as unknown as CaseEventDocument[];

/** Puts the stored events back as they were, whatever a test has done to them. */
async function whileStored(
  change: (stored: CaseEventDocument[]) => CaseEventDocument[],
  look: () => unknown,
): Promise<void> {
  const before = await storedOf();
  const put = async (all: CaseEventDocument[]) => {
    await events().deleteMany({ number });
    await events().insertMany(all as never[]);
  };
  await put(change(structuredClone(before)));
  try {
    await look();
  } finally {
    await put(before);
  }
}

test('a replay makes timeline and clocks anew from the history, and finds them stored as they are (X-03)', async () => {
  const { code, printed } = await replay();
  expect(printed).toMatch(/^match: complaint:development-fund:/m);
  expect(printed).toMatch(/^Stored timeline and clocks: match$/m);
  expect(printed).toMatch(/^Chain of digests: holds\nSeals: holds\nSignatures: holds\nWords in the vault: (\d+)\/\1$/m);
  expect(printed).toMatch(/^Attached documents: 1\/1$/m);
  expect(code).toBe(0);
});

test('finding 8 (X-03): it shows values, digests, rules of clocks, local time, looks and messages', async () => {
  const { printed } = await replay();
  expect(printed).toMatch(/^ +\d+ {2}\S+Z = \S+\+03:00 {2}answered {2}by development-fund\.agent\.1 \[agent\]/m);
  expect(printed).toMatch(/^ +digest=[0-9a-f]{64}$/m);
  expect(printed).toMatch(/^ +solved=yes$/m);
  expect(printed).toMatch(/^ +answer: met, clause F-07, due \S+ = \S+\+03:00/m);
  expect(printed).toMatch(/looked at: development-fund\.supervisor\.1, /);
  expect(printed).toMatch(/message: customer, \S+, (sms|email)/);
});

test('in Arabic it says so in Arabic words', async () => {
  const { code, printed } = await replay('--language', 'ar');
  expect(code).toBe(0);
  expect(printed).toMatch(/رُدّ عليه {2}بواسطة development-fund\.agent\.1/);
  expect(printed).toContain('السجل والمهل المحفوظة: مطابق');
});

describe('finding 8 (X-03): a replay ends with 1 and names', () => {
  test('the first entry of a timeline with another person, chained anew', () =>
    whileStored(
      (stored) => {
        let previous = '';
        return stored.map((event) => {
          const by = event.type === 'accepted' ? 'somebody-else' : event.by;
          const { digest: _, ...content } = { ...eventIn(event), by, previous };
          previous = digestOf(content);
          return { ...event, ...content, digest: previous };
        });
      },
      async () => {
        expect(chainHolds((await storedOf()).map(eventIn))).toBe(true);
        const { code, printed } = await replay();
        expect(printed).toMatch(/^Stored timeline and clocks: DIFFERS\n {2}event \d+, accepted, by\n/m);
        expect(printed).toContain(`by the history: ${agent}\n    stored: somebody-else`);
        expect(printed).toMatch(/^Seals: IS BROKEN \d/m);
        expect(code).toBe(1);
      },
    ));

  test('an event that was taken out', () =>
    whileStored(
      (stored) => stored.filter(({ type }) => type !== 'accepted'),
      async () => {
        const { code, printed } = await replay();
        expect(printed).toMatch(/DIFFERS\n {2}event \d+, accepted, the whole of it/);
        expect(code).toBe(1);
      },
    ));

  test('a deadline that was moved', async () => {
    const cases = api.database.cases.collection;
    const before = await cases.findOne({ number });
    await cases.updateOne({ number }, { $set: { 'view.clocks.1.dueAt': '2036-01-01T00:00:00Z' } });
    const { code, printed } = await replay();
    await cases.replaceOne({ number }, before as never);
    expect(printed).toMatch(/DIFFERS\n {2}clock \S+, dueAt\n/);
    expect(printed).toContain('stored: 2036-01-01T00:00:00Z');
    expect(code).toBe(1);
  });

  test('words that are not what they were', async () => {
    const vault = api.database.vault.collection;
    const ids = (await vault.find({ number }).toArray()).map(({ _id }) => String(_id));
    const spoken = (await readTexts(api.database, ids)).find(({ content }) => content.text !== undefined);
    const before = await vault.findOne({ _id: spoken?._id as never });
    await changeWords(api.database, spoken?._id ?? '', (content) => ({ ...content, text: 'شيء آخر (مثال).' }));
    const { code, printed } = await replay();
    await vault.replaceOne({ _id: before?._id }, before as never);
    expect(printed).toMatch(new RegExp(`^Words in the vault: .* IS BROKEN ${String(before?._id)}$`, 'm'));
    expect(code).toBe(1);
  });

  test('4.4: a document whose bytes are not what they were, or are gone', async () => {
    const chunks = api.database.connection.collection('attachments.chunks');
    const files = api.database.connection.collection('attachments.files');
    const [chunk, file] = [await chunks.findOne({}), await files.findOne({})];
    const broken = new RegExp(`^Attached documents: 0/1 IS BROKEN ${String(file?._id)}$`, 'm');
    await chunks.updateOne({ _id: chunk?._id }, { $set: { data: Buffer.from('خطاب مختلف (مثال).. ') } });
    const changed = await replay();
    await files.deleteOne({ _id: file?._id });
    const gone = await replay();
    await files.insertOne(file as never);
    await chunks.replaceOne({ _id: chunk?._id }, chunk as never);
    for (const { code, printed } of [changed, gone]) {
      expect(printed).toMatch(broken);
      expect(code).toBe(1);
    }
    expect((await replay()).code).toBe(0);
  });
});

test('finding 8 (X-03): a case whose projection is gone is replayed all the same', async () => {
  const cases = api.database.cases.collection;
  const before = await cases.findOne({ number });
  await cases.deleteOne({ number });
  await whileStored(
    () => [{ ...(before as unknown as CaseEventDocument), _id: 'another' }],
    async () => {
      await events().deleteMany({});
      const { code, printed } = await replay();
      expect(printed).toContain('nothing is stored of it');
      expect(printed).toMatch(/answered {2}by development-fund\.agent\.1/);
      expect(code).toBe(0);
    },
  );
  await cases.insertOne(before as never);
  expect((await replay()).code).toBe(0);
});
