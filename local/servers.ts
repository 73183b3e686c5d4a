import { SetupError, say, step } from './console.ts';
import { dataFolder } from './folders.ts';
import { mongoAnswers, startMongo } from './mongodb/mongodb-server.ts';
import { isAlive, myself, stopProcess } from './processes/server-process.ts';
import { oneAtATime } from './processes/start-lock.ts';
import { readServersFile, type ServerRecord, updateServersFile } from './servers-file.ts';
import { startTemporal, temporalAnswers } from './temporal/temporal-server.ts';

/** Where the two servers are; without `uiAddress` if they were there already. */
export interface Servers {
  temporalAddress: string;
  mongodbUri: string;
  uiAddress?: string;
  /** How MongoDB was found, for the start-up check. */
  mongodbWay: string;
  /** Stops the servers that this process answers for, and no other. */
  stop: () => Promise<void>;
}

export interface ServersWanted {
  dataDir?: string;
  /** The port of the Temporal UI; without it there is none. */
  uiPort?: number;
  /**
   * Whether the data goes with the servers, as in a test run: the engine then makes nothing safe from a loss of power. Tests
   * that kill servers need those that do.
   */
  throwaway?: boolean;
}

/**
 * Gives a Temporal server and a MongoDB. Those of the environment (TEMPORAL_ADDRESS, MONGODB_URI) are taken as they are.
 * Those of an earlier start in the same data folder are used again while they answer. The others are started.
 */
export async function startServers(wanted: ServersWanted = {}): Promise<Servers> {
  const dataDir = wanted.dataDir ?? dataFolder();
  return oneAtATime(dataDir, async () => {
    const [temporal, mongodb] = await Promise.allSettled([provideTemporal(dataDir, wanted), provideMongo(dataDir)]);
    const stop = () => stopOwnServers(dataDir);
    if (temporal.status === 'rejected' || mongodb.status === 'rejected') {
      await stop();
      throw temporal.status === 'rejected' ? temporal.reason : (mongodb as PromiseRejectedResult).reason;
    }
    return { ...temporal.value, ...mongodb.value, stop };
  });
}

/** Stops the servers of a data folder whose owner is this process. */
export async function stopOwnServers(dataDir: string): Promise<void> {
  const { temporal, mongodb } = readServersFile(dataDir);
  const stopIfMine = async (server?: ServerRecord) => {
    if (server && isMine(server)) await stopProcess(server.process);
  };
  await Promise.all([stopIfMine(temporal), stopIfMine(mongodb)]);
}

async function provideTemporal(dataDir: string, wanted: ServersWanted) {
  const given = process.env.TEMPORAL_ADDRESS;
  if (given) return { temporalAddress: given };
  const before = readServersFile(dataDir).temporal;
  const usable = before && (await kept('Temporal', before, temporalAnswers));
  if (before && usable) {
    updateServersFile(dataDir, { temporal: { ...before, owner: usable } });
    return { temporalAddress: before.address, ...uiOf(before) };
  }
  const wished = { ...wanted, port: portOf(before?.address) };
  const started = await step('starting a Temporal server', () =>
    startTemporal(dataDir, wished, (record) => {
      updateServersFile(dataDir, { temporal: { ...record, owner: ownerOf(before) } });
    }),
  );
  say(`  Temporal: ${started.address}, by ${started.way}`);
  return { temporalAddress: started.address, ...uiOf(started) };
}

function uiOf({ uiAddress }: { uiAddress?: string }): { uiAddress?: string } {
  return uiAddress ? { uiAddress } : {};
}

async function provideMongo(dataDir: string) {
  const given = process.env.MONGODB_URI;
  if (given) return { mongodbUri: given, mongodbWay: 'MONGODB_URI' };
  const before = readServersFile(dataDir).mongodb;
  const usable = before && (await kept('MongoDB', before, mongoAnswers));
  if (before && usable) {
    updateServersFile(dataDir, { mongodb: { ...before, owner: usable } });
    return { mongodbUri: before.address, mongodbWay: before.way };
  }
  const started = await step('starting a MongoDB server', () =>
    startMongo(dataDir, { port: portOf(before?.address) }, (record) => {
      updateServersFile(dataDir, { mongodb: { ...record, owner: ownerOf(before) } });
    }),
  );
  say(`  MongoDB: ${started.address}, by ${started.way}`);
  return { mongodbUri: started.address, mongodbWay: started.way };
}

/** Whether a server of an earlier start can be used again, and who answers for it from now on. */
async function kept(name: string, server: ServerRecord, answers: (address: string) => Promise<boolean>) {
  if (!isAlive(server.process)) return undefined;
  if (await answers(server.address)) {
    const owner = ownerOf(server);
    const until = owner.pid === process.pid ? '' : `, as long as process ${owner.pid} runs, which started it`;
    say(`- ${name} is still running at ${server.address} and is used again${until}`);
    return owner;
  }
  if (isAlive(server.owner) && !isMine(server)) {
    const who = `process ${server.owner.pid}, which is still running`;
    throw new SetupError(`${name} at ${server.address} does not answer; it belongs to ${who}: end that one first.`);
  }
  say(`- ${name} of an earlier start does not answer any more and is replaced`);
  await stopProcess(server.process);
  return undefined;
}

/** A server belongs to the start that began it; when that one was killed, to the start that found it. */
function ownerOf(server: ServerRecord | undefined) {
  return server && isAlive(server.owner) ? server.owner : myself();
}

function isMine(server: ServerRecord): boolean {
  const me = myself();
  return server.owner.pid === me.pid && server.owner.born === me.born;
}

function portOf(address: string | undefined): number | undefined {
  const port = address && /:(\d+)(\/|$)/.exec(address)?.[1];
  return port ? Number(port) : undefined;
}
