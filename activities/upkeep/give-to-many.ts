import { Context } from '@temporalio/activity';
import { giveWaiting } from '../../application/complaints/many/give-waiting.ts';
import type { OpeningDependencies } from '../../application/dependencies.ts';
import type { BulkActivities } from '../../workflows/messages/upkeep.ts';

/** How often the engine hears that it goes on, in milliseconds. */
const heartbeats = 3000;

/** What a run of one command for many complaints asks for. */
export function bulkActivities(dependencies: OpeningDependencies): BulkActivities {
  return {
    async giveWaiting(run) {
      const context = Context.current();
      const timer = setInterval(() => context.heartbeat(), heartbeats);
      try {
        return await giveWaiting(dependencies, run);
      } finally {
        clearInterval(timer);
      }
    },
  };
}
