import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';

/** The project, or `dist/` in a production build. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** `workflows` runs cases; `replay` is the same code, and tells what it asks of the world (workflows/replayed-activities.ts). */
export type BundleUse = 'workflows' | 'replay';

const prebuiltNames: Record<BundleUse, string> = { workflows: 'workflow-bundle.js', replay: 'replay-bundle.js' };

/** The workflow code as the sandbox runs it. */
export async function buildWorkflowBundle(use: BundleUse = 'workflows'): Promise<{ code: string }> {
  const extension = extname(fileURLToPath(import.meta.url));
  const inWorkflows = (name: string) => join(root, 'workflows', `${name}${extension}`);
  const workflowInterceptorModules = use === 'replay' ? [inWorkflows('replayed-activities')] : [];
  return bundleWorkflowCode({
    workflowsPath: inWorkflows('index'),
    workflowInterceptorModules,
    // The rules hold no state, so one loading serves all cases of a worker; each case had its own, which took 7 ms.
    preloadModules: [join(root, 'domain', `kinds${extension}`)],
    logger: quiet,
  });
}

/** Where `npm run build` puts a bundle. */
export function prebuiltBundle(use: BundleUse): string {
  return join(root, prebuiltNames[use]);
}

/** The prebuilt bundle beside a production build; in the sources, one from the data folder, made when the code changes. */
export async function bundleFor(
  env: { INAYA_DATA_DIR: string },
  use: BundleUse = 'workflows',
): Promise<WorkflowBundle> {
  const prebuilt = prebuiltBundle(use);
  return existsSync(prebuilt)
    ? { code: readFileSync(prebuilt, 'utf8') }
    : cachedWorkflowBundle(join(env.INAYA_DATA_DIR, 'bundles'), use);
}

/** The bundle that a folder keeps, built anew only when the code that goes into it has changed. */
export async function cachedWorkflowBundle(folder: string, use: BundleUse = 'workflows'): Promise<WorkflowBundle> {
  const file = join(folder, `${use}-${sourceHash()}.js`);
  if (existsSync(file)) return { code: readFileSync(file, 'utf8') };
  const bundle = await buildWorkflowBundle(use);
  mkdirSync(folder, { recursive: true });
  const isOutdated = (name: string) => name.startsWith(`${use}-`) && name.endsWith('.js');
  for (const outdated of readdirSync(folder).filter(isOutdated)) {
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
