import type { CommandReach, RoleRights } from '../../domain/case/policy.ts';
import { caseKinds } from '../../domain/kinds.ts';
import { type RightsPack, rightsIn } from '../kinds/pinned-policy.ts';
import { kindNamed, kindsOfPolicy } from '../kinds.ts';
import { aboutTheCase, inTheCustomersName } from './default-rights.ts';

/** Every right of every role, as the pack and the tables of the code make it: what the hash of a pack covers. */
export function allRightsOf(pack: RightsPack): Record<string, Record<string, RoleRights>> {
  const covered = caseKinds.filter((kind) => !kindsOfPolicy[kind].isLater || pack.kinds[kind] !== undefined);
  return Object.fromEntries(covered.map((kind) => [kind, rightsOf(pack, kind)]));
}

/**
 * The rights of every role of a pack in one kind of case: the default table with the pack's changes. If the categories of the kind
 * have people of their own, those in one category may be asked for.
 */
export const rightsOf = oncePerPack((pack, kind, category) => {
  const ofKind = kindNamed(kind);
  // A name that is no kind of case gives nobody any rights.
  if (!ofKind) return {};
  return rightsIn(pack, kind, (of, name, role) => ofKind.rights(of, name, role, category));
});

type Rights = Record<string, RoleRights>;

/** A pack never changes while it is in memory, and every request asks for its rights: they are worked out once. */
function oncePerPack(work: (pack: RightsPack, kind: string, category?: string) => Rights) {
  const known = new WeakMap<RightsPack, Map<string, Rights>>();
  // Most kinds have the same rights in each category: those of the kind.
  const workedOut = (ofPack: Map<string, Rights>, pack: RightsPack, kind: string, category?: string): Rights => {
    const isOwn = category !== undefined && kindNamed(kind)?.ownCategories?.(pack).includes(category);
    return isOwn ? work(pack, kind, category) : (ofPack.get(kind) ?? work(pack, kind));
  };
  return (pack: RightsPack, kind: string = 'complaint', category?: string): Rights => {
    const ofPack = known.get(pack) ?? new Map<string, Rights>();
    known.set(pack, ofPack);
    const key = category === undefined ? kind : `${kind}/${category}`;
    const rights = ofPack.get(key) ?? workedOut(ofPack, pack, kind, category);
    ofPack.set(key, rights);
    return rights;
  };
}

/** The categories of a kind whose cases are read apart, with the rights of every role in each; else the kind as one. */
export function rightsByCategory(pack: RightsPack, kind: string): { category: string | null; rights: Rights }[] {
  const own = kindNamed(kind)?.ownCategories?.(pack);
  if (!own) return [{ category: null, rights: rightsOf(pack, kind) }];
  return own.map((category) => ({ category, rights: rightsOf(pack, kind, category) }));
}

/** What protects a person holds for cases of earlier packs too: these commands reach no further than the newest table says. */
const protectedCommands: readonly string[] = [...inTheCustomersName, ...aboutTheCase, 'accept', 'assign'];

/**
 * The rights of a case as the API applies them before anything reaches its workflow. A case of an earlier pack keeps its own
 * table, but nobody takes a colleague's case by it, or speaks for that colleague's customer.
 */
export const protectedRightsOf = oncePerPack((pack, kind, category) => {
  const pinned = rightsOf(pack, kind, category);
  if (pack.reading === 3) return pinned;
  const newest = rightsOf({ ...pack, reading: 3 }, kind, category);
  const narrowed = ([role, rights]: [string, RoleRights]): [string, RoleRights] => {
    const commands = Object.entries(rights.commands).map(([command, reach]): [string, CommandReach] => {
      const isGuarded = protectedCommands.includes(command);
      return [command, (isGuarded && newest[role]?.commands[command]) || reach];
    });
    return [role, { ...rights, commands: Object.fromEntries(commands) }];
  };
  return Object.fromEntries(Object.entries(pinned).map(narrowed));
});
