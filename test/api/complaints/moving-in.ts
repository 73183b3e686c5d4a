import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sweepMovings } from '../../../activities/upkeep/sweep-movings.ts';
import type { MovingView } from '../../../application/moving-in/moving-view.ts';
import { decideMoving, findMoving, movingsOf } from '../../../db/bulk/movings.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { Pack } from '../../../packs/schema.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintsOf } from '../../support/api/complaints.ts';
import { enter, prepared } from '../../support/api/registry-lab.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { withPacks } from '../../support/api/with-packs.ts';

const organisation = 'sandbox';
const base = `/v1/organisations/${organisation}/moving-in`;
const [manager, supervisor, agent] = ['manager.1', 'supervisor.1', 'agent.1'].map(
  (who) => `${organisation}.${who}`,
) as [string, string, string];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

const titles =
  'المرجع القديم,تاريخ الاستلام,الحالة,المسؤول,المعنيون من الموظفين,النوع,القناة,اسم العميل,الجوال,details';
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
interface Row {
  reference: string;
  on?: string;
  status?: string;
  owner?: string;
  about?: string;
  category?: string;
  mobile?: string;
  details?: string;
}
const line = ({ reference, on = daysAgo(3), status = 'جديد', owner = agent, about = '', ...rest }: Row) => {
  const { category = 'complaint', mobile = '0500000001', details = 'تأخر الرد (مثال)' } = rest;
  return [reference, on, status, owner, about, category, 'web', 'عميل تجريبي (مثال)', mobile, details].join(',');
};
const fileOf = (...rows: Row[]) => [titles, ...rows.map(line)].join('\n');
const reference = () => `CRM-${randomUUID().slice(0, 8)}`;

function bring(file: string, { trial = false, key = randomUUID() as string, who = manager, query = '' } = {}) {
  const headers = { 'content-type': 'text/csv', 'idempotency-key': key };
  return api.as(who).send('POST', `${base}?trial=${trial}${query}`, file, headers);
}

const decide = (moving: string, command = 'approve', who = supervisor) =>
  api.as(who).post(`${base}/${moving}/${command}`, {});
const read = async (moving: string) => (await api.as(supervisor).get(`${base}/${moving}`)).as<MovingView>();

/** Brought by a manager, approved by a supervisor, and opened. */
async function movedIn(file: string, query = ''): Promise<MovingView> {
  const { moving } = (await bring(file, { query })).as<MovingView>();
  expect((await decide(moving)).status).toBe(200);
  const done = await eventually(
    () => read(moving),
    ({ status }) => status === 'done',
  );
  const projected = { organisation, 'view.detail.movedIn.moving': moving };
  await eventually(
    () => api.database.cases.countDocuments(projected),
    (many) => many === done.rows.opened,
  );
  return done;
}

async function resultOf({ moving }: Pick<MovingView, 'moving'>, who = supervisor): Promise<string[][]> {
  const { text } = await api.as(who).send('GET', `${base}/${moving}/result?language=en`);
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((one) => one.split(','));
}
const numberIn = (lines: string[][], at = 0) => lines[at]?.[2] ?? '';
const complaintAt = async (number: string, who = manager) =>
  (await api.as(who).get(`${complaintsOf(organisation)}/${number}`)).view as CaseView;
const count = async () => [
  await api.database.cases.countDocuments({ organisation }),
  await api.database.vault.countDocuments({ organisation }),
];

describe('moving complaints in from an old system', () => {
  test('a trial says what is wrong beside each row, and makes nothing', async () => {
    const before = await count();
    const same = reference();
    const file = fileOf(
      { reference: same },
      { reference: same },
      { reference: reference(), on: '31/01/2026' },
      { reference: reference(), on: '2999-01-01' },
      { reference: reference(), status: 'مغلق' },
      { reference: reference(), owner: 'nobody' },
      { reference: reference(), about: agent },
      { reference: reference(), category: 'praise', mobile: '12' },
      { reference: '', details: '' },
    );
    const answer = await bring(file, { trial: true, query: '&language=en' });
    expect(answer.status).toBe(201);
    const view = answer.as<MovingView>();
    expect(view).toMatchObject({ status: 'tried', rows: { read: 9, good: 1, bad: 8, opened: 0, there: 0 } });
    expect(view.bad.map(({ row, column, fault }) => `${row} ${column} ${fault}`)).toEqual([
      '3 reference same-reference',
      '4 receivedOn not-a-date',
      '5 receivedOn lies-ahead',
      '6 status not-open',
      '7 owner not-on-staff',
      '8 owner named-owner',
      '9 category unknown-value',
      '10 reference required',
      '10 fields.details required',
    ]);
    expect(view.bad[0]?.reason).toBe('Row 2 has the same reference.');
    expect(await count()).toEqual(before);
    expect((await decide(view.moving)).refusal).toBe('409 NotAllowedNow');
  });

  test('a proposal opens nothing until somebody else who leads approves it', async () => {
    const before = await count();
    const { moving } = (await bring(fileOf({ reference: reference() }))).as<MovingView>();
    expect((await count())[0]).toBe(before[0]);
    expect((await bring(fileOf({ reference: reference() }), { who: supervisor })).refusal).toBe('403 Forbidden');
    expect((await decide(moving, 'approve', manager)).refusal).toBe('403 SamePerson');
    expect((await decide(moving, 'approve', agent)).refusal).toBe('403 Forbidden');
    expect((await decide(moving, 'decline')).as<MovingView>()).toMatchObject({ status: 'declined' });
    expect((await decide(moving)).refusal).toBe('409 NotAllowedNow');
    expect(await count()).toEqual(before);
  });

  test('each complaint counts from its day of receipt, is its owner’s, and is found by its old reference', async () => {
    const [first, second] = [reference(), reference()];
    const on = daysAgo(2);
    const moved = await movedIn(
      fileOf(
        { reference: first, on, status: 'قيد المعالجة' },
        { reference: second, on: `${daysAgo(1)} 14:05`, owner: '' },
      ),
    );
    expect(moved).toMatchObject({
      decidedBy: supervisor,
      rows: { good: 2, opened: 2, late: 2 },
      received: { from: on },
    });
    const lines = await resultOf(moved);
    expect(lines.map(([row, outcome, , owner, late]) => [row, outcome, owner, late])).toEqual([
      ['2', 'opened', agent, 'yes'],
      ['3', 'opened', '', 'yes'],
    ]);
    const view = await api.projected(
      `${complaintsOf(organisation)}/${numberIn(lines)}`,
      manager,
      ({ clocks }) => clocks.find(({ id }) => id === 'answer')?.breachedAt !== null,
    );
    expect(view).toMatchObject({ status: 'open', owner: agent });
    expect(view.clocks.find(({ id }) => id === 'answer')?.startedAt).toBe(view.detail.receivedAt);
    expect((await complaintAt(numberIn(lines, 1))).detail.receivedAt).toBe(`${daysAgo(1)}T11:05:00Z`);
    const found = await api.as(manager).get(`${complaintsOf(organisation)}?text=${first}`);
    expect(found.as<{ items: CaseView[] }>().items.map(({ number }) => number)).toEqual([numberIn(lines)]);
    const timeline = await api.timeline(`${complaintsOf(organisation)}/${numberIn(lines)}`, manager);
    expect(timeline).toMatchObject({ chainHolds: true, unproven: [] });
    expect(timeline.events[0]).toMatchObject({ type: 'received', by: supervisor });
  });

  test('the same file again, by whoever, opens nothing twice', async () => {
    const file = fileOf({ reference: reference() }, { reference: reference() });
    const first = await movedIn(file);
    const before = await count();
    const again = (await bring(file, { who: `${organisation}.manager.2` })).as<MovingView>();
    expect(again).toMatchObject({ status: 'proposed', rows: { good: 0, there: 2 } });
    expect((await decide(again.moving)).status).toBe(200);
    expect(await count()).toEqual(before);
    expect((await resultOf(again)).map(([, outcome, number]) => [outcome, number])).toEqual(
      (await resultOf(first)).map(([, , number]) => ['was there', number]),
    );
  });

  test('each person is told once of what was late, customers of nothing, and nobody of a complaint about them', async () => {
    const [before, rows] = [api.sent.length, Array.from({ length: 3 }, () => ({ reference: reference() }))];
    const accused = { reference: reference(), owner: `${organisation}.agent.2`, about: supervisor };
    const { moving } = (await bring(fileOf(...rows, accused))).as<MovingView>();
    await decide(moving, 'approve', `${organisation}.manager.2`);
    const ours = () => api.sent.slice(before);
    const summaries = await eventually(
      async () => ours().filter(({ key }) => key.startsWith(`${moving}:`)),
      (found) => found.length >= 5,
    );
    await eventually(
      () => read(moving),
      ({ rows: { late } }) => late === 4,
    );
    expect(ours().filter(({ key }) => !key.startsWith(`${moving}:`))).toEqual([]);
    const to = (who: string) => summaries.filter(({ key }) => key === `${moving}:${organisation}.${who}:email`);
    const lines = await resultOf({ moving }, `${organisation}.manager.2`);
    expect(to('agent.1')).toHaveLength(1);
    for (const at of [0, 1, 2]) expect(to('agent.1')[0]?.text).toContain(numberIn(lines, at));
    expect(to('supervisor.1')).toHaveLength(1);
    expect(to('supervisor.1')[0]?.text).not.toContain(numberIn(lines, 3));
    expect(to('supervisor.2')[0]?.text).toContain(numberIn(lines, 3));
  });

  test('F-10: who reads the result learns nothing of a complaint that names them', async () => {
    const ofApprover = { reference: reference(), owner: `${organisation}.agent.2`, about: manager };
    const moved = await movedIn(fileOf(ofApprover, { reference: reference() }));
    const [own = [], other = []] = await resultOf(moved, manager);
    expect(own).toEqual(['2', 'opened', '', '', '', '']);
    expect(other.slice(3)).toEqual([agent, 'yes', '']);
    const [same = []] = await resultOf(moved);
    expect([same[2], ...same.slice(3)]).toEqual([expect.stringMatching(/^SB-C-/), ofApprover.owner, 'yes', '']);
  });

  test('who stands in for the person that brought the file does not approve it', async () => {
    const { moving } = (await bring(fileOf({ reference: reference() }))).as<MovingView>();
    const away = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };
    await api.hire(manager, { absences: [{ ...away, deputy: supervisor, enteredBy: manager }] });
    expect((await decide(moving)).refusal).toBe('403 SamePerson');
    await api.hire(manager, { absences: [] });
    expect((await decide(moving, 'decline')).status).toBe(200);
  });

  test('a proposal whose rows are not kept yet is not approved; brought again under its key, it is', async () => {
    const [key, file] = [randomUUID(), fileOf({ reference: reference() })];
    const { moving } = (await bring(file, { key })).as<MovingView>();
    // As a process leaves it that dies in between.
    const found = { _id: `${organisation}/${moving}` as never };
    await api.database.movings.collection.updateOne(found, { $unset: { rowsKeptAt: 1 } });
    await api.database.vault.collection.deleteMany({ number: moving });
    expect((await decide(moving)).refusal).toBe('409 NotAllowedNow');
    await bring(file, { key });
    expect((await decide(moving)).status).toBe(200);
    await eventually(
      () => read(moving),
      ({ status }) => status === 'done',
    );
  });

  test('an approved moving-in that the engine never heard of is started by the daily look', async () => {
    const { moving } = (await bring(fileOf({ reference: reference() }))).as<MovingView>();
    const document = await findMoving(api.database, organisation, moving);
    if (!document) throw new Error('nothing was noted');
    const by = { id: supervisor, roles: ['supervisor'], groups: [], departments: [] };
    await decideMoving(api.database, document, { approved: true, by, at: new Date().toISOString() });
    await sweepMovings(api.database, api.temporal, new Date(Date.now() + 2 * 86_400_000));
    const opened = await eventually(
      () => read(moving),
      ({ status }) => status !== 'opening',
    );
    expect(opened).toMatchObject({ status: 'done', rows: { opened: 1 } });
  });

  test('what the approver may not open is left out and said; a proposal that nobody decides on lapses with its words', async () => {
    const moved = await movedIn(fileOf({ reference: reference(), about: supervisor }, { reference: reference() }));
    expect(moved).toMatchObject({ rows: { opened: 1, bad: 1 }, bad: [{ row: 2, fault: 'not-yours-to-open' }] });
    const { moving } = (await bring(fileOf({ reference: reference() }))).as<MovingView>();
    const words = () => api.database.vault.countDocuments({ number: moving });
    expect(await words()).toBe(1);
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    await sweepMovings(api.database, api.temporal, later(29));
    expect(await words()).toBe(1);
    await sweepMovings(api.database, api.temporal, later(31));
    expect([await words(), (await read(moving)).status]).toEqual([0, 'lapsed']);
    expect((await decide(moving)).refusal).toBe('409 NotAllowedNow');
  });

  test('a customer without a class gets that of the policy, unless the registry knows them or the row names one', async () => {
    const contacts = [{ kind: 'mobile' as const, value: '+966500000077', verified: false }];
    const known = { customer: 'SB-P-00000-000077', base: 0, record: { classes: ['other'], contacts } };
    await enter(
      api.database,
      'SB-R-00000-000077',
      await prepared(api.database, 'moved', [known], organisation),
      organisation,
    );
    const defaultClass = { source: 'ours' as const, class: 'other' };
    // One of this class has to say of which branch they are.
    const lines = [
      `${line({ reference: reference(), mobile: '0500000078' })},,north`,
      `${line({ reference: reference(), mobile: '0500000078' })},,`,
      `${line({ reference: reference(), mobile: '٠٥٠٠٠٠٠٠٧٧' })},,`,
      `${line({ reference: reference(), mobile: '0500000079' })},customer,`,
    ];
    const withClass = (one: Pack) => ({ ...one, registry: { ...one.registry, defaultClass } });
    const moved = await withPacks(
      api,
      (all) => all.map(withClass),
      () => movedIn([`${titles},فئة العميل,branch`, ...lines].join('\n')),
    );
    expect(moved.bad).toMatchObject([{ row: 3, column: 'fields.branch', fault: 'required' }]);
    const opened = (await resultOf(moved)).flatMap(([, outcome, number = '']) =>
      outcome === 'opened' ? [number] : [],
    );
    const classes = await Promise.all(opened.map(async (one) => (await complaintAt(one)).detail.customerClass));
    expect(classes).toEqual(['other', null, 'customer']);
  });

  test('the list counts what each one shows by itself, and reads nothing else of their rows', async () => {
    const moved = await movedIn(fileOf({ reference: reference() }, { reference: reference(), about: supervisor }));
    const { items } = (await api.as(supervisor).get(base)).as<{ items: MovingView[] }>();
    expect(items.map(({ moving }) => moving)).toContain(moved.moving);
    for (const item of items) expect(item).toEqual({ ...(await read(item.moving)), bad: [] });
    const rowsRead = (await movingsOf(api.database, organisation)).find(({ number }) => number === moved.moving);
    expect(rowsRead?.batches).toEqual([{ rows: 2, isDone: true, moved: [{ isLate: true }], faults: [{ row: 3 }] }]);
  });
});
