import { Context } from '@temporalio/activity';
import type { OpeningDependencies } from '../../application/dependencies.ts';
import { endImport } from '../../application/registry/imports/end-import.ts';
import { prepareBatch } from '../../application/registry/imports/prepare-batch.ts';
import type { Pack } from '../../packs/schema.ts';
import type { ImportActivities } from '../../workflows/messages/upkeep.ts';

/** How often the engine hears that a batch goes on, in milliseconds. */
const heartbeats = 3000;

/** What an import's workflow asks for. */
export function importActivities(
  dependencies: OpeningDependencies,
  packOf: (organisation: string, version: number) => Promise<Pack>,
): ImportActivities {
  return {
    async prepareBatch(batch) {
      const context = Context.current();
      const timer = setInterval(() => context.heartbeat(), heartbeats);
      try {
        await prepareBatch(dependencies, packOf, batch);
      } finally {
        clearInterval(timer);
      }
    },
    endImport: ({ organisation, number }) => endImport(dependencies, organisation, number, new Date()),
  };
}
