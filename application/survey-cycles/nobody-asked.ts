/** A cycle in which no donor could be asked says why, and who agreed to that (N-09, 3.1.16). */

import { z } from 'zod';
import { findStaff } from '../../db/organisation/staff.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';
import { text } from '../text.ts';

export const NobodyAsked = z.strictObject({
  why: text,
  agreedBy: z.string().min(1).max(100).meta({ description: 'Staff id of another one who agrees on steps or decides.' }),
});

/** The staff id of a person who has a say in a cycle; `Invalid` if they have none. */
export async function mustMayAgree({ dependencies, pack }: Call, staffId: string): Promise<string> {
  const person = await findStaff(dependencies.database, pack.id, staffId);
  const { agree, decide } = pack.kinds.surveyCycle?.steps ?? {};
  const roles = [...(agree?.roles ?? []), ...(decide?.roles ?? [])];
  if (person?.active && person.roles.some((role) => roles.includes(role))) return staffId;
  throw invalid('nobodyAsked.agreedBy', `is none of those who agree on steps or decide: ${roles.join(', ')}`);
}
