import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  consistencyPath,
  goesOnFrom,
  includes,
  inclusionPath,
  leafHash,
  rootOf,
} from '../../../domain/audit/merkle.ts';

/** The entries and roots that the reference implementation of Certificate Transparency tests itself by. */
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = entries.map((entry) => leafHash(Buffer.from(entry, 'hex')));

describe('a tree of RFC 9162', () => {
  test('has the roots that the reference implementation has', () => {
    expect(rootOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(roots.map((_, at) => rootOf(leaves.slice(0, at + 1)))).toEqual(roots);
  });

  test('gives the proofs that the reference implementation gives', () => {
    expect(inclusionPath(leaves, 0)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(consistencyPath(leaves, 6)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });
});

const many = fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 70 }).map((all) => all.map(leafHash));
const place = fc.nat();

test('every entry is shown to be in the tree, and no other entry, place or root', () => {
  fc.assert(
    fc.property(many, place, (all, at) => {
      const index = at % all.length;
      const proof = {
        ...{ leaf: all[index] ?? '', index, size: all.length },
        ...{ path: inclusionPath(all, index), root: rootOf(all) },
      };
      expect(includes(proof)).toBe(true);
      expect(includes({ ...proof, leaf: leafHash('another one') })).toBe(false);
      expect(includes({ ...proof, root: leafHash('another root') })).toBe(false);
      expect(includes({ ...proof, index: all.length })).toBe(false);
      expect(includes({ ...proof, path: [...proof.path, all[0] ?? ''] })).toBe(false);
      if (proof.path.length > 0) expect(includes({ ...proof, path: proof.path.slice(1) })).toBe(false);
    }),
  );
});

test('every tree is shown to go on from each earlier one, and from none of which an entry was changed', () => {
  fc.assert(
    fc.property(many, place, place, (all, cut, changed) => {
      const size = 1 + (cut % all.length);
      const earlier = { size, root: rootOf(all.slice(0, size)) };
      const later = { size: all.length, root: rootOf(all) };
      const path = consistencyPath(all, size);
      expect(goesOnFrom({ earlier, later, path })).toBe(true);
      const forged = all.map((leaf, at) => (at === changed % size ? leafHash('changed afterwards') : leaf));
      const other = { size: all.length, root: rootOf(forged) };
      expect(goesOnFrom({ earlier, later: other, path: consistencyPath(forged, size) })).toBe(false);
      expect(goesOnFrom({ earlier: later, later: { size: size - 1, root: earlier.root }, path })).toBe(false);
    }),
  );
});
