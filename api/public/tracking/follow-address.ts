import type { Call } from '../../../application/call.ts';
import { readingSecret } from '../../../application/cases/reading/find-by-secret.ts';

/** The address of a complaint's page, with a secret that reads and does not act. */
export async function followAddress({ dependencies, pack }: Pick<Call, 'dependencies' | 'pack'>, number: string) {
  const secret = await readingSecret(dependencies, { organisation: pack.id, number });
  return `/public/organisations/${pack.id}/complaints/${number}/follow/${secret}`;
}
