import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The workflow code as the sandbox runs it. */
export async function buildWorkflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return bundleWorkflowCode({ workflowsPath: join(root, 'workflows', `index.${extension}`), logger: quiet });
}

/** The bundle from a folder of earlier ones, built anew only when the code that goes into it has changed. */
export async function cachedWorkflowBundle(folder: string): Promise<WorkflowBundleWithSourceMap> {
  const file = join(folder, `workflows-${sourceHash()}.js`);
  if (existsSync(file)) return { code: readFileSync(file, 'utf8') } as WorkflowBundleWithSourceMap;
  const bundle = await buildWorkflowBundle();
  mkdirSync(folder, { recursive: true });
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
