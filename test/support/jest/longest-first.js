// Jest loads this file as it is.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Where the tests lie that take far longer than their size says, the longest first. */
const longest = [
  'api/organisation.test.ts',
  'api/system.test.ts',
  'integration/faults.test.ts',
  'local/start.test.ts',
  'integration/servers-away.test.ts',
  'integration/archive.test.ts',
  'workflows/complaint.test.ts',
  'workflows/leads.test.ts',
  'local/mongodb-stand-in.test.ts',
  'packs/refused-packs.test.ts',
  'domain/models/',
].map((where) => where.replaceAll('/', sep));

/**
 * Starts what takes longest first, so that neither of two lanes waits for the other at the end: those above, then by size.
 * Jest's own order knows nothing in a fresh clone of how long a file takes, and nothing of the folder that one loads.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const ranked = tests.map((test) => ({ test, rank: rankOf(test.path), size: sizeOf(test.path) }));
    return ranked.sort((one, other) => one.rank - other.rank || other.size - one.size).map(({ test }) => test);
  }
}

function rankOf(path) {
  const found = longest.findIndex((where) => path.includes(where));
  return found === -1 ? longest.length : found;
}

/** In bytes, with the folder of the same name, whose tests are loaded as part of the file. */
function sizeOf(path) {
  const folder = path.replace(/\.test\.ts$/, '');
  const loaded = folder !== path && existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return [path, ...loaded].reduce((sum, file) => sum + statSync(file).size, 0);
}
