import { readFileSync } from 'node:fs';
import { SECRETS } from './env-schema.ts';

/** The environment with the content of each secret's file under the secret's name; what is wrong goes to `problems`. */
export function withSecretFiles(source: NodeJS.ProcessEnv, problems: string[]): NodeJS.ProcessEnv {
  const result = { ...source };
  for (const name of SECRETS) {
    const file = source[`${name}_FILE`];
    if (!file) continue;
    if (source[name]) problems.push(`${name}: is set both by itself and by ${name}_FILE`);
    try {
      result[name] = readFileSync(file, 'utf8').trim();
    } catch {
      problems.push(`${name}_FILE: ${file} cannot be read`);
    }
  }
  return result;
}
