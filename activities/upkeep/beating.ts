import { Context } from '@temporalio/activity';

/** How often the engine hears that an activity goes on, in milliseconds. */
const heartbeats = 3000;

/** Does an activity's work while the engine hears that it goes on. */
export async function beating(work: () => Promise<void>): Promise<void> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), heartbeats);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
}
