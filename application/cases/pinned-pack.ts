import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';

/** The version of the pack that the case of this request is pinned to. */
export function pinnedPack({ dependencies, found, pack }: Pick<Call, 'dependencies' | 'found' | 'pack'>): Pack {
  const { policyVersion } = found.view;
  return dependencies.packs.find(({ id, version }) => id === found.organisation && version === policyVersion) ?? pack;
}
