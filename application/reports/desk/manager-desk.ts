/** A manager's desk (C-13): what escalates next, who is away, and which approvals wait. */

import { staffOf } from '../../../db/organisation/staff.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { MS_PER_DAY } from '../../../domain/deadline/instants-and-dates.ts';
import type { Call } from '../../call.ts';
import { pageOfCases } from '../../cases/reading/list-cases.ts';
import { waitingFor } from '../../cases/reading/work-queue.ts';

/** So many of the open cases that stand first in the queue are looked at: those whose deadlines are the nearest. */
const mostCases = 500;
const mostRungs = 20;
const daysAhead = 7;

export interface NextRung {
  number: string;
  kind: string;
  clock: string;
  /** The first is 1. */
  rung: number;
  dueAt: string;
  owner: string | null;
}

/** The desk of a reader, of what they may read. */
export async function readManagerDesk(call: Call) {
  const { dependencies, pack, receivedAt } = call;
  const query = { limit: mostCases };
  const open = await pageOfCases(call, { kind: null, query, and: [{ over: false }] });
  const approvals = await pageOfCases(call, {
    kind: null,
    query: { limit: 100 },
    and: [waitingFor(call.principal.actor, 'approval')],
  });
  const until = Date.parse(receivedAt) + daysAhead * MS_PER_DAY;
  const absences = (await staffOf(dependencies.database, pack.id)).flatMap(({ _id: staffId, absences: all }) =>
    all
      .filter(({ from, to }) => Date.parse(from) < until && Date.parse(to) > Date.parse(receivedAt))
      .map(({ from, to, deputy }) => ({ staffId, from, to, deputy })),
  );
  return {
    rungs: nextRungs(open.page.map(({ view }) => view)),
    absences: absences.sort((a, b) => Date.parse(a.from) - Date.parse(b.from)),
    approvals: approvals.page.map(({ view }) => view.number),
  };
}

/** The rungs that fire next, the nearest first. */
function nextRungs(views: readonly CaseView[]): NextRung[] {
  const rungs = views.flatMap(({ number, kind, owner, clocks }) =>
    clocks
      .filter(({ stoppedAt }) => stoppedAt === null)
      .flatMap(({ id, rungs: own }) =>
        own.flatMap(({ dueAt, firedAt }, at) =>
          dueAt === null || firedAt !== null ? [] : [{ number, kind, owner, clock: id, rung: at + 1, dueAt }],
        ),
      ),
  );
  return rungs.sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt)).slice(0, mostRungs);
}
