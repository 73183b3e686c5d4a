import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { chainHolds, type TimelineEvent } from '../../domain/case/event.ts';
import { workflowId } from '../../workflows/messages/case.ts';
import { eventually } from '../support/api/api-client.ts';
import { commandsIn, type Evidence, evidenceOf, firedRungs, outboxKeys } from '../support/api/case-evidence.ts';
import { CaseLoad, type LoadedCase } from '../support/load/case-load.ts';
import { type Part, RunningProduct } from '../support/servers/running-product.ts';
import { replayedAll } from '../support/workflows/workflow-code.ts';

const inFlight = 50;
const staff = ['sandbox.agent.1', 'sandbox.supervisor.1', 'sandbox.manager.1'];

let product: RunningProduct;
const everyCase: LoadedCase[] = [];
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  product = await RunningProduct.start(staff);
});
afterAll(() => product.stop());

/** Looks at each case once its projection shows what the case says of itself. */
async function evidence(cases: LoadedCase[]): Promise<(Evidence & LoadedCase)[]> {
  return product.withEngine((client) =>
    product.withDatabase(async (database) => {
      const look = async (one: LoadedCase) => {
        const seen = await eventually(
          () => evidenceOf(client, database, one.number),
          ({ found, view }) => found?.revision === view.revision,
        );
        return { ...one, ...seen };
      };
      const all: (Evidence & LoadedCase)[] = [];
      for (let next = 0; next < cases.length; next += 10) {
        all.push(...(await Promise.all(cases.slice(next, next + 10).map(look))));
      }
      return all;
    }),
  );
}

const faults: [what: string, parts: Part[]][] = [
  ['the worker', ['worker']],
  ['the API', ['api']],
  ['the Temporal server', ['temporal']],
  ['MongoDB', ['mongodb']],
  ['the worker and the Temporal server together', ['worker', 'temporal']],
];

test.each(faults)(
  'with %s killed among fifty cases, what was answered is in history and projection, and nothing else is',
  async (_what, parts) => {
    const load = new CaseLoad(await product.as('sandbox.agent.1'));
    const done = load.run(inFlight, inFlight);
    done.catch(() => undefined);
    await load.reaches(2 * inFlight);
    await product.kill(...parts);
    await product.restart(...parts);
    await done;
    everyCase.push(...load.cases);

    expect(load.cases).toHaveLength(inFlight);
    for (const { number, answered, found, events, view, carriedOut } of await evidence(load.cases)) {
      const types = events.map(({ type }) => type);
      expect({ number, answered }).toEqual({ number, answered: types.filter((type) => answered.includes(type)) });
      expect({ number, commands: commandsIn(events) }).toEqual({ number, commands: carriedOut });
      expect(found?.view).toEqual(view);
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
      expect({ number, holds: chainHolds(events) }).toEqual({ number, holds: true });
    }
  },
);

/** What tells a customer of each event, by SMS and by e-mail. */
const templates: Record<string, string> = {
  received: 'received',
  accepted: 'accepted',
  interimAnswered: 'interim',
  answered: 'answered',
  closed: 'closed',
  spokenFor: 'spoken-for',
};

/** The messages that the events of a timeline ask for: each by SMS and by e-mail. */
function announced(events: TimelineEvent[]): string[] {
  return events.flatMap(({ type }) => (templates[type] ? [templates[type], templates[type]] : []));
}

function toCustomer(notices: Evidence['notices']): string[] {
  return notices.filter(({ to }) => to === 'customer').map(({ template }) => template);
}

test('after all these kills no rung has fired twice, those left alone went up the whole ladder, and no notice is lost', async () => {
  const rungs = ['triage/0', 'triage/1', 'triage/2', 'answer/0', 'answer/1', 'answer/2'];
  const alone = everyCase.filter(({ answered }) => answered.length === 1);
  expect(alone).toHaveLength(faults.length * (inFlight / 5));
  await product.withDatabase(({ cases }) =>
    eventually(
      () =>
        cases.collection.countDocuments({
          number: { $in: alone.map(({ number }) => number) },
          'view.clocks.rungs.told': 'sandbox.manager.1',
        }),
      (told) => told === alone.length,
    ),
  );
  // The last messages may still be on their way when the last rung has been told of. Only the database is asked again and
  // again. A case that is asked must be replayed, and hundreds of them hold up what they are asked about.
  await product.withDatabase(({ caseEvents, notices }) => {
    const number = { $in: everyCase.map((one) => one.number) };
    const left = async () => {
      const events = await caseEvents.find({ number, type: { $in: Object.keys(templates) } }, { type: 1 }).lean();
      const sent = await notices.find({ number, to: 'customer' }, { template: 1 }).lean();
      return 2 * events.length - sent.length;
    };
    return eventually(left, (missing) => missing === 0);
  });
  const seen = await evidence(everyCase);
  // Looked at last: a notice is noted after it has been sent.
  const sent = outboxKeys(product.dataDir);
  for (const { number, answered, events, view, notices } of seen) {
    const fired = firedRungs(events);
    expect({ number, fired: [...new Set(fired)] }).toEqual({ number, fired });
    if (answered.length === 1)
      expect({ number, fired: [...fired].sort() }).toEqual({ number, fired: [...rungs].sort() });
    for (const { rungs: all } of view.clocks) {
      for (const { firedAt, told } of all) expect(told.length > 0).toBe(firedAt !== null);
    }
    expect({ number, told: toCustomer(notices).sort() }).toEqual({ number, told: announced(events).sort() });
    expect(notices.map(({ _id }) => _id).filter((key) => !sent.has(key))).toEqual([]);
    expect(events.filter(({ type }) => type === 'effectFailed' || type === 'noticeFailed')).toEqual([]);
  }
});

test('and every history replays', async () => {
  const histories = await product.withEngine((client) =>
    Promise.all(
      everyCase.map(async ({ number }) => {
        const handle = client.workflow.getHandle(workflowId('complaint', 'sandbox', number));
        return { workflowId: number, history: await handle.fetchHistory() };
      }),
    ),
  );
  const outcomes = await replayedAll(histories);
  const differing = [...outcomes].filter(([, error]) => error !== undefined);
  expect({ replayed: outcomes.size, differing }).toEqual({ replayed: faults.length * inFlight, differing: [] });
});
