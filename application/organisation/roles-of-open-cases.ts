import { isCaseOpenUnder } from '../../db/cases/cases-of-policy.ts';
import type { Database } from '../../db/database.ts';
import { newestLasting, type Published } from '../../packs/proposals/proposed-version.ts';
import type { Pack } from '../../packs/schema.ts';

/**
 * Why a version would leave a running case alone, or null. A ladder of the version that the case is pinned to names a role, and
 * the new version does not have that role any more. So nobody could be given it.
 */
export async function roleTakenAway(database: Database, { versions }: Published, next: Pack): Promise<string | null> {
  const before = newestLasting(versions);
  const gone = Object.keys(before?.roles ?? {}).filter((role) => !next.roles[role]);
  for (const { pack } of versions) {
    const role = gone.find((name) => isNamedByLadder(pack, name));
    if (role && (await isCaseOpenUnder(database, pack.id, pack.version)))
      return `Cases run under version ${pack.version}, whose ladders tell the role \`${role}\`: it must stay until they have ended.`;
  }
  return null;
}

function isNamedByLadder({ ladders }: Pack, role: string): boolean {
  return Object.values(ladders).some((steps) => steps.some(({ tell }) => tell.includes(`role:${role}`)));
}
