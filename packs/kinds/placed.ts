import type { Path } from '../load/policy-source.ts';
import type { Clock, Notice } from '../schema/clocks.ts';
import type { PackContent } from '../schema/pack.ts';

/** A part of a pack and where it stands. */
export interface Placed<T> {
  path: Path;
  part: T;
}

export type Named<T> = Placed<T> & { name: string };

/** A part that decides something, and so says where that comes from. */
export type Decision = Placed<{ rule?: string; source?: 'ours' }>;

/** A name in a pack that must stand among the parts of some other place of it. */
export interface Reference {
  path: Path;
  name: string;
  kind: string;
  among: object;
}

/** Each part of a record, with its place. */
export function placed<T>(path: Path, parts: Record<string, T>): Named<T>[] {
  return Object.entries(parts).map(([name, part]) => ({ path: [...path, name], part, name }));
}

/** Each part of a list, with its place. */
export function listed<T>(path: Path, parts: readonly T[]): Placed<T>[] {
  return parts.map((part, index) => ({ path: [...path, index], part }));
}

/** The clocks and messages of a kind that keeps them under these names, as most do. */
export function clocksAndNotices(path: Path, rules: { clocks: Record<string, Clock>; notices: Notice[] } | undefined) {
  return {
    clocks: placed<Clock>([...path, 'clocks'], rules?.clocks ?? {}),
    notices: listed<Notice>([...path, 'notices'], rules?.notices ?? []),
  };
}

/** The roles that a part names. */
export function roleReferences({ roles }: PackContent, { path, part }: Placed<{ roles: string[] }>): Reference[] {
  return namesAmong([...path, 'roles'], part.roles, 'role', roles);
}

/** Names of a list, each of which must be one of the pack's. */
export function namesAmong(path: Path, names: readonly string[], kind: string, among: object): Reference[] {
  return names.map((name, at) => ({ path: [...path, at], name, kind, among }));
}

/** The group that a part names. */
export function groupReference({ groups }: PackContent, path: Path, { group }: { group: string }): Reference {
  return { path: [...path, 'group'], name: group, kind: 'group', among: groups };
}
