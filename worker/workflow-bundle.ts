import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';

/** The project, or `dist/` in a production build. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** The workflow code as the sandbox runs it. */
export async function buildWorkflowBundle(): Promise<{ code: string }> {
  const extension = extname(fileURLToPath(import.meta.url));
  return bundleWorkflowCode({ workflowsPath: join(root, 'workflows', `index${extension}`), logger: quiet });
}

/** The prebuilt bundle beside a production build; in the sources, one from the data folder, made when the code changes. */
export async function bundleFor(env: { INAYA_DATA_DIR: string }): Promise<WorkflowBundle> {
  const prebuilt = join(root, 'workflow-bundle.js');
  return existsSync(prebuilt)
    ? { code: readFileSync(prebuilt, 'utf8') }
    : cachedWorkflowBundle(join(env.INAYA_DATA_DIR, 'bundles'));
}

/** The bundle that a folder keeps, built anew only when the code that goes into it has changed. */
export async function cachedWorkflowBundle(folder: string): Promise<WorkflowBundle> {
  const file = join(folder, `workflows-${sourceHash()}.js`);
  if (existsSync(file)) return { code: readFileSync(file, 'utf8') };
  const bundle = await buildWorkflowBundle();
  mkdirSync(folder, { recursive: true });
  for (const outdated of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    rmSync(join(folder, outdated), { force: true });
  }
  writeFileSync(`${file}.${process.pid}`, bundle.code);
  renameSync(`${file}.${process.pid}`, file);
  return bundle;
}

/** Everything that a bundle is made of: our own rules and workflows, and the versions of what they import. */
function sourceHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['domain', 'workflows']) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files.filter((name) => /\.[jt]s$/.test(name))) {
      hash.update(`${folder}/${file}\n`).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

const nothing = () => undefined;
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
