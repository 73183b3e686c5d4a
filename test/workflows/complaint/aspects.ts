import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseView } from '../../../domain/case/view.ts';
import type { Claim } from '../../../domain/complaint/aspects/claims.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import { alwaysOpen } from '../../support/samples/sample-calendar.ts';
import {
  agent,
  fromReceipt,
  inSeconds,
  manager,
  staff,
  supervisor,
  words,
} from '../../support/samples/sample-policy.ts';
import { type CaseInWorkflow, laterBy } from '../../support/workflows/case-in-workflow.ts';
import { WorkflowLab } from '../../support/workflows/workflow-lab.ts';

let lab: WorkflowLab;
beforeAll(async () => {
  lab = await WorkflowLab.start();
});
afterAll(() => lab.stop());

/** A complaint of the agent's. */
async function accepted(policy: Partial<ComplaintPolicy> = {}): Promise<{ opened: CaseInWorkflow; at: string }> {
  const opened = await lab.openNow({ calendar: alwaysOpen, policy: { clocks: [], ...policy } });
  const at = await lab.now();
  await opened.act('accept', { at, by: agent });
  return { opened, at };
}

const claimIn = ({ detail }: CaseView): Claim => (detail.claims as Claim[]).at(-1) as Claim;

interface Aspect {
  what: string;
  policy?: Partial<ComplaintPolicy>;
  told(opened: CaseInWorkflow, at: string): Promise<unknown>;
  /** What the timeline says from then on, in its order. */
  events: string[];
  shown: object;
}

const aspects: Aspect[] = [
  {
    what: 'a call to a department is recorded, and is no contact with the customer (C-01, C-06)',
    told: (opened, at) => opened.act('log-contact', { at: laterBy(at, 1000), body: { department: 'operations' } }),
    events: ['departmentContacted'],
    shown: { detail: { contact: { daysMissed: 0 } } },
  },
  {
    what: 'a document is attached by its digest (C-08)',
    told: (opened, at) => opened.act('attach', { at }),
    events: ['attached'],
    shown: { detail: { attachments: [{ attachment: 'document-1', sha256: 'c'.repeat(64) }] } },
  },
  {
    what: 'each step of the checklist is ticked off once, by whom (B-07)',
    told: async (opened, at) => {
      for (const step of ['listen', 'listen', 'follow-up']) {
        await opened.act('tick-step', { at, by: agent, body: { step } });
      }
    },
    events: ['stepDone', 'stepDone'],
    shown: { detail: { stepsDone: [{ step: 'listen', by: agent.id }, { step: 'follow-up' }] } },
  },
  {
    what: 'an apology and a benefit within the limit are recorded, and the customer gets it (B-08)',
    told: (opened, at) => opened.act('record-goodwill', { at, by: agent }),
    events: ['goodwillRecorded', 'goodwillGranted'],
    shown: { detail: { apologisedAt: expect.any(String), claims: [{ type: 'goodwill', status: 'approved' }] } },
  },
  {
    what: 'a claim that is amended loses its approval, and is rejected by one with a reason (C-05)',
    async told(opened, at) {
      const body = { amount: '5000' };
      const { digest } = claimIn(await opened.act('prepare-claim', { at, by: agent, body }));
      await opened.act('approve-claim', { at, body: { digest } });
      await opened.act('amend-claim', { at, by: agent, body: { amount: '4000' } });
      expect(await opened.refusal('approve-claim', { at, body: { digest } })).toBe('PreconditionFailed');
      await opened.act('reject-claim', { at, by: staff('manager', 'manager-2') });
    },
    events: ['claimPrepared', 'claimApprovalGiven', 'claimAmended', 'claimRejected'],
    shown: { detail: { claims: [{ version: 2, status: 'rejected', decisions: [{ by: 'manager-2' }] }] } },
  },
  {
    what: 'a claim that waits ends with its complaint, and so does the workflow',
    async told(opened, at) {
      await opened.act('prepare-claim', { at, by: agent });
      await opened.act('withdraw', { at });
      await opened.handle.result();
    },
    events: ['claimPrepared', 'claimWithdrawn', 'withdrawn'],
    shown: { status: 'withdrawn', detail: { claims: [{ status: 'withdrawn' }] } },
  },
  {
    what: 'a hand-over that is declined leaves the first as owner; one that is taken makes the second so (G-04)',
    policy: { handOverWithin: { workingHours: 2 } },
    async told(opened, at) {
      const by = staff('agent', 'agent-2');
      await opened.act('hand-over', { at, by: agent });
      expect((await opened.act('decline-hand-over', { at, by })).owner).toBe(agent.id);
      await opened.act('hand-over', { at, by: agent });
      await opened.act('take', { at, by });
    },
    events: ['handOverOffered', 'handOverReturned', 'handOverOffered', 'handOverTaken'],
    shown: { owner: 'agent-2' },
  },
  {
    what: 'abuse is reported, and the complaint goes on as it is (G-11)',
    told: (opened, at) => opened.act('report-abuse', { at, by: agent }),
    events: ['abuseReported'],
    shown: { status: 'open', owner: agent.id },
  },
  {
    what: 'an owner whom it turns out to be about owns it no longer and is refused (F-10)',
    async told(opened, at) {
      await opened.act('name-staff', { at, body: { staff: [agent.id] } });
      expect(await opened.refusal('answer', { at, by: agent })).toBe('NamedInCase');
    },
    events: ['staffNamed', 'ownerLost'],
    shown: { owner: null },
  },
  {
    what: 'an objection is decided by somebody else than who answered (F-16)',
    async told(opened, at) {
      await opened.act('answer', { at, by: agent });
      await opened.act('object', { at });
      expect(await opened.refusal('answer', { at, by: { ...agent, roles: ['supervisor'] } })).toBe('SamePerson');
      await opened.act('answer', { at, by: supervisor });
    },
    events: ['answered', 'solved', 'objected', 'roundOpened', 'answered', 'solved'],
    shown: { status: 'answered', round: 2, detail: { barred: [agent.id] } },
  },
  {
    what: 'a verdict without scores is given them afterwards, once (B-02, C-14)',
    async told(opened, at) {
      await opened.act('answer', { at, by: agent });
      await opened.act('confirm', { at, body: { helped: true } });
      await opened.act('rate', { at, body: { helped: true, expected: 4, perceived: 2 } });
      expect(await opened.refusal('rate', { at })).toBe('NotAllowedNow');
    },
    events: ['answered', 'solved', 'confirmed', 'closed', 'rated'],
    shown: { status: 'closed', detail: { verdicts: [{ helped: true, expected: 4, perceived: 2, quality: 'poor' }] } },
  },
];

describe('of a working day, on the engine', () => {
  test.each(aspects)('$what', async ({ policy, told, events, shown }) => {
    const { opened, at } = await accepted(policy);
    await told(opened, at);
    const last = 2 + events.length;
    const timeline = await lab.timeline(opened, (all) => all.length >= last);
    expect(timeline.map(({ type }) => type)).toEqual(['received', 'accepted', ...events]);
    expect(await opened.view()).toMatchObject(shown);
  });
});

test('an extension moves the breach, and the one that it had does not come', async () => {
  const clock = { ...inSeconds, due: { elapsed: 'PT1H' }, extension: { elapsed: 'PT2H' } };
  const { opened, at } = await accepted({ clocks: [clock] });
  const [before] = (await opened.view()).clocks;
  const [after] = (await opened.act('extend', { at, by: manager })).clocks;
  expect(Date.parse(after?.dueAt ?? '') - Date.parse(before?.dueAt ?? '')).toBe(2 * 3_600_000);
  await lab.sleepUntil(laterBy(before?.dueAt ?? '', 60_000));
  expect((await opened.view()).clocks[0]?.breachedAt).toBeNull();
  await lab.sleepUntil(laterBy(after?.dueAt ?? '', 60_000));
  const events = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'breached'));
  expect(events.filter(({ type }) => type === 'breached')).toMatchObject([{ at: after?.dueAt }]);
});

test('who is named in the complaint is kept from each rung of its ladder (F-10)', async () => {
  const { opened, at } = await accepted({ clocks: [inSeconds] });
  await opened.act('name-staff', { at, body: { staff: [supervisor.id, agent.id] } });
  await lab.sleepUntil(laterBy(at, 40_000));
  await lab.timeline(opened, (all) => all.filter(({ type }) => type === 'told').length >= 3);
  const rungs = lab.recording.deliveries.filter(({ batch }) => batch.number === opened.number);
  expect(rungs.map(({ batch }) => batch.about)).toEqual(rungs.map(() => [supervisor.id, agent.id]));
  expect(rungs.map(({ batch }) => batch.owner)).toEqual(rungs.map(() => null));
});

test('an answer that nobody phones out is a fact for each working day until the case is closed (N-12)', async () => {
  const policy = { clocks: [], dailyContact: { whileOpen: false, untilClosed: true } };
  const opened = await lab.open({ policy });
  const at = await lab.now();
  await opened.act('accept', { at });
  await opened.act('answer', { at });
  await lab.sleepUntil(laterBy(at, 4 * 24 * 3_600_000));
  const missed = ({ type }: { type: string }) => type === 'answerNotPhoned';
  const events = await lab.timeline(opened, (all) => all.some(missed));
  expect((await opened.view()).detail.contact).toMatchObject({ daysMissed: events.filter(missed).length });
  expect(events.filter(missed)[0]).toMatchObject({ by: 'system', data: { dayEnded: expect.any(String) } });
});

test('after the last window the workflow ends, and a new complaint goes on from it, linked (F-16)', async () => {
  const { opened, at } = await accepted({ clocks: [fromReceipt] });
  await opened.act('answer', { at, by: agent });
  await opened.act('confirm', { at });
  const { reopenUntil } = (await opened.view()).detail;
  await lab.sleepUntil(laterBy(String(reopenUntil), 1000));
  await opened.handle.result();
  await expect(opened.act('reopen', { at })).rejects.toThrow(/not found|completed/);
  const linkedTo = { number: opened.number, relation: 'follows' as const };
  const next = await lab.openNow({ calendar: alwaysOpen, details: { follows: opened.number, linkedTo } });
  expect((await next.view()).detail).toMatchObject({ follows: opened.number, links: [linkedTo] });
  // The one that has ended need not hear of it: nothing is left undone.
  await next.act('withdraw', { at: await lab.now() });
  await next.handle.result();
});

test('a complaint that is split off is linked to the one that it comes from, in both (C-06)', async () => {
  const { opened, at } = await accepted();
  const linkedTo = { number: opened.number, relation: 'split-from' as const };
  const part = await lab.openNow({ calendar: alwaysOpen, details: { linkedTo, customerWords: words('of-the-first') } });
  const events = await lab.timeline(opened, (all) => all.some(({ type }) => type === 'linked'));
  const linked = events.find(({ type }) => type === 'linked');
  expect(linked).toMatchObject({ by: 'system', data: { number: part.number, relation: 'split-into' } });
  expect((await part.view()).detail.links).toMatchObject([linkedTo]);
  await opened.act('withdraw', { at });
});
