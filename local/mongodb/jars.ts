import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { step } from '../console.ts';
import { DOWNLOAD_LIMIT_MS } from '../fallbacks.ts';
import { cacheFolder } from '../folders.ts';
import { onPath, runCommand } from '../processes/run-command.ts';

/**
 * The class path of what a folder's `pom.xml` names and its `.java` files define. Maven fetches it from the repository
 * that it is configured for, and javac compiles it. It is kept in the cache under the digest of the folder.
 */
export async function classPath(folder: string): Promise<string> {
  if (!onPath('java')) throw new Error('there is no java on PATH');
  const ready = join(cacheFolder('java'), `${basename(folder)}-${digestOf(folder)}`);
  if (!existsSync(ready)) await build(folder, ready);
  return `${join(ready, 'classes')}:${join(ready, 'jars', '*')}`;
}

/** Built aside and then renamed: two starts at once do not see each other's half. */
async function build(folder: string, ready: string): Promise<void> {
  const aside = mkdtempSync(`${ready}-`);
  try {
    await step(`fetching the Java libraries of ${basename(folder)} with Maven`, () =>
      fetchJars(folder, join(aside, 'jars')),
    );
    const sources = filesOf(folder).filter((file) => file.endsWith('.java'));
    if (sources.length) await compile(sources, aside);
    renameSync(aside, ready);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(ready)) throw error;
  }
}

async function fetchJars(folder: string, into: string): Promise<void> {
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const timeouts = ['connectTimeout', 'requestTimeout'].map(
    (name) => `-Daether.connector.${name}=${DOWNLOAD_LIMIT_MS}`,
  );
  const where = ['-f', join(folder, 'pom.xml'), '-DincludeScope=runtime', `-DoutputDirectory=${into}`];
  // Maven itself counts the silence of a connection; ours is for a Maven that hangs.
  await runCommand('mvn', ['-B', ...timeouts, ...where, goal], { silenceMs: 3 * DOWNLOAD_LIMIT_MS });
}

async function compile(sources: string[], aside: string): Promise<void> {
  const what = `compiling ${sources.map((file) => basename(file)).join(', ')}`;
  await step(what, () =>
    runCommand('javac', ['-cp', join(aside, 'jars', '*'), '-d', join(aside, 'classes'), ...sources]),
  );
}

function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.(xml|java)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesOf(folder)) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
