/**
 * `npm start` runs this on a new data folder, in the background: a small set of made-up cases, so that every list has something.
 * All persons are made up and marked so. Broken off, it is run again from its beginning, and opens nothing twice.
 *
 * `node --import tsx scripts/demo/fill.ts <instant>`: the instant of the first run, UTC.
 */
import { latest, loadPacks } from '../../packs/load/load.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import { LocalApi } from '../api-client.ts';
import { everybodyHelps } from './everybody-helps.ts';
import { firstCases, leadUnderWay } from './first-cases.ts';
import { leadToSuccess } from './lead-to-success.ts';
import { surveyCycle } from './survey-cycle.ts';

const at = new Date(process.argv[2] ?? '');
const api = new LocalApi(process.env.INAYA_DATA_DIR || '.inaya', `first cases of ${at.toISOString()}`);
const { packs } = loadPacks(policyFolders(process.env.POLICIES_DIR));
const five = ['development-fund', 'courier', 'neighbourhood-centres', 'beneficiary-society', 'government-services'];

for (const organisation of five) {
  const pack = latest(packs, organisation);
  if (pack) await firstCases(api, pack, at);
  console.log(`${organisation}: complaints in every state, and a form`);
}
await leadUnderWay(api, await leadToSuccess(api, at));
await everybodyHelps(api);
await surveyCycle(api, at);
