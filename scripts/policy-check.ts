/**
 * Checks packs and calendars and says what is wrong, and where: `npm run policy:check [-- folder …]`. Without folders it
 * checks `policies/` and, if it is set, the folder of POLICIES_DIR. Ends with 1 if something is refused.
 */
import { relative } from 'node:path';
import { loadPacks } from '../packs/load/load.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import { problemText } from '../packs/load/problem.ts';

// Not through config/env.ts: this must run also if nothing else of the product is set up.
const standing = policyFolders(process.env.POLICIES_DIR);
const asked = process.argv.slice(2);

// A folder that is asked for still finds the calendars of the product.
const { packs, calendars, problems } = loadPacks([...new Set([...standing, ...asked])]);
for (const problem of problems) {
  const file = relative(process.cwd(), problem.file);
  console.log(problemText({ ...problem, file: file.startsWith('..') ? problem.file : file }));
}
const refusals = problems.filter((problem) => problem.severity === 'refusal').length;
const warnings = problems.length - refusals;
console.log(
  `${packs.length} packs and ${calendars.length} calendars are sound; refusals: ${refusals}, warnings: ${warnings}.`,
);
process.exitCode = refusals > 0 ? 1 : 0;
