/** What of the store is over at an instant, by class, and how it goes. Everything may break off, and be done once more. */

import { eraseFiles, filesAmong } from '../cases/attachments.ts';
import type { Database } from '../database.ts';
import { dropPerson } from '../surveys/survey-answers.ts';
import { erase, whereaboutsOf, withChildren } from './erase.ts';

/** Something whose time seems to be over. */
export interface Candidate {
  /** A case, customer or survey; of what has no number of its own, the day. */
  number: string;
  /** From when its time ran. */
  since: string;
}

/** What is over, looked at as a whole. */
export interface Over {
  /** Whatever of it a legal hold may name. */
  about: string[];
  /** Destroys it; returns how many keys or documents went. */
  destroy(act: string, at: string): Promise<number>;
}

/** One class of what is kept for a time. */
export interface Keeping {
  /** What seems to be over before an instant, in no order that says anything. */
  candidates(database: Database, organisation: string, before: string): AsyncIterable<Candidate>;
  /** Null if it is not over as a whole, or if nothing is left of it. */
  look(database: Database, organisation: string, number: string, before: string): Promise<Over | null>;
}

interface ClosedCase {
  number: string;
  view: { closedAt: string; detail: { parent?: string; attachments?: { attachment: string }[] } };
}

/** Cases that closed before an instant. */
async function* closedCases(database: Database, organisation: string, before: string, ofKind: object = {}) {
  const filter = { organisation, ...ofKind, 'view.closedAt': { $ne: null, $lt: before } };
  const fields = { number: 1, 'view.closedAt': 1, 'view.detail.parent': 1, 'view.detail.attachments': 1 };
  for await (const found of database.cases
    .find(filter as never, fields)
    .lean<ClosedCase>()
    .cursor()) {
    yield found as unknown as ClosedCase;
  }
}

/** The instant since which all of these are closed; null while one of them is open, empty if there are none. */
export async function closedSince(database: Database, organisation: string, numbers: string[]): Promise<string | null> {
  const found = await database.cases
    .find({ organisation, number: { $in: numbers } }, { 'view.closedAt': 1 })
    .lean<ClosedCase[]>();
  const instants: (string | null)[] = found.map(({ view }) => view.closedAt);
  return instants.includes(null) ? null : ((instants as string[]).sort().at(-1) ?? '');
}

/** How many are looked up at a time. */
const atATime = 100;

/** Those that have a key that is not destroyed: of the others nothing is left that could go. */
async function* withKeys<One extends { number: string }>(
  database: Database,
  organisation: string,
  all: AsyncIterable<One>,
) {
  let page: One[] = [];
  const keyed = async () => {
    const ids = page.map(({ number }) => `${organisation}/${number}`);
    const keys = await database.dataKeys.find({ _id: { $in: ids }, key: { $ne: null } }, { _id: 1 }).lean();
    const there = new Set(keys.map(({ _id }) => String(_id)));
    const left = page.filter(({ number }) => there.has(`${organisation}/${number}`));
    page = [];
    return left;
  };
  for await (const one of all) {
    page.push(one);
    if (page.length === atATime) yield* await keyed();
  }
  yield* await keyed();
}

/** Words and documents of cases: the key of a case and of what follows from it goes, once all of them are over. */
export function casesOf(kind: string): Keeping {
  return {
    async *candidates(database, organisation, before) {
      const closed = closedCases(database, organisation, before, { 'view.kind': kind });
      for await (const { number, view } of withKeys(database, organisation, closed)) {
        // A ticket goes with the complaint that asks.
        if (view.detail.parent === undefined) yield { number, since: view.closedAt };
      }
    },
    async look(database, organisation, number, before) {
      const cases = await withChildren(database, organisation, [number]);
      const since = await closedSince(database, organisation, cases);
      if (since === null || since >= before) return null;
      const where = { organisation, customers: [], cases, shared: [] };
      return { about: cases, destroy: (act, at) => erase(database, where, act, at) };
    },
  };
}

/** Documents that are attached to cases: their bytes go, and their names and digests stay. */
export const attachments: Keeping = {
  async *candidates(database, organisation, before) {
    for await (const { number, view } of closedCases(database, organisation, before)) {
      if (view.detail.attachments?.length) yield { number, since: view.closedAt };
    }
  },
  async look(database, organisation, number) {
    const found = await database.cases.findById(`${organisation}/${number}`).lean<ClosedCase>();
    const attached = (found?.view.detail.attachments ?? []).map(({ attachment }) => attachment);
    const files = await filesAmong(database, attached);
    if (files.length === 0) return null;
    return { about: [number], destroy: (act, at) => eraseFiles(database, files, { act, at }) };
  },
};

/** Who gave their names in surveys that were closed: each has a key of their own. Answers are nobody's, and stay. */
export const surveyPersons: Keeping = {
  async *candidates(database, organisation, before) {
    const closed = { organisation, closesAt: { $ne: null, $lt: before } };
    const surveys = await database.surveys.find(closed).lean<{ _id: string; closesAt: string }[]>();
    for (const { _id, closesAt } of surveys) yield { number: _id, since: closesAt };
  },
  async look(database, _organisation, survey) {
    const persons = await database.surveyPersons.find({ survey }, { _id: 1 }).lean<{ _id: string }[]>();
    if (persons.length === 0) return null;
    const [cycle = ''] = survey.split(':');
    return {
      about: [survey, cycle],
      async destroy() {
        for (const { _id } of persons) await dropPerson(database, { _id, survey });
        return persons.length;
      },
    };
  },
};

/** Records of customers that nobody has changed since, and of whom no case is left that is not over as well. */
export const customers: Keeping = {
  async *candidates(database, organisation, before) {
    const filter = { organisation, mergedInto: null, enteredAt: { $lt: before } };
    const all = database.customers.find(filter, { number: 1, enteredAt: 1, changedAt: 1 }).lean().cursor();
    for await (const { number, enteredAt, changedAt = enteredAt } of withKeys(database, organisation, all)) {
      if (changedAt < before) yield { number, since: changedAt };
    }
  },
  async look(database, organisation, number, before) {
    const where = await whereaboutsOf(database, organisation, number);
    if (!where) return null;
    const since = await closedSince(database, organisation, [...where.cases, ...where.shared]);
    if (since === null || since >= before) return null;
    const about = [...where.customers, ...where.cases, ...where.shared];
    return { about, destroy: (act, at) => erase(database, where, act, at) };
  },
};

/** What was asked and answered in cases that have closed: the keys of requests live as long as their cases. */
export const requests: Keeping = {
  async *candidates(database, organisation, before) {
    const numbers = new Set<string>();
    const old = database.requests.find({ organisation, receivedAt: { $lt: before } }, { number: 1 }).lean();
    for await (const { number } of old.cursor()) numbers.add(number);
    for (const number of numbers) {
      const since = await closedSince(database, organisation, [number]);
      if (since && since < before) yield { number, since };
    }
  },
  async look(database, organisation, number) {
    const destroy = async () => (await database.requests.collection.deleteMany({ organisation, number })).deletedCount;
    return { about: [number], destroy };
  },
};

const startOfDay = (instant: string): string => `${instant.slice(0, 10)}T00:00:00.000Z`;

/** Looks at confidential words, whole days of them. Those at what is held stay. */
export const accesses: Keeping = {
  async *candidates(database, organisation, before) {
    const filter = await freeLooks(database, organisation, before);
    const [oldest] = await database.accesses.find(filter).sort({ at: 1 }).limit(1).lean<{ at: string }[]>();
    if (oldest) yield { number: before.slice(0, 10), since: oldest.at };
  },
  async look(database, organisation, _day, before) {
    const filter = await freeLooks(database, organisation, before);
    const destroy = async () => (await database.accesses.collection.deleteMany(filter as never)).deletedCount;
    return { about: [], destroy };
  },
};

async function freeLooks(database: Database, organisation: string, before: string) {
  const held = await database.legalHolds.find({ organisation, held: true }).lean<{ number: string }[]>();
  return { organisation, at: { $lt: startOfDay(before) }, number: { $nin: held.map(({ number }) => number) } };
}

/** Sessions that nobody has used since. */
export const sessions: Keeping = {
  async *candidates(database, organisation, before) {
    const filter = await unusedSessions(database, organisation, before);
    const [oldest] = await database.sessions.find(filter).sort({ seenAt: 1 }).limit(1).lean<{ seenAt: string }[]>();
    if (oldest) yield { number: before.slice(0, 10), since: oldest.seenAt };
  },
  async look(database, organisation, _day, before) {
    const filter = await unusedSessions(database, organisation, before);
    const destroy = async () => (await database.sessions.collection.deleteMany(filter as never)).deletedCount;
    return { about: [], destroy };
  },
};

async function unusedSessions(database: Database, organisation: string, before: string) {
  const staff = await database.staff.find({ organisation }, { _id: 1 }).lean<{ _id: string }[]>();
  return { staffId: { $in: staff.map(({ _id }) => _id) }, seenAt: { $lt: before } };
}
