// `npm test`: first the tests that need no server. Then, two files at a time, those with servers: each has a namespace, a
// database and people of its own, or servers of its own. At last, one after the other, those that count what one case costs
// or look at the clock. The last line says `N passed, N failed`.
// Arguments go to jest: a path, `-t name` and so on. With any, what needs servers runs one by one.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const folder = mkdtempSync(join(tmpdir(), 'inaya-results-'));
const nodeOptions = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
// The engine spends an eighth of its time on tidying its memory up; a test run has enough of it.
const env = { GOGC: '400', ...process.env, NODE_OPTIONS: nodeOptions.filter(Boolean).join(' ') };

// Jest hears Ctrl-C itself and stops the servers; this process stays to print the last line.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

// Jest never gives back all of what the tests of a file have loaded. When one process had run thirty of them, a quarter of
// its time went into tidying up and the bookkeeping of promises. So a process that has grown so far makes way for a new one.
const twoAtATime = ['--maxWorkers=2', '--workerIdleMemoryLimit=350MB'];

const total = { passed: 0, failed: 0 };
let broken = false;
const given = process.argv.slice(2);
const isFile = (one, at) => /^test\/[\w./-]+\.ts$/.test(one) && given[at - 1] !== '-t';
const missing = given.filter(isFile).find((path) => !existsSync(join(root, path)));
if (missing) stop(`There is no test file ${missing}.`);
const alone = '(integration/(cost|two-of-each|worker-away)|local/time-skipping)\\.test';
const withServers =
  given.length > 0
    ? [{ name: 'servers', paths: [], how: ['--runInBand'] }]
    : [
        { name: 'servers', paths: [`/test/(?!${alone})`], how: twoAtATime },
        { name: 'servers', paths: [`/test/${alone}`], how: ['--runInBand'] },
      ];
for (const [index, project] of [{ name: 'domain', paths: [], how: twoAtATime }, ...withServers].entries()) {
  const file = join(folder, `${index}.json`);
  const reporting = ['--json', `--outputFile=${file}`, '--passWithNoTests'];
  const code = await run([
    jest,
    ...project.paths,
    '--selectProjects',
    project.name,
    ...project.how,
    ...reporting,
    ...given,
  ]);
  const counted = addResults(file);
  if (code !== 0 || !counted) broken = true;
}
rmSync(folder, { recursive: true, force: true });
// A run that broke off without a failed test has failed all the same.
if (broken && total.failed === 0) total.failed = 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
if (total.failed > 0) process.exitCode = 1;
else if (total.passed === 0) stop(`No test has run: nothing matches ${given.join(' ')}.`);

/** Nothing was tested, which must look like no success. */
function stop(why) {
  rmSync(folder, { recursive: true, force: true });
  console.error(why);
  process.exit(1);
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
    child.on('close', resolve);
  });
}

function addResults(file) {
  try {
    const results = JSON.parse(readFileSync(file, 'utf8'));
    total.passed += results.numPassedTests;
    // A test file that cannot even be loaded counts as one failed test.
    total.failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
    return true;
  } catch {
    return false;
  }
}
