/**
 * Trees of RFC 9162 (section 2.1) over SHA-256: a root stands for a list of entries. A short proof shows that an entry is in
 * it, and another one that a later list only goes on from an earlier one. Hashes are hexadecimal. Pure.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

/** The hash of an entry. */
export function leafHash(entry: string | Uint8Array): string {
  const bytes = typeof entry === 'string' ? utf8ToBytes(entry) : entry;
  return bytesToHex(sha256(concatBytes(leafPrefix, bytes)));
}

function nodeHash(left: string, right: string): string {
  return bytesToHex(sha256(concatBytes(nodePrefix, hexToBytes(left), hexToBytes(right))));
}

/** The largest power of two below a number that is greater than one. */
function splitOf(size: number): number {
  return 2 ** Math.ceil(Math.log2(size) - 1);
}

/** The root of a tree over these leaf hashes; of none, the hash of nothing. */
export function rootOf(leaves: readonly string[], from = 0, to = leaves.length): string {
  const size = to - from;
  if (size === 0) return bytesToHex(sha256(new Uint8Array()));
  if (size === 1) return leaves[from] ?? '';
  const split = from + splitOf(size);
  return nodeHash(rootOf(leaves, from, split), rootOf(leaves, split, to));
}

/** What shows that the leaf at this place is in the tree (section 2.1.3.1), from the leaf up. */
export function inclusionPath(leaves: readonly string[], index: number, from = 0, to = leaves.length): string[] {
  const size = to - from;
  if (size <= 1) return [];
  const split = splitOf(size);
  return index < split
    ? [...inclusionPath(leaves, index, from, from + split), rootOf(leaves, from + split, to)]
    : [...inclusionPath(leaves, index - split, from + split, to), rootOf(leaves, from, from + split)];
}

/** What shows that the first `earlier` leaves are still what they were (section 2.1.4.1). */
export function consistencyPath(leaves: readonly string[], earlier: number): string[] {
  return earlier <= 0 || earlier >= leaves.length ? [] : subproof(leaves, earlier, 0, leaves.length, true);
}

function subproof(leaves: readonly string[], earlier: number, from: number, to: number, isWhole: boolean): string[] {
  const size = to - from;
  if (earlier === size) return isWhole ? [] : [rootOf(leaves, from, to)];
  const split = splitOf(size);
  return earlier <= split
    ? [...subproof(leaves, earlier, from, from + split, isWhole), rootOf(leaves, from + split, to)]
    : [...subproof(leaves, earlier - split, from + split, to, false), rootOf(leaves, from, from + split)];
}

/** An entry, where it stands in a tree, and what shows it. */
export interface Inclusion {
  leaf: string;
  index: number;
  size: number;
  path: readonly string[];
  root: string;
}

/** True if the proof shows that the leaf is in the tree of that root (section 2.1.3.2). */
export function includes({ leaf, index, size, path, root }: Inclusion): boolean {
  if (index < 0 || index >= size) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const beside of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(beside, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, beside);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && hash === root;
}

/** An earlier tree and a later one, and what shows that the later one goes on from it. */
export interface Consistency {
  earlier: { size: number; root: string };
  later: { size: number; root: string };
  path: readonly string[];
}

/** True if the proof shows that the later tree only goes on from the earlier one (section 2.1.4.2). */
export function goesOnFrom({ earlier, later, path }: Consistency): boolean {
  if (earlier.size === 0) return true;
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return path.length === 0 && earlier.root === later.root;
  const isPowerOfTwo = Number.isInteger(Math.log2(earlier.size));
  const [first, ...others] = isPowerOfTwo ? [earlier.root, ...path] : path;
  if (first === undefined) return false;
  let [place, last] = [earlier.size - 1, later.size - 1];
  while (place % 2 === 1) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  let [old, now] = [first, first];
  for (const beside of others) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      [old, now] = [nodeHash(beside, old), nodeHash(beside, now)];
      while (place % 2 === 0 && place !== 0) [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
    } else {
      now = nodeHash(now, beside);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && old === earlier.root && now === later.root;
}
