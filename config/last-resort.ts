/** What a process does with an error that nobody expected. */
import type { Logger } from 'pino';

/** How long the process may take to end in order. */
const endingMs = 10_000;

/**
 * From now on an error that nobody catches is logged and noted, and ends the process in order. What is under way is
 * brought to its end. What watches over the process starts it again: nobody knows what such an error has left behind.
 */
export function endOnUnexpected(logger: Logger, note: () => Promise<unknown>, end: () => Promise<unknown>): void {
  let isEnding = false;
  process.on('uncaughtException', (error, origin) => {
    logger.fatal({ err: error, origin }, 'nobody has expected this error: the process ends');
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), endingMs);
    // A note may need what the end closes.
    void note()
      .catch((failure: unknown) => logger.error({ err: failure }, 'the end could not be noted'))
      .then(end)
      .catch((failure: unknown) => logger.error({ err: failure }, 'the end was not in order'))
      .then(() => process.exit(1));
  });
}
