import { isCaseOpenUnder, isStepOpenOf } from '../../db/cases/cases-of-policy.ts';
import type { Database } from '../../db/database.ts';
import { newestLasting, type Published } from '../../packs/proposals/proposed-version.ts';
import type { Pack } from '../../packs/schema.ts';

/**
 * Why a version cannot take a role away, or null. A running case still needs it: a ladder of its version tells the role, or the
 * role takes a step that is not done yet. Nobody could be given the role any more.
 */
export async function roleTakenAway(database: Database, { versions }: Published, next: Pack): Promise<string | null> {
  const gone = rolesGone(
    versions.map(({ pack }) => pack),
    next,
    newestLasting(versions),
  );
  for (const { pack } of versions) {
    const role = gone.find((name) => isNamedByLadder(pack, name));
    if (role && (await isCaseOpenUnder(database, pack.id, pack.version)))
      return `Cases run under version ${pack.version}, whose ladders tell the role \`${role}\`: it must stay until they have ended.`;
  }
  for (const role of gone) {
    if (await isStepOpenOf(database, next.id, role))
      return `A procedure runs with a step of the role \`${role}\`: it must stay until that step is done.`;
  }
  return null;
}

/** The roles that the version does not have, and the one before it has, or the memo that it replaces. */
function rolesGone(packs: readonly Pack[], next: Pack, before: Pack | undefined): string[] {
  const memo = packs.find(({ version }) => version === next.inForce?.replaces);
  const roles = new Set([before, memo].flatMap((one) => Object.keys(one?.roles ?? {})));
  return [...roles].filter((role) => !next.roles[role]);
}

function isNamedByLadder({ ladders }: Pack, role: string): boolean {
  return Object.values(ladders).some((steps) => steps.some(({ tell }) => tell.includes(`role:${role}`)));
}
