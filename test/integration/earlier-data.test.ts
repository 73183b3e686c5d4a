/** The product on the data that the release before the first schema number has left: nothing of it is lost, all of it goes on. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { currentSchema } from '../../db/schema-number.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { freePort } from '../../local/processes/free-port.ts';
import { LocalApi } from '../../scripts/api-client.ts';
import { eventually } from '../support/api/api-client.ts';
import { npmStart, type Start } from '../support/servers/npm-start.ts';

const fund = '/v1/organisations/development-fund';
const centres = '/v1/organisations/neighbourhood-centres';
const of = (role: string) => `neighbourhood-centres.${role}.1`;
const agent = 'development-fund.agent.1';

const dataDir = mkdtempSync(join(tmpdir(), 'inaya-earlier-'));
let running: Start;
let api: LocalApi;
let numbers: Record<string, string>;

beforeAll(async () => {
  const saved = fileURLToPath(new URL('../fixtures/data-folder-schema-1.tar.gz', import.meta.url));
  execFileSync('tar', ['-xzf', saved, '-C', dataDir]);
  numbers = JSON.parse(readFileSync(join(dataDir, 'cases.json'), 'utf8')) as Record<string, string>;
  running = npmStart({ INAYA_DATA_DIR: dataDir, PORT: String(await freePort()) });
  await running.says('Ctrl-C stops');
  api = new LocalApi(dataDir);
});
afterAll(async () => {
  running.process.kill('SIGINT');
  await running.ended;
  rmSync(dataDir, { recursive: true, force: true });
});

/** One of the saved cases, as the person who works on it sees it and acts on it. */
class SavedCase {
  private readonly path: string;
  private readonly reader: string;

  constructor(path: string, reader: string) {
    this.path = path;
    this.reader = reader;
  }

  async read(): Promise<CaseView> {
    return (await api.must('GET', this.path, this.reader)) as unknown as CaseView;
  }

  async give(command: string, as: string, body: object = {}, digest?: string): Promise<CaseView> {
    const headers: Record<string, string> = digest === undefined ? {} : { 'if-match': `"${digest}"` };
    return (await api.must('POST', `${this.path}/${command}`, as, body, headers)) as unknown as CaseView;
  }

  async expectEnded(status: string): Promise<void> {
    await eventually(
      () => this.read(),
      (view) => view.status === status,
    );
    const timeline = await api.must('GET', `${this.path}/timeline`, this.reader);
    expect(timeline).toMatchObject({ chainHolds: true, sealHolds: true });
  }
}
const saved = (base: string, name: string, reader: string) => new SavedCase(`${base}/${numbers[name]}`, reader);

test('a folder without a number is brought to the schema of this release, which is then noted in it', () => {
  const noted = JSON.parse(readFileSync(join(dataDir, 'schema.json'), 'utf8')) as { schema: number };
  expect(noted).toEqual({ schema: currentSchema });
});

test('R9: a complaint of an earlier folder is found by its words on any keyboard', async () => {
  const text = encodeURIComponent('تجریبی');
  const found = (await api.must('GET', `${fund}/cases?text=${text}`, agent)) as unknown as { items: CaseView[] };
  expect(found.items.map(({ number }) => number)).toContain(numbers.complaintReceived);
});

test('each open case of an earlier folder is in the work of those for whom it waits', async () => {
  const waiting: [string, string, string, string][] = [
    [fund, 'complaintReceived', agent, 'unowned'],
    [fund, 'departmentTicket', 'development-fund.supervisor.1', 'unowned'],
    [centres, 'recordChange', of('manager'), 'approval'],
    [centres, 'recordChangeEntered', of('agent'), 'to-archive'],
    [centres, 'surveyCycle', of('quality'), 'next-step'],
    [centres, 'surveyCycleDecided', of('manager'), 'next-step'],
    [centres, 'followedItem', of('agent'), 'yours'],
  ];
  const found = waiting.map(async ([base, name, who]) => {
    const { items } = (await api.must('GET', `${base}/work?limit=200`, who)) as unknown as {
      items: { number: string; why: string }[];
    };
    return [base, name, who, items.find(({ number }) => number === numbers[name])?.why];
  });
  expect(await Promise.all(found)).toEqual(waiting);
});

test('a complaint that had just been received is accepted, answered and closed', async () => {
  const complaint = saved(`${fund}/complaints`, 'complaintReceived', agent);
  await complaint.give('accept', agent);
  await complaint.give('answer', agent, { text: 'هذا هو الرد (مثال).' });
  await complaint.give('confirm', agent, { helped: true });
  await complaint.expectEnded('closed');
});

test('a department’s ticket is resolved and accepted, and the complaint that waited for it is answered and closed', async () => {
  const ticket = saved(`${fund}/department-tickets`, 'departmentTicket', agent);
  await ticket.give('resolve', 'development-fund.supervisor.1', { text: 'تمت المعالجة من جهتنا (مثال).' });
  await ticket.give('accept', agent);
  await ticket.expectEnded('closed');
  const complaint = saved(`${fund}/complaints`, 'complaintWithTicket', agent);
  await eventually(
    () => complaint.read(),
    ({ detail }) => (detail.tickets as { status: string }[]).every(({ status }) => status === 'accepted'),
  );
  await complaint.give('answer', agent, { text: 'هذا هو الرد (مثال).' });
  await complaint.give('confirm', agent, { helped: true });
  await complaint.expectEnded('closed');
});

test('a complaint whose customer had been asked is closed by the answer, or by the silence since then', async () => {
  const complaint = saved(`${fund}/complaints`, 'complaintAnswered', agent);
  const { status } = await complaint.read();
  if (status === 'answered') await complaint.give('confirm', agent, { helped: true });
  await complaint.expectEnded('closed');
});

test('a complaint with an attachment is answered and closed; the attachment is still there', async () => {
  const complaint = saved(`${centres}/complaints`, 'complaintAccepted', of('agent'));
  const { attachments } = (await complaint.read()).detail as { attachments: unknown[] };
  expect(attachments).toHaveLength(1);
  await complaint.give('answer', of('agent'), { text: 'هذا هو الرد (مثال).' });
  await complaint.give('confirm', of('agent'), { helped: true });
  await complaint.expectEnded('closed');
});

test('forms of the registry are reviewed, approved, entered and archived', async () => {
  const entered = saved(`${centres}/record-changes`, 'recordChangeEntered', of('agent'));
  expect((await entered.give('repin', of('manager'), { text: 'نسخة جديدة (مثال).' })).policyVersion).toBeGreaterThan(1);
  await entered.give('archive', of('agent'));
  await entered.expectEnded('archived');
  const waiting = saved(`${centres}/record-changes`, 'recordChange', of('agent'));
  const { detail } = await waiting.give('review', of('manager'), { text: 'شخص آخر بالاسم نفسه (مثال).' });
  await waiting.give('approve', of('manager'), {}, (detail.approval as { digest: string }).digest);
  await waiting.give('enter', of('data-steward'));
  await waiting.give('archive', of('agent'));
  await waiting.expectEnded('archived');
});

test('a lead goes over to the newest version of its policy, is contacted again, and cancelled', async () => {
  const lead = saved(`${centres}/leads`, 'lead', of('manager'));
  const before = await lead.read();
  expect(before.policyVersion).toBe(1);
  const { policyVersion, clocks } = await lead.give('repin', of('manager'), { text: 'نسخة جديدة (مثال).' });
  expect(policyVersion).toBeGreaterThan(1);
  expect(clocks.map(({ id }) => id)).toEqual(expect.arrayContaining(before.clocks.map(({ id }) => id)));
  const contact = { donor: numbers.donor, channel: 'phone', text: 'اتصال آخر (مثال).' };
  await lead.give('log-contact', of('agent'), contact);
  await lead.give('cancel', of('manager'), { text: 'اعتذر المانح (مثال).' });
  await lead.expectEnded('cancelled');
});

test('an open survey still has its answers, and its cycle is reported on and withdrawn', async () => {
  const cycle = saved(`${centres}/survey-cycles`, 'surveyCycle', of('manager'));
  await cycle.give('close-collection', of('quality'));
  const { detail } = await cycle.give('report', of('quality'), { text: 'مستوى الرضا مرتفع (مثال).' });
  expect(detail.report).toMatchObject({ counted: 5 });
  await cycle.give('withdraw', of('manager'), { text: 'دُمج الاستطلاع في غيره (مثال).' });
  await cycle.expectEnded('withdrawn');
});

test('what a survey has led to is carried out and accepted, and its cycle is finished', async () => {
  const item = saved(`${centres}/followed-items`, 'followedItem', of('manager'));
  await item.give('complete', of('agent'), { evidence: 'نُشر الإعلان (مثال).' });
  await item.give('accept', of('council-secretary'));
  await item.expectEnded('closed');
  const cycle = saved(`${centres}/survey-cycles`, 'surveyCycleDecided', of('manager'));
  await cycle.give('finish', of('manager'), { stories: 'قصة نجاح (مثال).', given: [] });
  await cycle.expectEnded('finished');
});
