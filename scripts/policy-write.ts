/**
 * `npm run policy:write -- <organisation> [folder]`: writes the published versions of a policy to `<folder>/<organisation>/vN.yaml`,
 * so that a new installation has the same versions, with the same hashes. Without a folder: `policies/`. Files that say the
 * same already stay as they are.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedOf } from '../application/organisation/publish-version.ts';
import { readEnv } from '../config/env.ts';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/database.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import { asFile } from '../packs/proposals/as-file.ts';

const [organisation, folder = policyFolders(undefined)[0] ?? ''] = process.argv.slice(2);
if (!organisation) {
  console.error('npm run policy:write -- <organisation> [folder]');
  process.exit(2);
}
const connection = await connectMongoDB(readEnv().MONGODB_URI);
try {
  const { versions } = await publishedOf(databaseOn(connection), organisation);
  if (versions.length === 0) throw new Error(`${organisation} has published no policy.`);
  mkdirSync(join(folder, organisation), { recursive: true });
  for (const version of versions) {
    const file = join(folder, organisation, `v${version.pack.version}.yaml`);
    // What an earlier release published without its text is written out whole, but never over the file that it came from.
    if (existsSync(file) && version.text === undefined) continue;
    const text = asFile(version);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    writeFileSync(file, text);
    console.log(`${file} is written.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await connection.close();
}
