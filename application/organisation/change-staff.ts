/** One change of somebody's entry in the directory, with its fact, told at once to those concerned. */

import { derivedText } from '../../db/derivations.ts';
import { findStaff, type StaffDocument } from '../../db/organisation/staff.ts';
import { namesOf } from '../../domain/case/command.ts';
import { startTellingStaff } from '../../temporal/staff-facts.ts';
import type { Call } from '../call.ts';
import { invalid, notFound, Refused } from '../refused.ts';
import { type Asked, isRefusal, type StaffAct, type StaffRefusal } from '../staff/act.ts';
import { carryOut } from '../staff/carry-out.ts';

/** Decides by what stands now, or throws the problem. Asked again if somebody else has changed the entry meanwhile. */
type Decide = (person: StaffDocument, staff: StaffDocument[], factId: string) => StaffAct | StaffRefusal;

/** The id of what this request does: repeated under its key it is the same fact. */
export function factIdOf({ dependencies, pack, principal, key, path }: Call): string {
  return derivedText(dependencies.secret, 'staff-fact', pack.id, principal.actor.id, path, key).slice(0, 22);
}

/** The person of the path; `NotFound` if nobody of this organisation has the id. */
export async function personOf({ dependencies, pack, ids }: Call): Promise<StaffDocument> {
  const person = await findStaff(dependencies.database, pack.id, String(ids.staffId));
  if (!person) throw notFound();
  return person;
}

/** Nobody who is signed in, in any organisation, learns of a person who is not there. @throws Refused `NotFound` */
export async function mustBeThere(call: Call): Promise<void> {
  await personOf(call);
}

/** What a use case of the staff needs to know of a request about this person. */
export function askedBy(context: Call, person: StaffDocument, staff: StaffDocument[], id: string): Asked {
  const { pack, principal, receivedAt: at } = context;
  return { pack, staff, person, by: principal.staff, names: namesOf(principal.actor), at, id };
}

/** Carries the change out and has it told. Safe to repeat: what has been done under the key is only told again. */
export async function changePerson(
  context: Call,
  decide: Decide,
  staffId = String(context.ids.staffId),
): Promise<StaffDocument> {
  const { dependencies, pack, principal, receivedAt: at } = context;
  const id = factIdOf(context);
  const person = await carryOut(
    dependencies.database,
    { pack, staffId, id, by: principal.actor.id, at },
    (found, staff) => decide(found, staff, id),
  );
  if (!person) throw notFound();
  if (isRefusal(person)) throw problemOfRefusal(person);
  await tellOf(context, person._id, id);
  return person;
}

export async function tellOf({ dependencies, pack }: Call, staffId: string, fact: string): Promise<void> {
  const telling = { organisation: pack.id, staffId, fact, policyVersion: pack.version };
  await startTellingStaff(dependencies.temporal, telling);
}

export function problemOfRefusal({ refusal, detail, path }: StaffRefusal): Refused {
  return refusal === 'Invalid' ? invalid(path ?? '', detail) : new Refused(refusal, detail);
}
