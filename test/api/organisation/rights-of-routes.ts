/**
 * Every operation is asked by every role of two organisations, at the own and at the foreign one, also with stolen numbers.
 * What comes of it is what the packs say. Each request stops behind the check of rights. It lacks its key, or it has a
 * query that nothing takes. So nothing is done, and thousands are cheap.
 */
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import PQueue from 'p-queue';
import { needsToken } from '../../../api/http/admit.ts';
import type { Route } from '../../../api/http/route.ts';
import { routes } from '../../../api/routes.ts';
import { viewFor } from '../../../application/cases/permission.ts';
import { forRights } from '../../../application/cases/reading/find-case.ts';
import type { CaseDocument } from '../../../db/cases/cases.ts';
import { mayRead } from '../../../domain/case/rights.ts';
import { type CaseKind, caseKinds } from '../../../domain/kinds.ts';
import { addSampleProgrammes } from '../../../local/sample-programmes.ts';
import { latest } from '../../../packs/load/load.ts';
import type { Pack } from '../../../packs/schema.ts';
import { ExampleSender } from '../../support/api/example-sender.ts';
import { operations, organisations, packs, storiesOf } from '../../support/api/example-stories.ts';
import { operationsWithRule, type Somebody, type Verdict, verdictOf } from '../../support/api/rights-of-routes.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

interface Place {
  pack: Pack;
  cases: Map<string, CaseDocument>;
  /** What stands in an address for each of its parameters. */
  ids: Record<string, string>;
  people: [id: string, Somebody][];
}

interface Page {
  items: { number: string }[];
  nextCursor: string | null;
}

/** Stories that leave a case of each kind, a customer, a survey and a questionnaire. */
const told = [
  'openDepartmentTicket is taken by a complaint that waits for it',
  'many leads are reviewed in one session',
  'a form comes back, is corrected, approved, entered and put into the archive',
  'a questionnaire is made and revised',
  'people are invited to a survey, and one of them answers',
  'a followed item is withdrawn',
  'a procedure is started, and is marked as seen',
];

let api: RunningApi;
let ours: Place;
let theirs: Place;
beforeAll(async () => {
  api = await startApi({ staffOf: ['sandbox', 'neighbourhood-centres'] });
  await addSampleProgrammes(api.database, packs);
  [ours, theirs] = await Promise.all([placeOf('sandbox'), placeOf('neighbourhood-centres')]);
});
afterAll(() => api.stop());

async function placeOf(id: string): Promise<Place> {
  const pack = latest(packs, id);
  if (!pack) throw new Error(`${id} has no pack`);
  const stories = storiesOf(pack).filter(({ title }) => told.includes(title));
  for (const story of stories) await story.tell(new ExampleSender(api, operations, pack, organisations));
  const cases = new Map<string, CaseDocument>();
  const found = await api.database.cases.find({ organisation: id, about: [] }).lean<CaseDocument[]>();
  for (const one of found) if (!one.view.detail.circle) cases.set(one.view.kind, one);
  const first = async (name: 'surveys' | 'questionnaires' | 'programmes' | 'imports' | 'customers') =>
    (api.database[name] as typeof api.database.customers)
      .findOne({ organisation: id } as never)
      .lean<{ _id: string; id?: string; number?: string; code?: string }>();
  const people: Place['people'] = [];
  const everywhere = { groups: Object.keys(pack.groups), departments: Object.keys(pack.departments) };
  for (const role of Object.keys(pack.roles)) {
    for (const isInside of [true, false]) {
      const where = isInside ? everywhere : { groups: [], departments: [] };
      const staffId = `${id}.${role}.${isInside ? 'inside' : 'outside'}`;
      await api.hire(staffId, { roles: [role], ...where });
      people.push([staffId, { role, isInside }]);
    }
  }
  const survey = await first('surveys');
  return {
    pack,
    cases,
    people,
    ids: {
      ...{
        staffId: `${id}.agent.1`,
        staff: `${id}.agent.1`,
        absence: 'x',
        fact: 'x',
        clock: 'triage',
        attachment: 'x',
      },
      ...{ batch: 'x', form: '1', name: 'default', survey: survey?._id.split('/').at(-1) ?? 'x' },
      questionnaire: (await first('questionnaires'))?.id ?? 'x',
      code: (await first('programmes'))?.code ?? 'x',
      import: (await first('imports'))?._id.split('/').at(-1) ?? 'x',
      customer: (await first('customers'))?.number ?? 'x',
    },
  };
}

const guarded = routes.filter(needsToken);

/** The case that an operation is of: of its kind, or of any. */
function caseFor({ ofCase }: Route, { cases }: Place): CaseDocument | undefined {
  if (ofCase === undefined) return undefined;
  const kind = caseKinds.find((one) => one.toLowerCase() === ofCase.toLowerCase());
  return cases.get(kind ?? 'complaint');
}

/** The address of an operation: whose organisation stands in it, and whose numbers. */
function addressOf(route: Route, at: Place, of: Place): string {
  const number = route.ofCase ? (caseFor(route, of)?.number ?? 'ZZ-C-00000-000000') : of.ids.customer;
  const ids: Record<string, string | undefined> = { ...of.ids, organisation: at.pack.id, number };
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'x');
}

/** Thousands of requests are asked: each by a connection that is there already. */
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
afterAll(() => agent.destroy());

/** Asks so that nothing is done: without the key, or with a query that no operation takes. */
async function verdict(route: Route, staffId: string | null, address: string): Promise<Verdict | string> {
  const path = route.idempotent ? address : `${address}?nobody-takes-it=1`;
  const headers = staffId ? { authorization: `Bearer ${api.as(staffId).token}` } : {};
  const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request(api.url + path, { agent, method: route.method.toUpperCase(), headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    asked.on('error', reject).end();
  });
  const problem = status < 300 ? 'done' : (JSON.parse(body) as { type: string }).type.replace('/problems/', '');
  if (problem === 'IdempotencyKeyMissing' || problem === 'InvalidQuery') return 'in';
  return status === 403 || status === 404 ? status : `${status} ${problem}`;
}

interface Try {
  what: string;
  expected: Verdict | string;
  ask: () => Promise<Verdict | string>;
}

/** All of them, some at a time; gives those that came out otherwise. */
async function surprises(tries: Try[]): Promise<string[]> {
  const queue = new PQueue({ concurrency: 32 });
  const wrong: string[] = [];
  await queue.addAll(
    tries.map(({ what, expected, ask }) => async () => {
      const came = await ask();
      if (came !== expected) wrong.push(`${what}: ${came}, not ${expected}`);
    }),
  );
  return wrong.sort();
}

test('every operation that needs a member of staff has a rule, and no rule is of an operation that is gone', () => {
  const named = guarded.filter(({ ofCase }) => !ofCase).map(({ operationId }) => operationId);
  expect([...named].sort()).toEqual([...operationsWithRule].sort());
  expect(guarded.length).toBeGreaterThan(200);
});

test('there is a case of each kind to try it on', () => {
  expect([...theirs.cases.keys()].sort()).toEqual([...caseKinds].sort());
  expect([...ours.cases.keys()].sort()).toEqual(kindsOf(ours.pack).sort());
});

function kindsOf({ kinds }: Pack): CaseKind[] {
  return caseKinds.filter(
    (kind) => (kinds as Partial<Record<CaseKind, unknown>>)[kind] !== undefined || kind === 'departmentTicket',
  );
}

describe.each([
  ['sandbox', () => ours, () => theirs],
  ['neighbourhood-centres', () => theirs, () => ours],
] as const)('every operation × every role of %s', (_id, own, foreign) => {
  test('at the own organisation comes out as the packs say', async () => {
    const tries = own().people.flatMap(([staffId, somebody]) =>
      guarded
        .filter(({ ofCase }) => ofCase || somebody.isInside)
        .map((route): Try => {
          const address = addressOf(route, own(), own());
          const expected = verdictOf(route, own().pack, somebody, caseFor(route, own()));
          return { what: `${staffId} ${route.operationId}`, expected, ask: () => verdict(route, staffId, address) };
        }),
    );
    expect(await surprises(tries)).toEqual([]);
  });

  test('finds nothing at the foreign organisation, and nothing by a stolen number of it', async () => {
    const insiders = own().people.filter(([, { isInside }]) => isInside);
    const tries = insiders.flatMap(([staffId]) =>
      guarded.flatMap((route): Try[] => {
        const places = [
          ...(route.path.includes('{organisation}') ? [addressOf(route, foreign(), foreign())] : []),
          ...(route.ofCase ? [addressOf(route, own(), foreign())] : []),
        ];
        return places.map((address) => {
          return { what: `${staffId} ${address}`, expected: 404, ask: () => verdict(route, staffId, address) };
        });
      }),
    );
    expect(await surprises(tries)).toEqual([]);
  });
});

describe.each([
  ['sandbox', () => ours],
  ['neighbourhood-centres', () => theirs],
] as const)('the one rule, in %s', (organisation, own) => {
  const all = () => api.database.cases.find({ organisation, about: [] }).lean<CaseDocument[]>();

  test('filters the lists as it judges each case', async () => {
    const cases = (await all()).filter(({ view }) => !view.detail.circle);
    expect(cases.length).toBeGreaterThan(5);
    const reading = routes.find(({ operationId }) => operationId === 'getCase');
    if (!reading) throw new Error('cases are not read any more');
    for (const [staffId, somebody] of own().people) {
      const seen = new Set<string>();
      for (let cursor: string | null = ''; cursor !== null; ) {
        const path: string = `/v1/organisations/${organisation}/cases?limit=200${cursor && `&cursor=${cursor}`}`;
        const page: Page = (await api.as(staffId).get(path)).as<Page>();
        for (const { number } of page.items) seen.add(number);
        cursor = page.nextCursor;
      }
      const readable = cases.filter((one) => verdictOf(reading, own().pack, somebody, one) === 'in');
      const numbers = cases.map(({ number }) => number).filter((number) => seen.has(number));
      expect([staffId, numbers.sort()]).toEqual([staffId, readable.map(({ number }) => number).sort()]);
    }
  });

  test('costs a read less than a millisecond, at the median', async () => {
    const cases = await all();
    const took: number[] = [];
    for (const [staffId, { role }] of own().people) {
      const actor = { id: staffId, roles: [role], groups: Object.keys(own().pack.groups), departments: [] };
      for (const one of cases) {
        const began = performance.now();
        const subject = forRights(api.packs, one);
        if (mayRead(actor, subject)) viewFor(one.view, actor, subject);
        took.push(performance.now() - began);
      }
    }
    const median = took.sort((a, b) => a - b)[Math.floor(took.length / 2)] ?? 1;
    console.info(`rights of one read, ${organisation}: ${median.toFixed(4)} ms at the median of ${took.length}`);
    expect(median).toBeLessThan(1);
  });
});

test('nobody gets in without a token', async () => {
  const tries = guarded.map((route): Try => {
    const ask = () => verdict(route, null, addressOf(route, ours, ours));
    return { what: route.operationId, expected: '401 NotSignedIn', ask };
  });
  expect(await surprises(tries)).toEqual([]);
});
