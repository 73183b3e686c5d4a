import { type Env, schema } from './env-schema.ts';
import { type AddressesOfStart, localDefaults } from './local-defaults.ts';
import { withSecretFiles } from './secret-files.ts';

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
  if (problems.length || !parsed.data) throw new EnvError(problems);
  return parsed.data;
}

/** Says every setting that is missing or wrong, one a line. */
export class EnvError extends Error {
  override name = 'EnvError';

  constructor(problems: string[]) {
    super(`The environment of this process is not complete:\n${problems.map((each) => `  - ${each}`).join('\n')}`);
  }
}
