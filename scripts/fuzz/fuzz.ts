/**
 * `npm run fuzz`: schemathesis asks every operation of the product's own document, as each role and as nobody. It sends what the
 * document allows, and what it does not. Ends with 1 if an answer is a 5xx other than the stated 503 or is not in the
 * document. So it does if one tells a secret or a stack. Starts a product of its own, and needs Python 3.10 or later.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../../local/folders.ts';
import { startedProduct } from '../measuring/started-product.ts';

const version = '4.32.5';

const { values } = parseArgs({
  options: {
    /** Requests of each kind for each operation, about. */
    examples: { type: 'string', default: '20' },
    roles: { type: 'string', default: 'agent,supervisor,manager,auditor,nobody' },
    organisation: { type: 'string', default: 'sandbox' },
    seed: { type: 'string', default: '1' },
  },
});

/** What is asked of every answer. The others of schemathesis know no rule that a schema cannot say, such as an order of steps. */
const checks = [
  ...['status_code_conformance', 'content_type_conformance', 'response_schema_conformance'],
  ...['response_headers_conformance', 'tells_nothing_of_ours', 'refuses_only_for_load'],
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

const program = schemathesis();
const product = await startedProduct('fuzz');
let failed = 0;
try {
  for (const role of (values.roles ?? '').split(',')) {
    const account = product.accounts.find((one) => one.organisation === values.organisation && one.role === role);
    if (!account && role !== 'nobody') throw new Error(`${values.organisation} has no account of the role ${role}`);
    const signedIn = account ? ['--header', `Authorization: Bearer ${await product.tokenOf(account)}`] : [];
    console.log(`\n== ${role}`);
    const { status } = spawnSync(
      program,
      [
        ...['run', `${product.api}/openapi.json`, '--checks', checks, '--phases', 'examples,fuzzing'],
        ...[
          '--max-examples',
          values.examples ?? '',
          '--seed',
          values.seed ?? '',
          '--workers',
          '2',
          '--continue-on-failure',
        ],
        ...['--suppress-health-check', 'all', '--no-shrink', '--request-timeout', '30', '--warnings', 'off'],
        ...without.flatMap((id) => ['--exclude-operation-id', id]),
        ...signedIn,
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
    if (status !== 0) failed += 1;
  }
} finally {
  await product.stop();
}
process.exit(failed === 0 ? 0 : 1);
