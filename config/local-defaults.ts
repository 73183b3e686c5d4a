import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm start` found out and wrote into its data folder. */
export interface AddressesOfStart {
  TEMPORAL_ADDRESS?: string;
  MONGODB_URI?: string;
  INAYA_SECRET?: string;
  INAYA_MASTER_KEYS?: string;
  WORKER_METRICS_PORT?: string;
}

/** Reads `servers.json`, `secrets.json` and `master-keys.json` of the data folder; whatever is not there stays unset. */
export function localDefaults(dataDir = '.inaya'): AddressesOfStart {
  const servers = read(join(dataDir, 'servers.json')) as {
    temporal?: Address;
    mongodb?: Address;
    workerMetrics?: string;
  };
  const secrets = read(join(dataDir, 'secrets.json')) as { INAYA_SECRET?: string };
  const found = {
    TEMPORAL_ADDRESS: servers.temporal?.address,
    MONGODB_URI: servers.mongodb?.address,
    INAYA_SECRET: secrets.INAYA_SECRET,
    INAYA_MASTER_KEYS: (read(join(dataDir, 'master-keys.json')) as AddressesOfStart).INAYA_MASTER_KEYS,
    // A worker that takes the place of one that has ended shows its metrics at the address where the API looks for them.
    WORKER_METRICS_PORT: servers.workerMetrics?.split(':').at(-1),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

interface Address {
  address: string;
}

function read(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch {
    return {};
  }
}
