import { spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

// The rule file is run on a small tree with one wrong import per cell of the table, and with the right ones beside.
const root = process.cwd();
const tree = mkdtempSync(join(tmpdir(), 'inaya-imports-'));

/** An importing file, what it imports, by type or by value, and the rule that must complain, or `allowed`. */
const imports: [from: string, to: string, how: 'type' | 'value', rule: string][] = [
  ['domain/a.ts', 'packs/p.ts', 'value', 'domain-stands-alone'],
  ['domain/b.ts', 'db/d.ts', 'type', 'domain-stands-alone'],
  ['domain/c.ts', 'node:fs', 'value', 'domain-is-pure'],
  ['domain/d.ts', 'zod', 'type', 'domain-is-pure'],
  ['domain/e.ts', '@noble/hashes/sha2.js', 'value', 'allowed'],
  ['packs/a.ts', 'db/d.ts', 'value', 'packs'],
  ['packs/b.ts', 'domain/r.ts', 'value', 'allowed'],
  ['workflows/a.ts', 'db/d.ts', 'type', 'workflows'],
  ['workflows/b.ts', 'activities/x.ts', 'value', 'workflows-know-activities-by-type'],
  ['workflows/c.ts', 'activities/x.ts', 'type', 'allowed'],
  ['workflows/d.ts', 'mongoose', 'value', 'workflows-is-pure'],
  ['workflows/e.ts', 'node:crypto', 'value', 'workflows-is-pure'],
  ['workflows/f.ts', '@temporalio/workflow', 'value', 'allowed'],
  ['activities/a.ts', 'workflows/runner/run-case.ts', 'value', 'activities'],
  ['activities/b.ts', 'workflows/messages.ts', 'value', 'activities-know-messages-by-type'],
  ['activities/c.ts', 'workflows/messages.ts', 'type', 'allowed'],
  ['activities/d.ts', 'api/r.ts', 'value', 'activities'],
  ['activities/e.ts', 'config/env.ts', 'value', 'env-for-entry-points-only'],
  ['db/a.ts', 'domain/r.ts', 'value', 'db-knows-domain-by-type'],
  ['db/b.ts', 'domain/r.ts', 'type', 'allowed'],
  ['db/c.ts', 'packs/p.ts', 'type', 'db'],
  ['reports/a.ts', 'db/d.ts', 'type', 'reports'],
  ['reports/b.ts', 'node:fs', 'value', 'reports-is-pure'],
  ['reports/c.ts', 'packs/p.ts', 'value', 'allowed'],
  ['db/e.ts', 'reports/r.ts', 'value', 'db-knows-reports-by-type'],
  ['db/f.ts', 'reports/r.ts', 'type', 'allowed'],
  ['application/g.ts', 'reports/r.ts', 'value', 'allowed'],
  ['temporal/a.ts', 'db/d.ts', 'value', 'temporal'],
  ['api/a.ts', 'workflows/runner/run-case.ts', 'value', 'api-knows-workflows-by-messages'],
  ['api/b.ts', 'workflows/messages.ts', 'value', 'allowed'],
  ['api/c.ts', 'activities/x.ts', 'value', 'api'],
  ['api/d.ts', 'config/env.ts', 'value', 'env-for-entry-points-only'],
  ['api/g.ts', 'db/d.ts', 'type', 'api'],
  ['api/h.ts', 'db/d.ts', 'value', 'api'],
  ['api/i.ts', 'temporal/c.ts', 'type', 'api'],
  ['api/j.ts', 'temporal/c.ts', 'value', 'api'],
  ['api/server.ts', 'config/env.ts', 'value', 'allowed'],
  ['api/server.ts', 'db/d.ts', 'value', 'allowed'],
  ['api/server.ts', 'temporal/c.ts', 'value', 'allowed'],
  ['api/k.ts', 'api/server.ts', 'value', 'api'],
  ['api/f.ts', 'application/p.ts', 'value', 'allowed'],
  ['activities/f.ts', 'application/p.ts', 'value', 'allowed'],
  ['application/a.ts', 'api/r.ts', 'type', 'application'],
  ['application/b.ts', 'db/d.ts', 'value', 'allowed'],
  ['application/d.ts', 'express', 'type', 'application-without-http'],
  ['application/e.ts', 'express-rate-limit', 'value', 'application-without-http'],
  ['application/c.ts', 'config/env.ts', 'value', 'env-for-entry-points-only'],
  ['worker/a.ts', 'workflows/runner/run-case.ts', 'value', 'worker'],
  ['worker/b.ts', 'domain/r.ts', 'value', 'worker-knows-domain-by-type'],
  ['worker/c.ts', 'domain/r.ts', 'type', 'allowed'],
  ['migrations/a.ts', 'workflows/runner/run-case.ts', 'value', 'migrations'],
  ['migrations/b.ts', 'application/tokens/tokens-of.ts', 'value', 'allowed'],
  ['worker/main.ts', 'config/env.ts', 'value', 'allowed'],
  ['domain/loop-a.ts', 'domain/loop-b.ts', 'value', 'no-cycles'],
  // A cycle is reported once, at the file that it was found from.
  ['domain/loop-b.ts', 'domain/loop-a.ts', 'value', 'allowed'],
  ['api/e.ts', 'test/support/t.ts', 'value', 'nothing-imports-tests'],
];

let violations: { from: string; to: string; rule: { name: string } }[];

beforeAll(() => {
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    copyFileSync(join(root, file), join(tree, file));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  const importing = new Set(imports.map(([from]) => from));
  for (const [from, to, how] of imports) {
    write(
      from,
      how === 'type'
        ? `import type { x } from '${path(from, to)}';\nexport type Y = typeof x;`
        : `export * from '${path(from, to)}';`,
    );
  }
  for (const to of new Set(imports.map(([, imported]) => imported))) {
    if (to.endsWith('.ts') && !importing.has(to)) write(to, 'export const x = 1;');
  }
  const folders = [...new Set([...importing].map((file) => file.split('/')[0] ?? ''))];
  const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [depcruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: tree,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  if (!stdout) throw new Error(stderr);
  violations = JSON.parse(stdout).summary.violations;
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(imports)('%s → %s by %s: %s', (from, _to, _how, rule) => {
  const found = violations.filter((violation) => violation.from === from).map((violation) => violation.rule.name);
  if (rule === 'allowed') expect(found).toEqual([]);
  else expect(found).toContain(rule);
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  appendFileSync(join(tree, file), `${text}\n`);
}

function path(from: string, to: string): string {
  if (!to.endsWith('.ts')) return to;
  const way = relative(dirname(from), to);
  return way.startsWith('.') ? way : `./${way}`;
}
