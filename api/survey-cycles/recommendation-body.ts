import { z } from 'zod';
import { invalid } from '../../application/refused.ts';
import { text } from '../../application/text.ts';
import { findStaff } from '../../db/staff.ts';
import type { Context } from '../http/route.ts';

/** A step against a weak point, as it is proposed. */
export const RecommendationBody = z.strictObject({
  text: text.meta({ description: 'What is to be done, and against which weak point.' }),
  owner: z.string().min(1).max(100).meta({ description: 'Staff id of who is to do it.' }),
  dueOn: z.iso.date().meta({ description: 'Local date by which.' }),
});

/** Throws a 422 where nobody works here under that staff id. */
export async function mustWorkHere({ dependencies, pack }: Context, path: string, staffId: string): Promise<void> {
  const person = await findStaff(dependencies.database, pack.id, staffId);
  if (!person?.active) throw invalid(path, 'is nobody who works here');
}

/** Throws a 422 where the date has passed everywhere on earth. */
export function mustBeAhead({ receivedAt }: Context, path: string, date: string): void {
  const yesterday = new Date(Date.parse(receivedAt) - 24 * 3_600_000).toISOString().slice(0, 10);
  if (date < yesterday) throw invalid(path, 'has passed');
}
