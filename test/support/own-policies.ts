import { readFileSync, writeFileSync } from 'node:fs';
import { soundPolicies } from '../../api/publish-policies.ts';
import { policyFolders } from '../../packs/policy-folders.ts';

type SoundPolicies = ReturnType<typeof soundPolicies>;

/** Reads and checks the product's own policies once for a whole test run: that takes longer than most tests. */
export function keepOwnPolicies(file: string): void {
  writeFileSync(file, JSON.stringify(soundPolicies(policyFolders(undefined))));
  process.env.INAYA_TEST_POLICIES = file;
}

/** The product's own policies, as the test run has read and checked them. */
export function ownPolicies(): SoundPolicies {
  return JSON.parse(readFileSync(process.env.INAYA_TEST_POLICIES ?? '', 'utf8')) as SoundPolicies;
}
