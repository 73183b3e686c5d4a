import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Actor, Command } from '../../domain/case/command.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { TicketCommandName } from '../../domain/department-ticket/commands.ts';
import { viewQuery, workflowId } from '../../workflows/messages/case.ts';
import { eventually } from '../support/api/api-client.ts';
import { calendarVersion } from '../support/samples/sample-calendar.ts';
import { sampleTicketPolicy, supervisor } from '../support/samples/sample-policy.ts';
import { operator, ticketBodies } from '../support/stories/ticket-family.ts';
import { type CaseInWorkflow, laterBy } from '../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
  lab.recording.instead.rulesFor = async () => ({ policy: sampleTicketPolicy(), calendar: await lab.calendar() });
  // Time stands still from here on, but for the first test. This server does not skip it any more once a child has
  // outlived its parent.
  await lab.open();
});
afterAll(() => lab.stop());

const has = (type: string) => (events: TimelineEvent[]) => events.some((event) => event.type === type);

/** A complaint with one ticket to operations, and the ticket's own workflow. */
async function withTicket(): Promise<{ parent: CaseInWorkflow; ticket: WorkflowHandle; number: string; at: string }> {
  const parent = await lab.openNow();
  const at = await lab.now();
  const number = `ticket-of-${parent.number}`;
  await parent.act('accept', { at });
  await parent.act('open-department-ticket', { at, body: { ticket: number } });
  const ticket = lab.client.workflow.getHandle(workflowId('departmentTicket', 'sample', number));
  await eventually(
    () => ticket.query<CaseView>(viewQuery).catch(() => null),
    (view) => view !== null,
  );
  return { parent, ticket, number, at };
}

function give(ticket: WorkflowHandle, name: TicketCommandName, at: string, actor: Actor): Promise<CaseView> {
  const command: Command = { name, commandId: `${name}-${ticket.workflowId}`, at, actor, body: ticketBodies[name] };
  return ticket.executeUpdate<CaseView, [Command]>(name, { args: [command] });
}

describe('a department’s ticket (C-06)', () => {
  test('that nobody works on breaches by its own clock, and the complaint hears of it once', async () => {
    const { parent, number } = await withTicket();
    const [clock] = (
      await lab.client.workflow.getHandle(workflowId('departmentTicket', 'sample', number)).query<CaseView>(viewQuery)
    ).clocks;
    const costOfParent = async () => (await parent.handle.fetchHistory()).events?.length;
    const before = await costOfParent();
    await lab.sleepUntil(laterBy(clock?.dueAt ?? '', -60_000));
    // For days the complaint has waited for its ticket: that costs it no event.
    expect(await costOfParent()).toBe(before);
    await lab.sleepUntil(clock?.dueAt ?? '');
    const events = await lab.timeline(parent, has('ticketBreached'));
    expect(events.filter(({ type }) => type === 'ticketBreached')).toHaveLength(1);
    expect(events.find(({ type }) => type === 'ticketBreached')?.at).toBe(clock?.dueAt);
  });

  test('is a workflow of its own, tells its complaint of each step, and lets it be answered once it is accepted', async () => {
    const { parent, ticket, at } = await withTicket();
    await give(ticket, 'resolve', at, operator);
    await lab.timeline(parent, has('ticketResolved'));
    expect((await parent.view()).allowed).not.toContain('answer');
    await give(ticket, 'accept', at, supervisor);
    await lab.timeline(parent, has('ticketAccepted'));
    expect(await parent.act('answer', { at })).toMatchObject({ status: 'answered' });
    await ticket.result();
  });

  test('is sent back once with a reason, and its department hears whom the complaint turns out to be about (F-10)', async () => {
    const { parent, ticket, number, at } = await withTicket();
    await give(ticket, 'assign', at, operator);
    await give(ticket, 'resolve', at, operator);
    expect(await give(ticket, 'return', at, supervisor)).toMatchObject({ status: 'open', round: 2 });
    await lab.timeline(parent, has('ticketReturned'));
    await parent.act('name-staff', { at, body: { staff: [operator.id] } });
    const told = await eventually(
      () => lab.recording.timeline(number),
      (events) => events.some(({ type }) => type === 'ownerLost'),
    );
    expect(told.map(({ type }) => type).slice(-2)).toEqual(['staffNamed', 'ownerLost']);
    expect((await ticket.query<CaseView>(viewQuery)).owner).toBeNull();
  });

  test('is withdrawn with its complaint, and both workflows end', async () => {
    const { parent, ticket, at } = await withTicket();
    await parent.act('withdraw', { at });
    await Promise.all([parent.handle.result(), ticket.result()]);
    expect(await ticket.query<CaseView>(viewQuery)).toMatchObject({ status: 'withdrawn' });
  });

  test('that the pinned rules know nothing of is a fact, and the complaint can be answered without it (X-04)', async () => {
    const { rulesFor } = lab.recording.instead;
    const why = 'Pack sample version 1 has no group in department laboratory.';
    lab.recording.instead.rulesFor = async () => {
      throw ApplicationFailure.nonRetryable(why, 'NoSuchRules');
    };
    const parent = await lab.openNow();
    const at = await lab.now();
    await parent.act('accept', { at });
    const ticket = `ticket-of-${parent.number}`;
    await parent.act('open-department-ticket', { at, body: { ticket, department: 'laboratory' } });
    const events = await lab.timeline(parent, has('effectFailed')).finally(() => {
      lab.recording.instead.rulesFor = rulesFor;
    });
    expect(events.find(({ type }) => type === 'ticketNotOpened')?.data).toEqual({ ticket, words: null });
    expect(events.find(({ type }) => type === 'effectFailed')?.data).toMatchObject({ detail: why });
    const { detail, status } = await parent.act('answer', { at });
    expect([detail.tickets, status]).toMatchObject([[{ number: ticket, status: 'not-opened' }], 'answered']);
  });

  test('goes on where its complaint has continued as new meanwhile, and the complaint still hears of it', async () => {
    const parent = await lab.openNow({ continueAfter: 60 });
    const at = await lab.now();
    const number = `ticket-of-${parent.number}`;
    await parent.act('accept', { at });
    await parent.act('open-department-ticket', { at, body: { ticket: number } });
    for (let n = 0; n < 12; n++) await parent.act('log-contact', { at });
    const ticket = lab.client.workflow.getHandle(workflowId('departmentTicket', 'sample', number));
    await give(ticket, 'resolve', at, operator);
    await lab.timeline(parent, has('ticketResolved'));
    expect((await parent.view()).detail.tickets).toMatchObject([{ number, status: 'resolved' }]);
  });

  test('counts by the calendar of its department, whatever the complaint counts by', async () => {
    const closedTomorrow = calendarVersion(
      1,
      { week: { sun: [['08:00', '12:00']] }, overlays: [], knownUntil: '2090-12-31' },
      'sundays',
    );
    lab.recording.instead.rulesFor = async () => ({ policy: sampleTicketPolicy(), calendar: closedTomorrow });
    const { parent, ticket } = await withTicket();
    lab.recording.instead.rulesFor = async () => ({ policy: sampleTicketPolicy(), calendar: await lab.calendar() });
    const view = await ticket.query<CaseView>(viewQuery);
    expect(view.calendar).toMatchObject({ name: 'sundays' });
    const ofParent = (await parent.view()).clocks[0]?.dueAt ?? '';
    expect(Date.parse(view.clocks[0]?.dueAt ?? '')).not.toBe(Date.parse(ofParent));
    expect(new Date(view.clocks[0]?.dueAt ?? '').getUTCDay()).toBe(0);
  });

  test('whose complaint has ended ends all the same', async () => {
    const { parent, ticket, at } = await withTicket();
    // The message that it is withdrawn may reach a ticket that has just been resolved: it is withdrawn then.
    await give(ticket, 'resolve', at, operator);
    await parent.act('withdraw', { at });
    await Promise.all([parent.handle.result(), ticket.result()]);
    const events = lab.recording.timeline((await ticket.query<CaseView>(viewQuery)).number);
    expect(events.at(-1)?.type).not.toBe('effectFailed');
    expect(events.map(({ type }) => type)).not.toContain('effectFailed');
  });

  test('that could not be opened before its complaint was withdrawn is opened, told of it, and ends', async () => {
    const { rulesFor } = lab.recording.instead;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const rules = { policy: sampleTicketPolicy(), calendar: await lab.calendar() };
    lab.recording.instead.rulesFor = () => held.then(() => rules);
    const parent = await lab.openNow();
    const at = await lab.now();
    const number = `ticket-of-${parent.number}`;
    await parent.act('accept', { at });
    await parent.act('open-department-ticket', { at, body: { ticket: number } });
    await parent.act('withdraw', { at });
    release();
    lab.recording.instead.rulesFor = rulesFor as NonNullable<typeof rulesFor>;
    await parent.handle.result();
    const ticket = lab.client.workflow.getHandle(workflowId('departmentTicket', 'sample', number));
    await ticket.result();
    expect(await ticket.query<CaseView>(viewQuery)).toMatchObject({ status: 'withdrawn' });
  });
});
