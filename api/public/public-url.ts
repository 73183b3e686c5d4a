import type { Pack } from '../../packs/schema.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** Where customers of an organisation reach the API: its own address, or that of the server. */
export function publicUrlOf(dependencies: Pick<ApiDependencies, 'publicUrl' | 'publicUrls'>, pack: Pack): string {
  return dependencies.publicUrls?.[pack.id]?.publicUrl ?? pack.contact?.publicUrl ?? dependencies.publicUrl;
}
