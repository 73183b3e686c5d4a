import type { Absence } from '../../db/models.ts';

/** An absence that an earlier release entered is named by its beginning. */
export function idOf({ id, from }: Absence): string {
  return id ?? from;
}
