import { Client, Connection } from '@temporalio/client';
import { dataConverter } from './data-converter.ts';
import type { EngineAccess } from './engine-access.ts';

/** A client of the engine; rejects within five seconds if none answers. */
export async function connectTemporal(address: string, namespace: string, access: EngineAccess = {}): Promise<Client> {
  const connection = await Connection.connect({ address, connectTimeout: '5s', ...access });
  return new Client({ connection, namespace, dataConverter });
}
