/** `npm run data:compact`: has the server of MONGODB_URI compact what erasures and retention have left in its files. */
import { compact, NotCompacted } from '../db/privacy/compaction.ts';
import { onData } from './on-data.ts';

await onData(async (database) => {
  try {
    const { server, others, bytesFreed } = await compact(database);
    console.log(`${server} has compacted its files, and given back ${bytesFreed} bytes.`);
    if (others.length > 0) {
      console.log(`Run it at each other member too, with directConnection=true: ${others.join(', ')}.`);
    }
  } catch (error) {
    if (!(error instanceof NotCompacted)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
});
