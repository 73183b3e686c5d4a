/**
 * Where a sound version would stand among those that are published (decision 42). From when it is in force, and which memos
 * are made again on it. A memo lies over the version in force, and one memo counts at a time.
 */
import { Document, isMap, parseDocument } from 'yaml';
import { beginOf, builtOn, endOf, isMemo, replacedBy } from '../in-force.ts';
import type { Pack, Term } from '../schema.ts';
import {
  firstRefusal,
  type ProposedPolicy,
  type Published,
  type PublishedVersion,
  proposedVersion,
} from './proposed-version.ts';

/** Why a sound version cannot be published now. */
export type PlacementProblem = 'StaleBase' | 'VersionStands' | 'MemoStands' | 'MemoDoesNotFit' | 'TermOver';

/** The versions as they would be kept: the pack of each has the term by which it is in force. */
export type Placement = { versions: ProposedPolicy[] } | OutOfPlace;

interface OutOfPlace {
  problem: PlacementProblem;
  detail: string;
}

/**
 * The version, and after it the running memos made again on it, as they would be published at `at` (in milliseconds).
 * A version is in force from the latest of: what it asks for, `at`, and the beginning of the version that it is built on.
 */
export function placedAt(proposed: ProposedPolicy, published: Published, at: number): Placement {
  const refused = outOfPlace(proposed, published, at);
  if (refused) return refused;
  const first = withTerm(proposed, termFrom(proposed, published, at));
  const { versions, unfit } = memosAgain({ ...published, versions: [...published.versions, first] }, at);
  return unfit[0] ?? { versions: [first, ...versions] };
}

function outOfPlace(proposed: ProposedPolicy, { versions }: Published, at: number): OutOfPlace | null {
  const { pack, base } = proposed;
  const packs = versions.map((one) => one.pack);
  const begin = Math.max(at, beginOf(pack));
  const next = Math.max(...packs.map(({ version }) => version)) + 1;
  const inForce = { ...pack.inForce, from: new Date(begin).toISOString() };
  const expected = builtOn({ version: next, inForce }, packs);
  if (expected && (base.version !== expected.version || base.hash !== expected.hash))
    return staleBase(base.version, expected.version);
  if (pack.version !== next)
    return { problem: 'VersionStands', detail: `The next version is ${next}, not ${pack.version}.` };
  return isMemo(pack) ? memoOutOfPlace(proposed, packs, begin) : null;
}

/** What is said if another version has come since the one that a proposed one is built on. */
export function staleBase(built: number, newest: number): OutOfPlace {
  return {
    problem: 'StaleBase',
    detail: `This is built on version ${built}, but version ${newest} has come since: build on that one.`,
  };
}

function memoOutOfPlace({ pack, text }: ProposedPolicy, packs: readonly Pack[], begin: number): OutOfPlace | null {
  const end = Date.parse(pack.inForce?.until ?? '');
  if (end <= begin) return { problem: 'TermOver', detail: 'This memo would end before it can be in force.' };
  if (amendedBy(text) === undefined)
    return {
      problem: 'MemoDoesNotFit',
      detail: 'A memo says what it amends, `amends: N`, and only what is different.',
    };
  const replaces = pack.inForce?.replaces;
  const running = packs.filter((one) => isMemo(one) && beginOf(one) < end && endOf(one, packs) > begin);
  const other = running.find((one) => one.version !== replaces && !replacedBy(one, packs).includes(replaces ?? 0));
  if (other) {
    const detail = `The memo of version ${other.version} is in force until ${other.inForce?.until}: a new memo replaces it, and says so.`;
    return { problem: 'MemoStands', detail };
  }
  if (replaces === undefined || running.some(({ version }) => version === replaces)) return null;
  return {
    problem: 'MemoStands',
    detail: `There is no memo of version ${replaces} in force that this one could replace.`,
  };
}

function termFrom({ pack, base }: ProposedPolicy, { versions }: Published, at: number): Term {
  const built = versions.find((one) => one.pack.version === base.version)?.pack;
  const from = Math.max(at, beginOf(pack), isMemo(pack) || !built ? at : beginOf(built));
  return { ...pack.inForce, from: new Date(from).toISOString() };
}

function withTerm(proposed: ProposedPolicy, inForce: Term): ProposedPolicy {
  return { ...proposed, pack: { ...proposed.pack, inForce } };
}

/**
 * Every memo that is to be made again at `at` (in milliseconds). A lasting version comes into force while the memo counts, and
 * the memo goes on over it until its own end. No memo is made again twice. `unfit`: why one cannot be.
 */
export function memosAgain(published: Published, at: number): { versions: ProposedPolicy[]; unfit: OutOfPlace[] } {
  const versions: ProposedPolicy[] = [];
  const unfit = new Map<number, OutOfPlace>();
  const all = () => [...published.versions, ...versions];
  for (let next = nextAgain(all(), at, unfit); next; next = nextAgain(all(), at, unfit)) {
    const again = memoAgain(next.memo, next.on, { ...published, versions: all() });
    if ('problem' in again) unfit.set(next.memo.version, again);
    else versions.push(again);
  }
  return { versions, unfit: [...unfit.values()] };
}

/** The first memo that is to be made again, with the lasting version on which it is; none of those that do not fit. */
function nextAgain(
  versions: readonly PublishedVersion[],
  at: number,
  unfit: ReadonlyMap<number, unknown>,
): { memo: Pack; on: Pack } | undefined {
  const packs = versions.map(({ pack }) => pack);
  const lasting = packs.filter((one) => !isMemo(one));
  for (const memo of packs.filter((one) => isMemo(one) && !unfit.has(one.version))) {
    const end = endOf(memo, packs);
    if (end <= Math.max(at, beginOf(memo))) continue;
    const base = baseOf(memo, versions);
    const on = lasting.find((one) => one.version > base && beginOf(one) < end);
    if (on) return { memo, on };
  }
  return undefined;
}

function baseOf(memo: Pack, versions: readonly PublishedVersion[]): number {
  return amendedBy(versions.find(({ pack }) => pack.version === memo.version)?.text ?? '') ?? Number.NaN;
}

/** The number of the version that a text amends; undefined if it stands alone. */
export function amendedBy(text: string): number | undefined {
  const document = parseDocument(text);
  const amends: unknown = isMap(document.contents) ? document.get('amends') : undefined;
  return typeof amends === 'number' ? amends : undefined;
}

/** What a memo says, on another version: from when both count, until the memo's own end. */
function memoAgain(memo: Pack, on: Pack, published: Published): ProposedPolicy | OutOfPlace {
  const text = published.versions.find(({ pack }) => pack.version === memo.version)?.text ?? '';
  const document = parseDocument(text);
  const version = Math.max(...published.versions.map(({ pack }) => pack.version)) + 1;
  const from = instantOf(Math.max(beginOf(memo), beginOf(on)));
  if (document instanceof Document && isMap(document.contents)) {
    document.set('amends', on.version);
    document.set('version', version);
    document.set(
      'inForce',
      document.createNode({ ...(from ? { from } : {}), until: memo.inForce?.until, replaces: memo.version }),
    );
  }
  const made = proposedVersion(document.toString({ lineWidth: 0 }), published);
  if (made.what === 'policy') return made;
  const said = made.what === 'unsound' ? firstRefusal(made.problems)?.message : '';
  const detail = `The memo of version ${memo.version} is in force until ${memo.inForce?.until}, and does not fit on version ${on.version}: ${said}`;
  return { problem: 'MemoDoesNotFit', detail };
}

function instantOf(ms: number): string | undefined {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
}
