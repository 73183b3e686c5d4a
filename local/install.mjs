// The step before `npm start` and `npm test`: installs what package-lock.json names, if it is not there yet.
// Node built-ins only, since nothing else may be there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isTaken = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
if (!isTaken) fail(`Node 20.19, or 22.12 or later, is needed; this is ${process.versions.node}.`);
if (!isInstalled()) install();

function install() {
  const began = Date.now();
  console.log('… installing the packages of package-lock.json (npm ci)');
  const { status, error } = spawnSync('npm', ['ci', '--no-progress', '--prefer-offline'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error || status !== 0)
    fail('npm ci did not work: check that this machine reaches an npm registry, then try again.');
  console.log(`✓ installing the packages (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

/** Whether every package of the lock file is there in its version; npm lists what it installed, as its last act. */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const there = packagesOf('node_modules/.package-lock.json');
  if (!wanted || !there) return false;
  return Object.entries(wanted).every(([folder, { version, optional }]) => {
    // Optional ones are for other platforms; those that npm left out here are not missing.
    if (folder === '' || (optional && !there[folder])) return true;
    return there[folder]?.version === version;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
