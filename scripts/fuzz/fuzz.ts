/**
 * `npm run fuzz`: schemathesis asks every operation of the product's own document, as each role, as another system and as nobody. It
 * sends what the document allows, and what it does not. Ends with 1 if an answer is a 5xx other than the stated 503 or is not in the
 * document. So it does if one tells a secret or a stack. Starts a product of its own, and needs Python 3.10 or later.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../local/folders.ts';
import { startedProduct } from '../measuring/started-product.ts';
import { tokenOfAnotherSystem } from './another-system.ts';

const version = '4.32.5';

const { values } = parseArgs({
  options: {
    /** Requests of each kind for each operation, about. */
    examples: { type: 'string', default: '20' },
    /** Left out: every role, another system and nobody; of further organisations the roles that no earlier one has. */
    roles: { type: 'string', default: '' },
    organisations: { type: 'string', default: 'sandbox,neighbourhood-centres' },
    /** `coverage` sends whatever the document rules out: wrong types, values past their bounds, other methods. */
    phases: { type: 'string', default: 'examples,coverage,fuzzing' },
    /** Only operations whose id fits this expression. */
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
  },
});

/** What is asked of every answer. The others of schemathesis know no rule that a schema cannot say, such as an order of steps. */
const checks = [
  ...['status_code_conformance', 'content_type_conformance', 'response_schema_conformance'],
  ...['response_headers_conformance', 'unsupported_method', 'tells_nothing_of_ours', 'refuses_only_for_load'],
].join(',');

/** Ends the sessions of the run itself, or waits for what never comes. */
const without = ['endSession', 'endSessions', 'signOut'];

/** The program of this version, installed once for this user. */
function schemathesis(): string {
  const folder = join(cacheFolder('fuzz'), `schemathesis-${version}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  for (const [command, args] of [
    ['python3', ['-m', 'venv', folder]],
    [join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${version}`]],
  ] as const) {
    if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0) {
      console.error(
        `${command} failed. Fuzzing needs Python 3.10 or later, with venv, and a package index that answers.`,
      );
      process.exit(2);
    }
  }
  return program;
}

/** Who asks, and at which organisation. */
interface Run {
  role: string;
  of: string;
  at: string;
}

/** Those who are no role: another system, with the first and the second half of what it may do, and nobody. */
const others = ['another-system-1', 'another-system-2', 'nobody'];

/**
 * The roles that were asked for, each at its own organisation. Without any it is each role at the first one that has it. And the
 * first role of the first organisation at every other one.
 */
function runsOf(organisations: string[], roles: string[]): Run[] {
  const [home = '', ...foreign] = organisations;
  const rolesOf = (organisation: string) =>
    product.accounts.filter((account) => account.organisation === organisation).map(({ role }) => role);
  const known = new Set<string>();
  const own = organisations.flatMap((one) => {
    const asked =
      roles.length > 0 ? roles : [...new Set([...rolesOf(one), ...others])].filter((role) => !known.has(role));
    for (const role of asked) if (roles.length === 0) known.add(role);
    return asked.map((role) => ({ role, of: one, at: one }));
  });
  return [...own, ...foreign.map((at) => ({ role: own[0]?.role ?? '', of: home, at }))];
}

/** The header by which somebody asks: none of nobody, null if their organisation has no such role. */
async function signedIn({ role, of }: Run): Promise<string[] | null> {
  const header = (token: string) => ['--header', `Authorization: Bearer ${token}`];
  if (role === 'nobody') return [];
  const system = /^another-system-([12])$/.exec(role);
  if (system) return header(await tokenOfAnotherSystem(product, of, Number(system[1]) - 1));
  const account = product.accounts.find((one) => one.organisation === of && one.role === role);
  return account ? header(await product.tokenOf(account)) : null;
}

/** A file that says at which organisation is asked: made-up names would be found nowhere. */
function configFor({ at }: Run): string {
  const file = join(cacheFolder('fuzz'), `at-${at}.toml`);
  writeFileSync(file, `[parameters]\n"path.organisation" = "${at}"\n`);
  return file;
}

const program = schemathesis();
const product = await startedProduct('fuzz');
const list = (text = '') => text.split(',').filter(Boolean);
let failed = 0;
try {
  for (const run of runsOf(list(values.organisations), list(values.roles))) {
    const asker = await signedIn(run);
    if (!asker) continue;
    console.log(`\n== ${run.role} of ${run.of}, at ${run.at}`);
    // Not `spawnSync`: connections that the product closes meanwhile would be taken for open ones.
    const asking = spawn(
      program,
      [
        ...['--config-file', configFor(run)],
        ...['run', `${product.api}/openapi.json`, '--checks', checks, '--phases', values.phases ?? ''],
        ...['--max-examples', values.examples ?? '', '--seed', values.seed ?? '', '--workers', '2'],
        ...['--continue-on-failure', '--suppress-health-check', 'all', '--no-shrink'],
        ...['--request-timeout', '30', '--warnings', 'off'],
        ...(values.only ? ['--include-operation-id-regex', values.only] : []),
        ...without.flatMap((id) => ['--exclude-operation-id', id]),
        ...asker,
      ],
      {
        stdio: 'inherit',
        // It keeps what it found in a folder of its own, below this one.
        cwd: cacheFolder('fuzz'),
        env: {
          ...process.env,
          PYTHONPATH: fileURLToPath(new URL('./', import.meta.url)),
          SCHEMATHESIS_HOOKS: 'checks',
          FUZZ_SECRETS: product.accounts.map(({ password }) => password).join('\n'),
        },
      },
    );
    const [status] = (await once(asking, 'exit')) as [number | null];
    if (status !== 0) failed += 1;
  }
} finally {
  await product.stop();
}
process.exit(failed === 0 ? 0 : 1);
