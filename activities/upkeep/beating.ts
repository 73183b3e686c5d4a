import { Context } from '@temporalio/activity';

/** How often the engine hears that an activity goes on, in milliseconds. */
const heartbeats = 3000;

/** Does an activity's work while the engine hears that it goes on. */
export async function beating<Result>(work: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), heartbeats);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
