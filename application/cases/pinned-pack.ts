import type { CaseView } from '../../domain/case/view.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';

/** The version of the pack that a case is pinned to; undefined if it is not among these. */
export function packOfVersion(
  packs: readonly Pack[],
  view: Pick<CaseView, 'organisation' | 'policyVersion'>,
): Pack | undefined {
  return packs.find(({ id, version }) => id === view.organisation && version === view.policyVersion);
}

/** The version of the pack that the case of this request is pinned to. */
export function pinnedPack({ dependencies, found, pack }: Pick<Call, 'dependencies' | 'found' | 'pack'>): Pack {
  return packOfVersion(dependencies.packs, found.view) ?? pack;
}
