// `npm run servers`: brings back the servers of the data folder that are not running, at the addresses they had.

import { SetupError, say } from './console.ts';
import { makeOwnFilesOnly } from './folders.ts';
import { startServers } from './servers.ts';

makeOwnFilesOnly();
try {
  const servers = await startServers();
  say(`Temporal  ${servers.temporalAddress}${servers.uiAddress ? `, UI ${servers.uiAddress}` : ''}`);
  say(`MongoDB   ${servers.mongodbUri}`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
