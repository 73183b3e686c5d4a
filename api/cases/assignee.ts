import { findStaff } from '../../db/staff.ts';
import { mayRead } from '../../domain/rights.ts';
import { forRights } from '../http/find-case.ts';
import type { Context } from '../http/route.ts';
import { invalid } from './command-definition.ts';

/** The staff id of somebody who can be given the case of this request; a 422 where nobody works on such cases under it. */
export async function assignee({ dependencies, found }: Context, staffId: string): Promise<string> {
  const person = await findStaff(dependencies.database, found.organisation, staffId);
  const subject = forRights(dependencies.packs, found);
  const reader = person && {
    id: person._id,
    roles: person.roles,
    groups: person.groups,
    departments: person.departments,
  };
  // Whoever is named in the case gets the case's own refusal, which says so.
  const mayHave = reader && (subject.about.includes(reader.id) || mayRead(reader, subject));
  if (!person?.active || !mayHave) throw invalid('to', 'is nobody who works on such cases here');
  return person._id;
}
