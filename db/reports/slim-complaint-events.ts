/**
 * What is counted of a complaint, beside its document: a line for each of its events, written with them. So a report reads one
 * document for each case, and not all of its events.
 */
import type { CaseView } from '../../domain/case/view.ts';
import type { CountedEvent, CountedField, CountedType } from '../../reports/complaint-facts.ts';
import type { CaseEventDocument } from '../cases/cases.ts';

/**
 * The form of a line: what it has, and in which order. A line of a form that is not known here does not count: the events are read.
 * Raise it if a type, a field or their order changes. An earlier form stays readable only if its lines say all that this one
 * says. Else take it out below: then its events are read.
 *
 * When an event was written stands behind the form, in as many digits for every event. So of two lines of one event the lesser
 * one is the earlier one.
 */
const form = 2;

const types: Record<CountedType, true> = {
  ...{ received: true, accepted: true, assigned: true, handOverTaken: true, givenBack: true, ownerLost: true },
  ...{ interimAnswered: true, answered: true, solved: true, declined: true, returnedForCompletion: true },
  ...{ confirmed: true, rated: true, closed: true, withdrawn: true, merged: true, objected: true, roundOpened: true },
  ...{ answerCameBack: true, clockMet: true, breached: true, escalated: true, categoryCorrected: true },
  ...{ receivedCorrected: true, contactLogged: true, contactAttempted: true, mergeUndone: true },
};

const fields: Record<CountedField, true> = {
  ...{ category: true, channel: true, customerClass: true, internal: true, receivedAt: true, to: true, owner: true },
  ...{ receiver: true, helped: true, expected: true, perceived: true, barred: true, clock: true, rung: true },
  reached: true,
};

/** What a line of this form has: of the events of which types it tells something, and which fields of their data. */
export const slimLine = { form, types: Object.keys(types), fields: Object.keys(fields) } as const;

/** An event that counts, and when it was written, in milliseconds. */
export type SlimEvent = CountedEvent & { writtenAt: number };

/** The line of each event, by `e` and its sequence. Of an event that does not count it is the form alone. */
export type SlimEvents = Record<string, string>;

type WrittenEvent = Pick<
  CaseEventDocument,
  'sequence' | 'type' | 'at' | 'by' | 'standingInFor' | 'policyVersion' | 'data'
>;

/**
 * The lines of events that are being written, by the fields of the case's document in which they stand; of complaints alone. An
 * event that is written once more keeps its first line, as it keeps its first seal: the least of both is kept (`$min`).
 */
export function slimFields(
  { kind }: Pick<CaseView, 'kind'>,
  events: readonly WrittenEvent[],
  writtenAt: string,
): Record<string, string> {
  if (kind !== 'complaint') return {};
  return Object.fromEntries(events.map((event) => [`slim.e${event.sequence}`, lineOf(event, Date.parse(writtenAt))]));
}

function lineOf({ type, at, by, standingInFor, policyVersion, data }: WrittenEvent, writtenAt: number): string {
  if (!Object.hasOwn(types, type)) return JSON.stringify(form);
  const kept = Object.entries(data).filter(([field]) => Object.hasOwn(fields, field));
  return JSON.stringify([
    ...[form, writtenAt, Date.parse(at), type, by, standingInFor ?? null, policyVersion],
    Object.fromEntries(kept),
  ]);
}

/** What counts of a case, from its lines in the order of its events. Null if a line has a form that is not known here. */
export function slimEvents(lines: readonly string[]): SlimEvent[] | null {
  const events: SlimEvent[] = [];
  for (const line of JSON.parse(`[${lines.map((line) => line || '1').join()}]`)) {
    const event = line === form || line === 1 ? null : eventIn(line);
    if (event === undefined) return null;
    if (event) events.push(event);
  }
  return events;
}

/** Undefined if the form is not known. */
function eventIn(line: unknown[]): SlimEvent | undefined {
  switch (line[0]) {
    case form: {
      const [, writtenAt, at, type, by, standingInFor, policyVersion, data] = line as Line;
      return { type, at, writtenAt, by, standingInFor, policyVersion, data };
    }
    case 1: {
      const [, type, at, writtenAt, by, standingInFor, policyVersion, data] = line as FirstLine;
      const instants = { at: Date.parse(at), writtenAt: Date.parse(writtenAt) };
      return { type, ...instants, by, standingInFor, policyVersion, data };
    }
    default:
      return undefined;
  }
}

type Rest = [by: string, standingInFor: string | null, policyVersion: number, data: object];
type Line = [form: number, writtenAt: number, at: number, type: string, ...Rest];
/** Its instants are texts, and an event that did not count left an empty line. */
type FirstLine = [form: 1, type: string, at: string, writtenAt: string, ...Rest];
