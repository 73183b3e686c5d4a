/** S10: a person who reaches the engine, and not the API, gives commands in the names of others. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openingExamples } from '../../../api/complaints/opening-examples.ts';
import { toldBySystem } from '../../../application/cases/told-by-system.ts';
import { releaseHeld } from '../../../db/cases/held-notices.ts';
import { rootToPin } from '../../../db/command-signatures.ts';
import { findAccount } from '../../../db/organisation/staff.ts';
import type { Command } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { commandCase, signalCase } from '../../../temporal/cases.ts';
import { workflowId } from '../../../workflows/messages/case.ts';
import { eventually } from '../../support/api/api-client.ts';
import { type RunningApi, secret, startApi, type Timeline } from '../../support/api/running-api.ts';

const organisation = 'neighbourhood-centres';
const base = `/v1/organisations/${organisation}/record-changes`;
const [officer, manager, otherManager] = ['agent.1', 'manager.1', 'manager.2'].map((name) => `${organisation}.${name}`);
const steward = `${organisation}.data-steward.1`;

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'courier'] });
  await api.hire(steward);
});
afterAll(() => api.stop());

let people = 0;
async function prepared(): Promise<CaseView> {
  people += 1;
  const record = {
    party: 'person',
    name: 'شخص مزوّر (مثال)',
    classes: ['donor'],
    contacts: [{ kind: 'mobile', value: `05${String(30_000_000 + people)}` }],
  };
  const answer = await api.as(officer ?? '').post(base, { action: 'new', record });
  expect(answer.status).toBe(201);
  return answer.view;
}

const addressOf = ({ number }: CaseView) => ({ kind: 'recordChange' as const, organisation, number });
const digestOf = (view: CaseView) => (view.detail.approval as { digest: string }).digest;
const timeline = (view: CaseView) => api.timeline(`${base}/${view.number}`, manager ?? '') as Promise<Timeline>;

/** As the API would have given it, but for the signature. */
async function forged(name: string, by = '', body: object = { digest: null, words: null }): Promise<Command> {
  const person = await findAccount(api.database, by);
  const { roles = [], groups = [], departments = [] } = person ?? {};
  return {
    ...{ name, commandId: randomUUID(), at: new Date().toISOString() },
    ...{ actor: { id: by, roles, groups, departments }, body },
  };
}

const step = async (who: string | undefined, view: CaseView, command: string): Promise<CaseView> => {
  const headers = { 'if-match': command === 'approve' ? `"${digestOf(view)}"` : null };
  const answer = await api.as(who ?? '').post(`${base}/${view.number}/${command}`, {}, { headers });
  expect([command, answer.status]).toEqual([command, 200]);
  return answer.view;
};

describe('S10: a command that the API has not signed', () => {
  test('enters no record, whatever it says and through whatever door it came; who looks sees it', async () => {
    const view = await prepared();
    await signalCase(api.temporal, addressOf(view), await forged('review', manager));
    await api.projected(`${base}/${view.number}`, manager ?? '', ({ status }) => status === 'reviewed');
    await commandCase(api.temporal, addressOf(view), await forged('approve', otherManager, { digest: digestOf(view) }));
    const approved = await api.projected(`${base}/${view.number}`, steward, ({ status }) => status === 'approved');
    const { unproven, events } = await timeline(view);
    const doubted = events.filter(({ sequence }) => unproven.includes(sequence));
    expect(doubted.map(({ type, by }) => [type, by])).toEqual([
      ['reviewed', manager],
      ['approvalGiven', otherManager],
      ['approved', otherManager],
    ]);
    expect((await api.timeline(`${base}/${view.number}`, manager ?? '')).chainHolds).toBe(true);
    await step(steward, approved, 'enter');
    // It goes back to the steward with why, and nothing has been written.
    const cameBack = async () => (await timeline(view)).events.filter(({ type }) => type === 'cameBack');
    const [back] = await eventually(cameBack, (all) => all.length > 0);
    const detail = `events ${unproven.join(', ')} of ${view.number} do not prove who did them`;
    expect(back?.data).toMatchObject({ detail });
    expect(await api.database.customers.countDocuments({ organisation })).toBe(0);
  });

  test('is not taken in the name of the system either, by whose own steps nobody need sign', async () => {
    const view = await prepared();
    const bySystem = { id: 'system', roles: ['system'], groups: [], departments: [] };
    for (const actor of [bySystem, { ...bySystem, roles: ['system', 'manager'] }]) {
      const command = { ...(await forged('review', manager)), actor };
      await expect(commandCase(api.temporal, addressOf(view), command)).rejects.toMatchObject({
        refusal: { refusal: 'Forbidden' },
      });
      const signal = { ...command, commandId: randomUUID() };
      await signalCase(api.temporal, addressOf(view), signal);
      const refused = async () => (await timeline(view)).events.filter(({ type }) => type === 'commandRefused');
      await eventually(refused, (all) => all.some(({ commandId }) => commandId === signal.commandId));
    }
    expect((await api.as(steward).get(`${base}/${view.number}`)).view.status).toBe('prepared');
  });

  test('does not become another’s by the signature that somebody gave for something else', async () => {
    const [view, other] = [await prepared(), await prepared()];
    await step(manager, other, 'review');
    const { events } = await timeline(other);
    const { signature, commandId } = events.find(({ type }) => type === 'reviewed') ?? {};
    expect(signature).toMatchObject({ key: 'root' });
    const stolen = {
      ...(await forged('review', manager)),
      ...(signature ? { signature } : {}),
      commandId: commandId ?? '',
    };
    await signalCase(api.temporal, addressOf(view), stolen);
    await api.projected(`${base}/${view.number}`, manager ?? '', ({ status }) => status === 'reviewed');
    expect((await timeline(view)).unproven).toHaveLength(1);
  });
});

test('what the API has taken is signed, from the opening on, and is entered', async () => {
  let view = await prepared();
  for (const [who, command] of [
    [manager, 'review'],
    [otherManager, 'approve'],
    [steward, 'enter'],
  ] as const)
    view = await step(who, view, command);
  await api.projected(`${base}/${view.number}`, steward, ({ status }) => status !== 'approved');
  const { events, unproven } = await timeline(view);
  expect(unproven).toEqual([]);
  const people = events.filter(({ by }) => by !== 'system');
  expect(people.length).toBeGreaterThan(3);
  expect(people.every(({ signature }) => signature)).toBe(true);
  // The root key that certifies those who sign is pinned by the first event, and by no other.
  expect(events.map(({ rootKey }) => rootKey)).toEqual([
    rootToPin({ secret }),
    ...events.slice(1).map(() => undefined),
  ]);
  expect(await api.database.customers.countDocuments({ organisation })).toBe(1);
});

test('S10: an answer that the API has not signed is told to no customer, and waits for somebody who looks into it', async () => {
  const complaints = `/v1/organisations/${organisation}/complaints`;
  const example = openingExamples[organisation]?.value ?? {};
  const { view } = await api.as(officer ?? '').post(complaints, example);
  const address = { kind: 'complaint' as const, organisation, number: view.number };
  for (const [command, body] of [
    ['accept', {}],
    ['assign', { to: officer }],
  ] as const)
    expect((await api.as(officer ?? '').post(`${complaints}/${view.number}/${command}`, body)).status).toBe(200);
  const words = { id: `${view.number}/opening`, digest: 'f'.repeat(64) };
  await commandCase(api.temporal, address, await forged('answer', officer, { words, solved: true }));
  const inOutbox = () => api.database.outbox.find({ number: view.number }).lean();
  const rows = await eventually(inOutbox, (all) => all.some(({ dueAt }) => dueAt.startsWith('9999')));
  const [held] = rows.filter(({ dueAt }) => dueAt.startsWith('9999'));
  const { unproven, events } = await api.timeline(`${complaints}/${view.number}`, manager ?? '');
  expect(unproven).toContain(events.find(({ type }) => type === 'answered')?.sequence);
  expect(api.sent.filter(({ key }) => key.startsWith(String(held?._id)))).toEqual([]);
  expect(api.logged.join()).toContain('events do not prove who did them');
  // As if the key of an honest step had been missing when it was written: `npm run outbox:release` looks again.
  const honest = (await api.as(officer ?? '').post(complaints, example)).view;
  const written = () => api.database.cases.findOne({ number: honest.number }).lean();
  await eventually(written, (found) => found !== null);
  const batch = { ...(held?.batch as object), number: honest.number, sequence: 1, notices: [] };
  const row = { _id: `held:${honest.number}`, organisation, number: honest.number, batch, attempts: 0, failed: null };
  await api.database.outbox.collection.insertOne({ ...row, dueAt: held?.dueAt } as never);
  const outcome = await releaseHeld({ database: api.database, secret });
  expect(outcome.released).toEqual([row._id]);
  const mine = outcome.held.filter(({ number }) => number === view.number);
  expect(mine.map(({ unproven: sequences }) => sequences)).toEqual(mine.map(() => unproven));
  expect(mine.length).toBeGreaterThan(0);
  await eventually(
    () => api.database.outbox.findById(row._id).lean(),
    (found) => found === null,
  );
  // Without the key nothing is released.
  await api.database.outbox.collection.insertOne({ ...row, dueAt: held?.dueAt } as never);
  const strange = await releaseHeld({ database: api.database, secret: 'the secret of another installation' });
  expect(strange.released).toEqual([]);
  expect(strange.held.map(({ key }) => key)).toContain(row._id);
});

describe('S10: what is told to a case in the system’s name, and nobody has signed', () => {
  const complaints = '/v1/organisations/courier/complaints';
  const [agent, watcher] = ['courier.agent.1', 'courier.manager.1'];

  async function openComplaint(): Promise<CaseView> {
    const { view } = await api.as(agent).post(complaints, openingExamples.courier?.value ?? {});
    // What its opening tells the customer is on its way before anything is slipped in.
    await eventually(
      () => api.sent.some(({ key }) => key.includes(view.number)),
      (isSent) => isSent,
    );
    return view;
  }
  const told = ({ number }: CaseView, name: string, message: object) =>
    api.temporal.workflow.getHandle(workflowId('complaint', 'courier', number)).signal(name, message);
  /** The events that nobody has proven, once there is one of that type. */
  async function doubted({ number }: CaseView, type: string) {
    const read = () => api.timeline(`${complaints}/${number}`, watcher);
    const { events, unproven } = await eventually(read, (now) => now.events.some((event) => event.type === type));
    return events.filter(({ sequence }) => unproven.includes(sequence)).map((event) => event.type);
  }
  const inner = (view: CaseView, change: object = {}) => ({
    ...{
      name: 'assign-automatically',
      commandId: `complaint:courier:${view.number}:99:0`,
      at: new Date().toISOString(),
    },
    ...{ actor: { id: 'system', roles: ['system'], groups: [], departments: [] }, body: { to: agent }, ...change },
  });

  test('by another case, even if it is called like what the case has asked for itself', async () => {
    const view = await openComplaint();
    await told(view, 'assign-automatically', inner(view));
    expect(await doubted(view, 'assigned')).toEqual(['assigned']);
    expect(api.logged.join()).toContain(view.number);
  });

  test('by a sender, a gateway or a calendar', async () => {
    const view = await openComplaint();
    // What has not gone out yet would wait as well, once the case is doubted.
    await eventually(
      () => api.database.outbox.countDocuments({ number: view.number }),
      (left) => left === 0,
    );
    await told(view, 'noticesFailed', { key: 'made-up', outcomes: [], gaveUp: 'nothing' });
    expect(await doubted(view, 'effectFailed')).toEqual(['effectFailed']);
    const about = { key: 'made-up:sms', channel: 'sms', template: 'received', detail: 'made up', instead: ['email'] };
    await told(view, 'noticeUndelivered', about);
    expect(await doubted(view, 'noticeFailed')).toEqual(['effectFailed', 'noticeFailed']);
    // What would go out by another channel instead waits for somebody who looks into it.
    const held = await api.database.outbox.find({ number: view.number, dueAt: /^9999/ }).lean();
    expect(held).toHaveLength(1);
    const calendar = await api.database.calendars.findOne({ organisation: 'courier', name: view.calendar.name }).lean();
    await told(view, 'calendarPublished', { ...calendar, _id: undefined, version: 99 });
    expect(await doubted(view, 'calendarPublished')).toContain('calendarPublished');
  });

  test('by a signature that was given to another case, or for something else', async () => {
    const [view, other] = [await openComplaint(), await openComplaint()];
    const keys = { secret, purpose: 'worker' as const };
    const message = inner(view);
    const { signature } = toldBySystem(keys, { organisation: 'courier', number: view.number }, message, message.body);
    await told(other, 'assign-automatically', { ...message, signature });
    expect(await doubted(other, 'assigned')).toEqual(['assigned']);
    await told(view, 'assign-automatically', { ...message, body: { to: 'courier.agent.2' }, signature });
    expect(await doubted(view, 'assigned')).toEqual(['assigned']);
    // The API's key is good for none of it.
    const third = await openComplaint();
    const own = inner(third);
    const byApi = toldBySystem({ secret }, { organisation: 'courier', number: third.number }, own, own.body);
    await told(third, 'assign-automatically', { ...own, signature: byApi.signature });
    expect(await doubted(third, 'assigned')).toEqual(['assigned']);
  });

  test('by a case of which a step is not proven: what it opens is not proven either', async () => {
    const view = await openComplaint();
    const address = { kind: 'complaint' as const, organisation: 'courier', number: view.number };
    await commandCase(api.temporal, address, await forged('accept', agent, {}));
    const department = { department: 'operations', text: 'نرجو البحث عن الشحنة (مثال).' };
    const opened = await api.as(agent).post(`${complaints}/${view.number}/open-department-ticket`, department);
    const [ticket] = opened.view.detail.tickets as { number: string }[];
    const read = () => api.as(watcher).get(`/v1/organisations/courier/department-tickets/${ticket?.number}/timeline`);
    const answer = await eventually(read, ({ status }) => status === 200);
    const { events, unproven } = answer.as<Timeline>();
    expect([events[0]?.type, events[0]?.signature]).toEqual(['opened', null]);
    expect(unproven).toContain(1);
  });
});
