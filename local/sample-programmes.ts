import { connectMongoDB } from '../db/connect.ts';
import { type Database, databaseOn } from '../db/database.ts';
import { addProgramme } from '../db/leads/programmes.ts';
import { latest, loadPacks } from '../packs/load/load.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import type { Pack } from '../packs/schema.ts';
import type { LocalAccountsOptions } from './accounts.ts';

/** Makes the programmes that the examples name, on the data of this machine. */
export async function createSampleProgrammes({
  mongodbUri,
  policiesDir,
}: Omit<LocalAccountsOptions, 'dataDir'>): Promise<void> {
  const { packs } = loadPacks(policyFolders(policiesDir));
  const connection = await connectMongoDB(mongodbUri);
  try {
    await addSampleProgrammes(databaseOn(connection), packs);
  } finally {
    await connection.close();
  }
}

/** One that donors fund, for leads and contributions; and one that has none, whose survey cycle asks nobody but its people. */
const samples = [
  { code: 'neighbourhood-club', ar: 'نادي الحي (مثال)', en: 'Neighbourhood club (example)', fundingNeeded: '25000.00' },
  { code: 'summer-club', ar: 'النادي الصيفي (مثال)', en: 'Summer club (example)', fundingNeeded: null },
];

/**
 * Adds the made-up programmes that examples of leads and survey cycles name, for each organisation that has either. They
 * ended long ago, so that no cycle starts by itself. One that is there already stays as it is.
 */
export async function addSampleProgrammes(database: Database, packs: readonly Pack[]): Promise<void> {
  for (const organisation of new Set(packs.map(({ id }) => id))) {
    const kinds = latest(packs, organisation)?.kinds;
    if (!kinds?.lead && !kinds?.surveyCycle) continue;
    for (const { code, ar, en, fundingNeeded } of samples) {
      await addProgramme(database, {
        ...{ organisation, code, name: { ar, en }, centre: 'مركز مثال', fundingNeeded },
        ...{ startsOn: '2026-01-01', endsOn: '2026-06-30' },
        ...{ changedBy: 'local', changedAt: new Date().toISOString() },
      });
    }
  }
}
