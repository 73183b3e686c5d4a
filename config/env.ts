import { join } from 'node:path';
import { type Env, schema } from './env-schema.ts';
import { type AddressesOfStart, localDefaults } from './local-defaults.ts';
import { withSecretFiles } from './secret-files.ts';

export { openIdOf } from './openid.ts';
export type { Env };

/**
 * The settings of this process, read once from its environment. Fails with the full list of what is wrong.
 * What a running `npm start` wrote into the data folder fills the gaps in local mode, so that `npm run worker` and the
 * scripts find its servers.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const problems: string[] = [];
  const given = withSecretFiles(source, problems);
  const defaults: AddressesOfStart = given.INAYA_MODE === 'production' ? {} : localDefaults(given.INAYA_DATA_DIR);
  const filled = Object.fromEntries(Object.entries({ ...defaults, ...given }).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(filled);
  for (const issue of parsed.error?.issues ?? []) problems.push(`${issue.path.join('.')}: ${issue.message}`);
  const publicUrl = parsed.data && publicUrlOf(parsed.data, problems);
  if (problems.length || !parsed.data || !publicUrl) throw new EnvError(problems);
  return { ...parsed.data, PUBLIC_URL: publicUrl };
}

/** Nobody but its operator knows where customers reach a server; on a person's own machine it is the API itself. */
function publicUrlOf(read: Pick<Env, 'INAYA_MODE' | 'PORT'> & { PUBLIC_URL?: string | undefined }, problems: string[]) {
  if (read.PUBLIC_URL) return read.PUBLIC_URL;
  if (read.INAYA_MODE === 'local') return `http://127.0.0.1:${read.PORT}`;
  problems.push('PUBLIC_URL: is not set: the address at which customers reach the API, like https://care.example.org');
  return undefined;
}

/** Says every setting that is missing or wrong, one a line. */
export class EnvError extends Error {
  override name = 'EnvError';

  constructor(problems: string[]) {
    super(`The environment of this process is not complete:\n${problems.map((each) => `  - ${each}`).join('\n')}`);
  }
}

/** The folder for checkpoints: best one that can be written once only, and is kept apart from the database. */
export function checkpointFolder(env: { INAYA_CHECKPOINT_DIR?: string | undefined; INAYA_DATA_DIR: string }): string {
  return env.INAYA_CHECKPOINT_DIR ?? join(env.INAYA_DATA_DIR, 'checkpoints');
}
