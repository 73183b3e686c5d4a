import type { OpeningDependencies } from '../../application/dependencies.ts';
import { endImport } from '../../application/registry/imports/end-import.ts';
import { prepareBatch } from '../../application/registry/imports/prepare-batch.ts';
import type { Pack } from '../../packs/schema.ts';
import type { ImportActivities } from '../../workflows/messages/upkeep.ts';
import { beating } from './beating.ts';

/** What an import's workflow asks for. */
export function importActivities(
  dependencies: OpeningDependencies,
  packOf: (organisation: string, version: number) => Promise<Pack>,
): ImportActivities {
  return {
    prepareBatch: (batch) => beating(() => prepareBatch(dependencies, packOf, batch)),
    endImport: ({ organisation, number }) => endImport(dependencies, organisation, number, new Date()),
  };
}
