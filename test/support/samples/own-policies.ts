import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../../local/folders.ts';
import { loadPacks, type Policies } from '../../../packs/load/load.ts';
import { policyFolders } from '../../../packs/load/policy-folders.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The product's own policies. Reading and checking them takes longer than most tests. So they are kept in the cache
 * folder under a digest of everything that they are made of and by.
 */
export function ownPolicies(): Policies {
  const folder = join(cacheFolder('test'), 'policies');
  const name = `${digestOf('policies', 'packs', 'domain')}.json`;
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Policies;
  } catch {
    return kept(folder, name, loadPacks(policyFolders(undefined)));
  }
}

function kept(folder: string, name: string, policies: Policies): Policies {
  mkdirSync(folder, { recursive: true });
  for (const other of readdirSync(folder).filter((file) => file.endsWith('.json')))
    rmSync(join(folder, other), { force: true });
  const temporary = join(folder, `${name}.${process.pid}`);
  writeFileSync(temporary, JSON.stringify(policies));
  renameSync(temporary, join(folder, name));
  return policies;
}

function digestOf(...folders: string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (file.isFile()) hash.update(file.name).update(readFileSync(join(file.parentPath, file.name)));
    }
  }
  return hash.digest('hex');
}
