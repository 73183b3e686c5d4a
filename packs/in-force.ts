/** Which version of a policy new cases come under at an instant (decision 42). */
import type { Term } from './schema/term.ts';

/** A published version, as far as its number and its term go. */
export interface Versioned {
  version: number;
  inForce?: Term | undefined;
}

/** True if the version has an end: a memo of a temporary deviation (N-02). */
export function isMemo({ inForce }: Versioned): boolean {
  return inForce?.until !== undefined;
}

/** The instant from which the version is in force, in milliseconds. */
export function beginOf({ inForce }: Versioned): number {
  return inForce?.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(inForce.from);
}

/**
 * The instant at which the version is in force no more, in milliseconds. A memo ends at its own end, or at the
 * beginning of a later memo that replaces it. The later one may also name the memo that this one goes on with.
 */
export function endOf(one: Versioned, all: readonly Versioned[]): number {
  const line = [one.version, ...replacedBy(one, all)];
  const later = all.filter(
    ({ version, inForce }) =>
      version > one.version && inForce?.replaces !== undefined && line.includes(inForce.replaces),
  );
  const own = one.inForce?.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(one.inForce.until);
  return Math.min(own, ...later.map(beginOf));
}

/** The numbers of the memos that a memo replaces, the nearest first. A memo replaces none but earlier ones. */
export function replacedBy({ version: own, inForce }: Versioned, all: readonly Versioned[]): number[] {
  const replaced = all.find(({ version }) => version === inForce?.replaces && version < own);
  return replaced ? [replaced.version, ...replacedBy(replaced, all)] : [];
}

/** The version in force at an instant, in milliseconds: the highest of those that have begun and have not ended. */
export function inForceAt<T extends Versioned>(versions: readonly T[], at: number): T | undefined {
  return highest(versions.filter((one) => beginOf(one) <= at && at < endOf(one, versions)));
}

/** The newest version without an end: what the next lasting one is built on, also if it has not begun yet. */
export function newestLasting<T extends Versioned>(versions: readonly T[]): T | undefined {
  return highest(versions.filter((one) => !isMemo(one)));
}

/**
 * The version that another one is built on, and differs from (B-09, N-01): the newest lasting one before it. A memo lies over
 * the one that is in force as the memo begins.
 */
export function builtOn<T extends Versioned>(one: Versioned, versions: readonly T[]): T | undefined {
  const earlier = versions.filter((other) => other.version < one.version && !isMemo(other));
  return isMemo(one) ? inForceAt(earlier, beginOf(one)) : newestLasting(earlier);
}

/** The earlier memo that would count no more once a lasting version comes into force, though its end lies after `at`. */
export function memoEndedBy<T extends Versioned>(one: Versioned, all: readonly T[], at: number): T | undefined {
  if (isMemo(one)) return undefined;
  const from = Math.max(at, beginOf(one));
  return all.find((memo) => isMemo(memo) && memo.version < one.version && endOf(memo, all) > from);
}

/** The next instant, in milliseconds, at which another version may come into force; null if none is known. */
export function nextChange(versions: readonly Versioned[], at: number): number | null {
  const coming = versions
    .flatMap((one) => [beginOf(one), endOf(one, versions)])
    .filter((instant) => Number.isFinite(instant) && instant > at);
  return coming.length > 0 ? Math.min(...coming) : null;
}

/**
 * Since when the version in force has been one of which this is true, without a gap up to an instant; both in milliseconds.
 * −Infinity: since ever.
 */
export function trueSince<T extends Versioned>(
  versions: readonly T[],
  at: number,
  isTrue: (one: T) => boolean,
): number {
  const changes = versions
    .flatMap((one) => [beginOf(one), endOf(one, versions)])
    .filter((instant) => Number.isFinite(instant) && instant <= at)
    .sort((one, other) => other - one);
  const broken = changes.find((change) => {
    const before = inForceAt(versions, change - 1);
    return before === undefined || !isTrue(before);
  });
  return broken ?? Number.NEGATIVE_INFINITY;
}

function highest<T extends Versioned>(versions: readonly T[]): T | undefined {
  return versions.reduce<T | undefined>(
    (found, one) => (found && found.version > one.version ? found : one),
    undefined,
  );
}
