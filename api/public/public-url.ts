import type { Dependencies } from '../../application/dependencies.ts';
import type { Pack } from '../../packs/schema.ts';

/** Where customers of an organisation reach the API: its own address, or that of the server. */
export function publicUrlOf(dependencies: Pick<Dependencies, 'publicUrl' | 'publicUrls'>, pack: Pack): string {
  return dependencies.publicUrls?.[pack.id]?.publicUrl ?? pack.contact?.publicUrl ?? dependencies.publicUrl;
}
