/** One change of somebody's entry in the directory, with its fact, told at once to those concerned. */
import { createHmac } from 'node:crypto';
import { ApiProblem, notFound } from '../../api/http/problem.ts';
import type { Context } from '../../api/http/route.ts';
import type { StaffDocument } from '../../db/models.ts';
import { changeStaff, findStaff, staffOf } from '../../db/staff.ts';
import { startTellingStaff } from '../../temporal/staff-facts.ts';

/** What is to change, and the fact that says so. */
export interface StaffAct {
  type: string;
  detail: Record<string, unknown>;
  set: Partial<StaffDocument>;
}

/** Decides by what stands now, or throws the problem; asked again where somebody else has changed the entry meanwhile. */
type Decide = (person: StaffDocument, staff: StaffDocument[], factId: string) => StaffAct;

const attempts = 5;

/** The id of what this request does: repeated under its key it is the same fact. */
function factIdOf({ dependencies, pack, principal, key, request }: Context): string {
  return createHmac('sha256', dependencies.secret)
    .update(JSON.stringify(['staff-fact', pack.id, principal.actor.id, request.path, key]))
    .digest('base64url')
    .slice(0, 22);
}

/** The person of the path; a 404 where nobody of this organisation has the id. */
export async function personOf({ dependencies, pack, request }: Context): Promise<StaffDocument> {
  const person = await findStaff(dependencies.database, pack.id, String(request.params.staffId));
  if (!person) throw notFound();
  return person;
}

/** Carries the change out and has it told. Safe to repeat: what has been done under the key is only told again. */
export async function changePerson(context: Context, decide: Decide): Promise<StaffDocument> {
  const { dependencies, pack, principal, receivedAt } = context;
  const { database, temporal } = dependencies;
  const id = factIdOf(context);
  const told = (person: StaffDocument) =>
    startTellingStaff(temporal, {
      organisation: pack.id,
      staffId: person._id,
      fact: id,
      policyVersion: pack.version,
    }).then(() => person);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const person = await personOf(context);
    if (person.facts?.some((fact) => fact.id === id)) return told(person);
    const { type, detail, set } = decide(person, await staffOf(database, pack.id), id);
    const fact = { id, type, at: receivedAt, by: principal.actor.id, detail };
    const changed = await changeStaff(database, person, { set, facts: [fact] });
    if (changed) return told(changed);
  }
  throw new ApiProblem('StaleBase', 'This entry of the directory is being changed by others. Try again.');
}
