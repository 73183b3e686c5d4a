/** What can be done with an absence, as changes of the directory: entered, confirmed, corrected, ended, cancelled (S2, R12). */

import { type Absence, asMember, type StaffDocument } from '../../db/organisation/staff.ts';
import { isWithin, lasts, overlaps } from '../../domain/absence.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { makesLoop } from '../../domain/stand-in.ts';
import { deputyRoles } from '../../packs/rights/holds-rights.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { invalid, notFound, Refused } from '../refused.ts';
import { idOf } from '../staff/absence-id.ts';
import type { StaffAct } from '../staff/act.ts';
import { mayTakeBack, needsConfirming, objectionToConfirming, objectionToEntering } from './absence-rights.ts';

type Asked = Call;

/** What a body says of an absence, its instants in UTC. */
function spanIn({ body }: Asked): Partial<Pick<Absence, 'from' | 'to' | 'deputy' | 'scope'>> {
  const given = Object.entries(body as Record<string, unknown>).filter(([, value]) => value !== undefined);
  const inUtc = (name: string, value: unknown) =>
    /^(from|to)$/.test(name) ? new Date(String(value)).toISOString() : value;
  return Object.fromEntries(given.map(([name, value]) => [name, inUtc(name, value)]));
}

/** Of a pack that an earlier release published. */
const usualDays = 90;

function forbidden(objection: string | null): void {
  if (objection !== null) throw new Refused('Forbidden', objection);
}

/** An absence with a new span is refused, in force, or proposed: by the same rules whether it is new or a correction. */
function judged(context: Asked, person: StaffDocument, staff: StaffDocument[], absence: Absence) {
  const { pack, principal, receivedAt } = context;
  const others = [...person.absences, ...(person.proposedAbsences ?? [])].filter(
    (one) => idOf(one) !== absence.replaces && (one.replaces === undefined || one.replaces !== absence.replaces),
  );
  const fault = absenceFault(pack, person, absence, others, staff, receivedAt);
  if (fault) throw invalid(fault.path, fault.message);
  const naming = { pack, staff, person, absence };
  forbidden(objectionToEntering(naming, principal.staff));
  return needsConfirming(naming, principal.staff);
}

export function entered(context: Asked, person: StaffDocument, staff: StaffDocument[], id: string): StaffAct {
  const span = spanIn(context) as Pick<Absence, 'from' | 'to' | 'deputy'>;
  const absence: Absence = { id, ...span, enteredBy: context.principal.actor.id };
  const waits = judged(context, person, staff, absence);
  const { absences, proposedAbsences = [] } = person;
  return waits
    ? act(person, 'absenceProposed', absence, { proposedAbsences: [...proposedAbsences, absence] })
    : act(person, 'absenceEntered', absence, { absences: [...absences, absence] });
}

export function confirmed(context: Asked, person: StaffDocument, staff: StaffDocument[]): StaffAct {
  const { absence: proposed, isProposed } = theAbsence(context, person);
  if (!isProposed) throw new Refused('NotAllowedNow', 'This absence waits for nobody to confirm it.');
  const { pack, principal, receivedAt } = context;
  const others = person.absences.filter((one) => idOf(one) !== proposed.replaces);
  // The others may have become absent, or have left, since it was proposed.
  const fault = absenceFault(pack, person, proposed, others, staff, receivedAt);
  if (fault) throw new Refused('NotAllowedNow', `The proposal does not hold any more: ${fault.path} ${fault.message}.`);
  forbidden(objectionToConfirming({ pack, staff, person, absence: proposed }, principal.staff));
  const { replaces, ...rest } = proposed;
  const absence = { ...rest, confirmedBy: principal.actor.id };
  const before = person.absences.find((one) => idOf(one) === replaces);
  return act(
    person,
    'absenceConfirmed',
    absence,
    { absences: [...others, absence], proposedAbsences: without(person.proposedAbsences, proposed) },
    before,
  );
}

export function corrected(context: Asked, person: StaffDocument, staff: StaffDocument[], id: string): StaffAct {
  const { absence: before, isProposed } = theAbsence(context, person);
  const { principal, pack, receivedAt } = context;
  if (Date.parse(before.to) <= Date.parse(receivedAt)) throw new Refused('NotAllowedNow', 'This absence is over.');
  const wanted: Absence = { ...before, ...spanIn(context) };
  const { absences, proposedAbsences = [] } = person;
  if (isWithin(before, wanted)) {
    if (lasts(wanted) <= 0) throw invalid('to', 'must be after `from`');
    mustBeAbleToTakeBack(pack, context, person, before);
    const swap = (all: Absence[]) => all.map((one) => (idOf(one) === idOf(before) ? wanted : one));
    const set = isProposed ? { proposedAbsences: swap(proposedAbsences) } : { absences: swap(absences) };
    return act(person, 'absenceCorrected', wanted, set, before);
  }
  const { confirmedBy, replaces, ...span } = wanted;
  // A correction of a proposal takes its place, and what the proposal was to replace is still what will be replaced.
  const stands = isProposed ? replaces : idOf(before);
  const absence: Absence = { ...span, id, enteredBy: principal.actor.id, ...(stands ? { replaces: stands } : {}) };
  const proposals = without(proposedAbsences, before);
  if (judged(context, { ...person, proposedAbsences: proposals }, staff, absence)) {
    return act(person, 'absenceProposed', absence, { proposedAbsences: [...proposals, absence] }, before);
  }
  const { replaces: replaced, ...inForce } = absence;
  const others = absences.filter((one) => idOf(one) !== replaced);
  return act(
    person,
    'absenceCorrected',
    inForce,
    { absences: [...others, inForce], proposedAbsences: proposals },
    before,
  );
}

export function ended(context: Asked, person: StaffDocument): StaffAct {
  const { absence, isProposed } = theAbsence(context, person);
  mustBeAbleToTakeBack(context.pack, context, person, absence);
  const at = new Date(context.receivedAt).toISOString();
  const isRunning = Date.parse(absence.from) < Date.parse(at) && Date.parse(at) < Date.parse(absence.to);
  if (isProposed || !isRunning) throw new Refused('NotAllowedNow', 'This absence is not running: cancel it instead.');
  const over = { ...absence, to: at };
  const absences = person.absences.map((one) => (idOf(one) === idOf(absence) ? over : one));
  return act(person, 'absenceEnded', over, { absences }, absence);
}

export function cancelled(context: Asked, person: StaffDocument): StaffAct {
  const { absence, isProposed } = theAbsence(context, person);
  mustBeAbleToTakeBack(context.pack, context, person, absence);
  if (!isProposed && Date.parse(absence.from) <= Date.parse(context.receivedAt)) {
    throw new Refused('NotAllowedNow', 'This absence has begun: end it instead.');
  }
  const { absences, proposedAbsences } = person;
  return act(person, 'absenceCancelled', absence, {
    absences: without(absences, absence),
    proposedAbsences: without(proposedAbsences, absence),
  });
}

function act(
  person: StaffDocument,
  type: string,
  absence: Absence,
  set: Partial<StaffDocument>,
  before?: Absence,
): StaffAct {
  return { type, set, detail: { person: person._id, ...absence, ...(before ? { before } : {}) } };
}

function without(all: Absence[] | undefined, absence: Absence): Absence[] {
  return (all ?? []).filter((one) => idOf(one) !== idOf(absence));
}

/** The absence of the path, whether it is in force or waits to be confirmed. */
function theAbsence({ ids }: Asked, person: StaffDocument): { absence: Absence; isProposed: boolean } {
  const isIt = (one: Absence) => idOf(one) === ids.absence;
  const proposed = person.proposedAbsences?.find(isIt);
  const absence = proposed ?? person.absences.find(isIt);
  if (!absence) throw notFound();
  return { absence, isProposed: proposed !== undefined };
}

function mustBeAbleToTakeBack(pack: Pack, { principal }: Asked, person: StaffDocument, absence: Absence): void {
  if (mayTakeBack(pack, principal.staff, person, absence)) return;
  throw new Refused('Forbidden', 'Whoever is away, stands in, entered it, or leads can take an absence back.');
}

function absenceFault(
  pack: Pack,
  person: StaffDocument,
  absence: Absence,
  others: Absence[],
  staff: StaffDocument[],
  now: string,
) {
  const { from, to } = absence;
  const atMost = pack.absences?.atMostDays ?? usualDays;
  const deputy = staff.find(({ _id }) => _id === absence.deputy);
  if (lasts(absence) <= 0) return { path: 'to', message: 'must be after `from`' };
  if (lasts(absence) > atMost * MS_PER_DAY)
    return { path: 'to', message: `is more than ${atMost} days after \`from\`` };
  if (Date.parse(to) <= Date.parse(now)) return { path: 'to', message: 'is over already' };
  if (!deputy) return { path: 'deputy', message: 'is not on the staff of this organisation' };
  if (deputy._id === person._id) return { path: 'deputy', message: 'nobody stands in for himself' };
  const other = others.find((one) => overlaps(one, absence));
  if (other) return { path: 'from', message: `is away then already: correct, end or cancel absence ${idOf(other)}` };
  if (makesLoop(person._id, { from, to, deputy: deputy._id }, staff.map(asMember))) {
    return { path: 'deputy', message: `is away meanwhile, and ${person._id} stands in at the end of that: a loop` };
  }
  const needed = person.roles.flatMap((role) => deputyRoles(pack, role)).find((role) => !deputy.roles.includes(role));
  return needed === undefined ? null : { path: 'deputy', message: `must be ${needed}: nobody else acts meanwhile` };
}
