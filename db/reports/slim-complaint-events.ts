/**
 * What is counted of a complaint, beside its document: a line for each of its events, written with them. So a report reads one
 * document for each case, and not all of its events.
 */
import type { CaseView } from '../../domain/case/view.ts';
import type { CountedEvent, CountedField, CountedType } from '../../reports/complaint-facts.ts';
import type { CaseEventDocument } from '../cases/cases.ts';

/**
 * What a line has. A line of another form, which an earlier or a later release wrote, does not count: the events are read. Raise
 * it if a type or a field is added.
 */
const form = 1;

const types: Record<CountedType, true> = {
  ...{ received: true, accepted: true, assigned: true, handOverTaken: true, givenBack: true, ownerLost: true },
  ...{ interimAnswered: true, answered: true, solved: true, declined: true, returnedForCompletion: true },
  ...{ confirmed: true, rated: true, closed: true, withdrawn: true, merged: true, objected: true, roundOpened: true },
  ...{ answerCameBack: true, clockMet: true, breached: true, escalated: true, categoryCorrected: true },
  ...{ receivedCorrected: true, contactLogged: true, contactAttempted: true, mergeUndone: true },
};

/** The types of the events that count. */
export const slimTypes = Object.keys(types);

const fields: Record<CountedField, true> = {
  ...{ category: true, channel: true, customerClass: true, internal: true, receivedAt: true, to: true, owner: true },
  ...{ receiver: true, helped: true, expected: true, perceived: true, barred: true, clock: true, rung: true },
  reached: true,
};

/** An event that counts, and when it was written, UTC. */
export type SlimEvent = CountedEvent & { sequence: number; writtenAt: string };

/** By the name of each event's place: what is counted of it as JSON, or nothing if it does not count. */
export type SlimEvents = Record<string, string>;

const placeOf = (sequence: number): string => `e${sequence}`;

/** The lines of events that are being written, by the fields of the case's document in which they stand; of complaints alone. */
export function slimFields(
  { kind }: Pick<CaseView, 'kind'>,
  events: readonly Pick<
    CaseEventDocument,
    'sequence' | 'type' | 'at' | 'by' | 'standingInFor' | 'policyVersion' | 'data'
  >[],
  writtenAt: string,
): Record<string, string> {
  if (kind !== 'complaint') return {};
  return Object.fromEntries(
    events.map(({ sequence, type, at, by, standingInFor, policyVersion, data }) => {
      const kept = Object.entries(data).filter(([field]) => Object.hasOwn(fields, field));
      const line = [form, type, at, writtenAt, by, standingInFor ?? null, policyVersion, Object.fromEntries(kept)];
      return [`slim.${placeOf(sequence)}`, Object.hasOwn(types, type) ? JSON.stringify(line) : ''];
    }),
  );
}

/** What counts of a case, in its order; null if not every one of its events has a line. */
export function slimEvents(slim: SlimEvents | undefined, sequence: number): SlimEvent[] | null {
  if (!slim) return null;
  const found: SlimEvent[] = [];
  for (let place = 1; place <= sequence; place += 1) {
    const line = slim[placeOf(place)];
    if (line === undefined) return null;
    if (line === '') continue;
    const [of, type, at, writtenAt, by, standingInFor, policyVersion, data] = JSON.parse(line);
    if (of !== form) return null;
    found.push({
      sequence: place,
      type,
      at,
      writtenAt,
      by,
      policyVersion,
      data,
      ...(standingInFor ? { standingInFor } : {}),
    });
  }
  return found;
}
