import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customerActor } from '../../domain/case/command.ts';
import { chainHolds, type TimelineEvent } from '../../domain/case/event.ts';
import type { ClockRule } from '../../domain/case/policy.ts';
import { isSpoken } from '../../domain/complaint/aspects/statements.ts';
import type { ComplaintCommandName, ComplaintCommands } from '../../domain/complaint/commands.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import { CaseEnded, CaseRefused, commandCase, OutcomeUnknown } from '../../temporal/cases.ts';
import { type NamedHistory, ServerLab } from '../support/api/server-lab.ts';
import { alwaysOpen } from '../support/samples/sample-calendar.ts';
import { inSeconds, manager } from '../support/samples/sample-policy.ts';
import { bodies } from '../support/stories/complaint-story.ts';
import { CaseInWorkflow } from '../support/workflows/case-in-workflow.ts';
import { replayedAll } from '../support/workflows/workflow-code.ts';

const cases = 300;
const atATime = 40;
const longCases = 6;
const commandsOfALongCase = 50;

/** Due two seconds after receipt, so that rungs fire among the commands; windows that end within the test. */
const rushed: ClockRule = {
  ...inSeconds,
  due: { elapsed: 'PT2S' },
  ladder: [
    { source: 'ours', rung: { before: { elapsed: 'PT1S' } }, tell: ['role:supervisor'], urgent: true },
    { source: 'ours', rung: 'at', tell: ['role:supervisor'], urgent: true },
    { source: 'ours', rung: { after: { elapsed: 'PT1S' } }, tell: ['role:manager'], urgent: true },
  ],
};
const policy: Partial<ComplaintPolicy> = {
  clocks: [rushed],
  windows: { followUp: { elapsed: 'PT2S' }, reopen: { elapsed: 'PT2S' }, completion: { elapsed: 'PT60S' } },
};

let lab: ServerLab;
beforeAll(async () => {
  lab = await ServerLab.open();
}, 60_000);
afterAll(() => lab.close());

const now = () => new Date().toISOString();

/** A case, and what became of the commands that it was given; a deadline or window that was faster makes it refuse some. */
interface Driven {
  opened: CaseInWorkflow;
  taken: string[];
  refused: string[];
  /** Repeated because the engine was slow, and then the case had ended: carried out or not. */
  unknown: string[];
}

/** Gives a command as the API does: repeated under its id until there is an answer. */
async function give<Name extends ComplaintCommandName>(
  driven: Driven,
  name: Name,
  body?: Partial<ComplaintCommands[Name]>,
): Promise<void> {
  const { opened, taken, refused, unknown } = driven;
  const commandId = `${name}-${taken.length + refused.length + unknown.length}`;
  const { number } = opened;
  const command = {
    name,
    commandId,
    at: now(),
    actor: isSpoken(name) ? customerActor : manager,
    body: { ...bodies[name], ...body },
  };
  for (;;) {
    try {
      await commandCase(lab.client, { kind: 'complaint', organisation: 'sample', number }, command);
      taken.push(commandId);
      return;
    } catch (error) {
      if (error instanceof OutcomeUnknown) continue;
      if (!(error instanceof CaseRefused || error instanceof CaseEnded)) throw error;
      (error instanceof CaseRefused ? refused : unknown).push(commandId);
      return;
    }
  }
}

/** Four lives in turn; in each, deadlines or windows fire while commands come. */
const lives: ((driven: Driven) => Promise<void>)[] = [
  async (driven) => {
    await give(driven, 'accept');
    await lab.projected(driven.opened.number, ({ breached }) => breached);
    await give(driven, 'answer');
    await give(driven, 'confirm');
  },
  async (driven) => {
    for (const name of ['accept', 'assign', 'pause', 'resume', 'interim', 'answer'] as const) await give(driven, name);
    await give(driven, 'confirm', { helped: false });
    await give(driven, 'answer');
  },
  async (driven) => {
    for (const name of ['return-for-completion', 'complete', 'accept'] as const) await give(driven, name);
    await lab.projected(driven.opened.number, ({ view }) => view.clocks[0]?.rungs.at(-1)?.firedAt != null);
    await give(driven, 'answer', { solved: false });
  },
  async (driven) => {
    for (let n = 0; n < 6; n++) {
      await driven.opened.signal('log-contact', { at: now(), commandId: `contact-${n}` });
      driven.taken.push(`contact-${n}`);
    }
    await give(driven, 'withdraw');
  },
];

/** Runs the tasks, so many at a time. */
async function inParallel<T>(count: number, limit: number, task: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const runner = async () => {
    while (next < count) {
      const index = next++;
      results[index] = await task(index);
    }
  };
  await Promise.all(Array.from({ length: limit }, runner));
  return results;
}

async function openedCase(continueAfter: number): Promise<Driven> {
  const opened = await CaseInWorkflow.open(lab.client, { at: now(), calendar: alwaysOpen, policy, continueAfter });
  return { opened, taken: [], refused: [], unknown: [] };
}

/**
 * Reasons why workflow tasks of these histories failed. The server refuses to end a run for which a message has just
 * come. The task is done again with it: that is how none is lost.
 */
function failedTasks(histories: NamedHistory[]): string[] {
  return histories.flatMap(({ history }) =>
    (history.events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
      failed && failed.failure?.message !== 'UnhandledCommand' ? [`${failed.cause}: ${failed.failure?.message}`] : [],
    ),
  );
}

async function replayErrors(histories: NamedHistory[]): Promise<unknown[]> {
  return [...(await replayedAll(histories)).values()].filter((error) => error !== undefined);
}

/** The timeline holds every command that was taken and none that was refused, each once; every rung once; the chain. */
async function expectWholeTimeline({ opened, taken, unknown }: Driven): Promise<void> {
  const found = await lab.projected(opened.number, ({ over }) => over);
  const events = await lab.timeline(found);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(brokenAt(events)).toEqual([]);
  const byPeople = events.filter(({ by }) => by !== 'system').map(({ commandId }) => commandId);
  const carriedOut = [...new Set(byPeople)].filter((id) => !unknown.includes(id));
  expect(carriedOut).toEqual([`open-${opened.number}`, ...taken]);
  const rungs = events
    .filter(({ type }) => ['warned', 'breached', 'escalated'].includes(type))
    .map(({ type, data }) => JSON.stringify({ type, ...data, dueAt: undefined }));
  expect(rungs).toEqual([...new Set(rungs)]);
}

/** The events up to the first at which the chain of digests does not hold; none if it does. */
function brokenAt(events: TimelineEvent[]): TimelineEvent[] {
  const length = events.findIndex((_, index) => !chainHolds(events.slice(0, index + 1))) + 1;
  return events.slice(0, length).slice(-2);
}

describe(`${cases} cases, ${atATime} at a time, with ten of them in the worker's memory`, () => {
  let driven: Driven[];
  let histories: NamedHistory[];

  beforeAll(async () => {
    await lab.startWorker({ maxCachedWorkflows: 10 });
    driven = await inParallel(cases, atATime, async (index) => {
      const one = await openedCase(1000);
      await lives[index % lives.length]?.(one);
      return one;
    });
    for (const one of driven) await lab.projected(one.opened.number, ({ over }) => over);
    histories = (await inParallel(cases, 10, (index) => lab.histories(handleOf(driven[index])))).flat();
  }, 480_000);

  test('no workflow task fails', () => {
    expect(failedTasks(histories)).toEqual([]);
  });

  test('every history replays', async () => {
    expect(histories.length).toBeGreaterThanOrEqual(cases);
    expect(await replayErrors(histories)).toEqual([]);
  }, 240_000);

  test('every command stands in its timeline once, and every rung fired once', async () => {
    for (const one of driven) await expectWholeTimeline(one);
  }, 60_000);

  test('deadlines did fire among the commands, and most commands were taken', async () => {
    expect(driven.flatMap(({ taken }) => taken).length).toBeGreaterThan(cases * 4);
    const breached = await lab.database.cases.collection.countDocuments({ breached: true });
    expect(breached).toBeGreaterThanOrEqual(cases / 2);
  });
});

describe('cases that continue as new every ten commands or so', () => {
  let driven: Driven[];
  let histories: NamedHistory[];

  beforeAll(async () => {
    driven = await inParallel(longCases, longCases, async () => {
      const one = await openedCase(110);
      for (let n = 1; n < commandsOfALongCase; n++) await give(one, n % 2 ? 'log-contact' : 'assign');
      await give(one, 'withdraw');
      return one;
    });
    for (const one of driven) await lab.projected(one.opened.number, ({ over }) => over);
    histories = (await inParallel(longCases, longCases, (index) => lab.histories(handleOf(driven[index])))).flat();
  }, 240_000);

  test('go through many runs', () => {
    expect(histories.length).toBeGreaterThanOrEqual(longCases * 3);
  });

  test('lose no command and double none', async () => {
    for (const one of driven) await expectWholeTimeline(one);
  });

  test('have no workflow task that failed, and replay run by run', async () => {
    expect(failedTasks(histories)).toEqual([]);
    expect(await replayErrors(histories)).toEqual([]);
  }, 120_000);
});

function handleOf(driven: Driven | undefined): string {
  if (!driven) throw new Error('a case was not opened');
  return driven.opened.handle.workflowId;
}
