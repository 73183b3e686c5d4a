import { newestOccurrence } from '../../db/cases/occurrences.ts';
import { calendarAfter } from '../../db/organisation/calendars.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { openCalendar } from '../../domain/deadline/deadline.ts';
import { instantText, MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { firstDateOf, neverBegun, type Occurrence, occurrencesBetween } from '../../domain/procedure/due.ts';
import type { OpeningDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { isMadeUpFor, previousOf } from './fallen-due.ts';
import { keyOfPeriod, mayStart, openProcedure, type ProcedureOpening } from './open-procedure.ts';
import { partiesNamed } from './parties.ts';

/** What somebody asks to be started; of which period, if it falls due by itself; and whom they name. */
export type StartByHand = Omit<ProcedureOpening, 'details'> & {
  period?: string | undefined;
  /** Staff ids of those who are named, by party. */
  parties?: Record<string, string> | undefined;
};

/** How long ago a period may have begun, in milliseconds: what is older nobody makes good any more. */
const longestAgo = 2 * 366 * MS_PER_DAY;

/**
 * Starts a procedure because somebody asks for it. If it falls due by itself, a period that was missed can be named, such as
 * one before the organisation had the procedure. Each period has one occurrence.
 *
 * @throws Refused `Forbidden` if it is not this person's to start
 * @throws Refused `Invalid` if somebody is named who cannot be a party, or nobody is named as one
 * @throws Refused `Incomplete` if a step counts a period and none is named
 * @throws Refused `NotAllowedNow` if the period has not fallen due, or has its occurrence already
 */
export async function startByHand(
  dependencies: OpeningDependencies,
  { period, parties, ...opening }: StartByHand,
): Promise<CaseView> {
  const { pack, id, actor, at, key, principal } = opening;
  mayStart(pack, id, actor);
  const named = await partiesNamed(dependencies.database, pack, id, parties);
  if (period === undefined) {
    const { steps = {} } = pack.kinds.procedure?.[id] ?? {};
    if (Object.values(steps).some(({ report, product }) => report || product)) {
      throw new Refused('Incomplete', 'Say of which period: a step of this procedure counts one.');
    }
    const who = named.length > 0 ? { parties: named } : {};
    const details = { period: null, fellDueAt: null, madeUpFor: false, previous: null, ...who };
    return openProcedure(dependencies, { ...opening, details });
  }
  const { fellDueAt } = await occurrenceOf(dependencies, opening, period);
  const newest = (await newestOccurrence(dependencies.database, pack.id, id))?.view;
  const details = {
    ...{ period, fellDueAt, madeUpFor: isMadeUpFor({ fellDueAt }, Date.parse(at)) },
    previous: previousOf({ fellDueAt }, newest),
  };
  try {
    const askedUnder = `${principal}/${key}`;
    return await openProcedure(dependencies, { ...opening, ...keyOfPeriod(id, period), details, askedUnder });
  } catch (error) {
    // The key is that of the period: what stands under it is another start.
    if (!(error instanceof Refused && error.reason === 'KeyReused')) throw error;
    throw new Refused('NotAllowedNow', `Of ${id}, ${period} has been started already.`);
  }
}

async function occurrenceOf(
  { database }: OpeningDependencies,
  { pack, id, at }: Pick<StartByHand, 'pack' | 'id' | 'at'>,
  period: string,
): Promise<Occurrence> {
  const rule = pack.kinds.procedure?.[id]?.trigger.calendar;
  const calendar = await calendarAfter(database, pack.id, pack.calendar, 0);
  if (!rule || !('every' in rule) || !calendar) {
    throw new Refused('NotAllowedNow', `The policy of ${pack.id} gives ${id} no periods.`);
  }
  const first = Date.parse(firstDateOf(period));
  const isNear = first > Date.parse(at) - longestAgo;
  const within = { after: instantText(isNear ? first - MS_PER_DAY : Date.parse(at)), upTo: at };
  const due = occurrencesBetween(rule, openCalendar(calendar.calendar), within, neverBegun);
  const one = due.find((occurrence) => occurrence.period === period);
  if (!one) throw new Refused('NotAllowedNow', `Of ${id}, ${period} has not fallen due, or is no period of it.`);
  return one;
}
