import { findProgramme, type ProgrammeDocument } from '../../db/leads/programmes.ts';
import type { Call } from '../call.ts';
import { notFound } from '../refused.ts';
import { selfRegistrationOf } from './registration-body.ts';

/**
 * The programme that a link to the form is for, or null if it is for none.
 * @throws Refused `NotFound` if there is none of that code, or nobody registers themselves here
 */
export async function programmeOfLink(
  { dependencies, pack }: Pick<Call, 'dependencies' | 'pack'>,
  code: string | undefined,
): Promise<ProgrammeDocument | null> {
  selfRegistrationOf(pack);
  if (code === undefined) return null;
  const programme = await findProgramme(dependencies.database, pack.id, code);
  if (!programme) throw notFound();
  return programme;
}
