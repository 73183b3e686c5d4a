import { isCaseOpenUnder, isStepOpenOf } from '../../db/cases/cases-of-policy.ts';
import type { Database } from '../../db/database.ts';
import { builtOn } from '../../packs/in-force.ts';
import type { Published } from '../../packs/proposals/proposed-version.ts';
import type { Pack } from '../../packs/schema.ts';

/**
 * Why a version cannot take a role away, or null. A running case still needs it: a ladder of its version tells the role, or the
 * role takes a step that is not done yet. Nobody could be given the role any more.
 * @param next with the term by which it would be in force
 */
export async function roleTakenAway(database: Database, { versions }: Published, next: Pack): Promise<string | null> {
  const packs = versions.map(({ pack }) => pack);
  const gone = rolesGone(packs, next);
  for (const pack of packs) {
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

/** The roles that the version does not have, and the one that it is built on has, or the memo that it replaces. */
function rolesGone(packs: readonly Pack[], next: Pack): string[] {
  const memo = packs.find(({ version }) => version === next.inForce?.replaces);
  const roles = new Set([builtOn(next, packs), memo].flatMap((one) => Object.keys(one?.roles ?? {})));
  return [...roles].filter((role) => !next.roles[role]);
}

function isNamedByLadder({ ladders }: Pack, role: string): boolean {
  return Object.values(ladders).some((steps) => steps.some(({ tell }) => tell.includes(`role:${role}`)));
}
