import type { Database } from '../database.ts';
import type { CustomerDocument } from '../registry/customer-models.ts';

/** Active customers of these classes who care for something, by number (N-24). */
export async function donorInterests(
  database: Database,
  organisation: string,
  classes: readonly string[],
): Promise<Pick<CustomerDocument, 'number' | 'interests'>[]> {
  if (classes.length === 0) return [];
  return database.customers
    .find(
      {
        organisation,
        classes: { $in: [...classes] },
        version: { $gt: 0 },
        status: 'active',
        interests: { $exists: true, $ne: [] },
      },
      { number: 1, interests: 1 },
    )
    .sort({ _id: 1 })
    .lean<Pick<CustomerDocument, 'number' | 'interests'>[]>();
}
