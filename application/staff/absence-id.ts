import type { Absence } from '../../db/organisation/staff.ts';

/** An absence that an earlier release entered is named by its beginning. */
export function idOf({ id, from }: Absence): string {
  return id ?? from;
}
