import { findStaff, type StaffDocument } from '../../db/organisation/staff.ts';
import { mayAct, mayRead } from '../../domain/case/rights.ts';
import { kindNamed } from '../../domain/kinds.ts';
import { absenceOf } from '../../domain/stand-in.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';
import { forRights } from './reading/find-case.ts';

/** The same for a person who must act soon. A person who is away is refused, and the deputy is named. */
export async function presentAssignee(context: Call, staffId: string): Promise<string> {
  const person = await assignedPerson(context, staffId, 'to');
  const absence = absenceOf(person, context.receivedAt);
  if (absence) throw invalid('to', `is away until ${absence.to}; ${absence.deputy} stands in`);
  return person._id;
}

/** The staff id of a colleague with whom the case can be shared: also one who sees it by that alone. */
export function colleague(context: Call, staffId: string, path: string): Promise<string> {
  const { found } = context;
  const detail = { ...found.view.detail, sharers: [staffId] };
  return assignee({ ...context, found: { ...found, view: { ...found.view, detail } } }, staffId, path);
}

/** The staff id of a person who can be given the case of this request; `Invalid` if nobody works on such cases under it. */
export async function assignee(context: Call, staffId: string, path = 'to'): Promise<string> {
  return (await assignedPerson(context, staffId, path))._id;
}

/** That person as the directory has them. @throws Refused `Invalid` if nobody works on such cases under the id */
export async function assignedPerson(
  { dependencies, found }: Call,
  staffId: string,
  path: string,
): Promise<StaffDocument> {
  const person = await findStaff(dependencies.database, found.organisation, staffId);
  const subject = forRights(dependencies.packs, found);
  const reader = person && {
    id: person._id,
    roles: person.roles,
    groups: person.groups,
    departments: person.departments,
  };
  // A customer may meet somebody who owns no such cases.
  const command = path === 'with' ? undefined : kindNamed(found.view.kind)?.ownerDoes;
  const owned = reader && { ...subject, about: [], owner: reader.id };
  const mayWork = reader && owned && (command === undefined || mayAct(reader, command, owned) === null);
  // If the case names the person, the case refuses it itself, unless that person could never have had it.
  const mayHave = reader && mayRead(reader, { ...subject, about: [] });
  if (!person?.active || person.type === 'service' || !mayHave || !mayWork)
    throw invalid(path, 'is nobody who works on such cases here');
  return person;
}
