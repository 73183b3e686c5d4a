/**
 * `npm run keys:certify`: lists the keys by which API and workers sign, one a line. With `--root <file> --from <date> --to <date>`
 * it reads such a list, and prints a certificate for each. The root key need not be on the server, and needs no settings.
 */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readEnv } from '../config/env.ts';
import { commandKeysOf, keysToCertify } from '../db/command-signatures.ts';
import { certificatesIn, certificateText, type SigningPurpose } from '../db/key-certificates.ts';

const usage = 'npm run keys:certify -- --root <private key in PEM> --from <date> --to <date> < <list of keys>';

const { values } = parseArgs({
  options: { root: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
});
if (values.root === undefined) list();
else certify(values.root, instantOf(values.from), instantOf(values.to));

function list(): void {
  for (const { key, purpose, publicKey } of keysToCertify(commandKeysOf(readEnv(), 'api')))
    console.log(key, purpose, publicKey);
}

function certify(file: string, from: string, to: string): void {
  const root = createPrivateKey(readFileSync(file));
  if (root.asymmetricKeyType !== 'ed25519') end(`${file} is not an Ed25519 key`);
  const lines = readFileSync(0, 'utf8').split('\n').filter(Boolean);
  for (const line of lines) {
    const [key = '', purpose = '', publicKey = ''] = line.trim().split(/\s+/);
    const text = certificateText(root, { key, purpose: purpose as SigningPurpose, publicKey, from, to });
    certificatesIn(text);
    console.log(text);
  }
}

function instantOf(given: string | undefined): string {
  const at = Date.parse(given ?? '');
  return Number.isNaN(at) ? end(`${usage}: a date like 2027-01-01, or an instant`) : new Date(at).toISOString();
}

function end(why: string): never {
  console.error(why);
  process.exit(2);
}
