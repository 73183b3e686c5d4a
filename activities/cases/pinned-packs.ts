import type { Database } from '../../db/database.ts';
import { findPolicy } from '../../db/organisation/policies.ts';
import type { Pack } from '../../packs/schema.ts';

/** Published packs by organisation and version. They never change, so each is read once per process. */
export function pinnedPacks(database: Database): (organisation: string, version: number) => Promise<Pack> {
  const known = new Map<string, Pack>();
  return async (organisation, version) => {
    const id = `${organisation}/${version}`;
    const found = known.get(id) ?? ((await findPolicy(database, organisation, version))?.pack as Pack | undefined);
    if (!found) throw new Error(`policy ${id} has not been published`);
    known.set(id, found);
    return found;
  };
}
