import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { SetupError, say } from '../console.ts';
import { firstWay } from '../fallbacks.ts';
import { freePort } from '../processes/free-port.ts';
import { isAlive, lastLines, type ProcessRecord, spawnServer } from '../processes/server-process.ts';
import { type MongoProgram, realWays } from './mongodb-real.ts';
import { standInWay } from './mongodb-stand-in.ts';

export interface StartedMongo {
  address: string;
  way: string;
  process: ProcessRecord;
}

/** Starts a MongoDB, or what stands in for it, on a free port of 127.0.0.1, its files in the data folder. */
export async function startMongo(
  dataDir: string,
  wished: { port?: number },
  noteDown: (started: StartedMongo) => void,
): Promise<StartedMongo> {
  return serveMongo(await mongoProgram(dataDir), join(dataDir, 'logs', 'mongodb.log'), wished, noteDown);
}

/**
 * Runs a program that serves MongoDB and waits until it answers. `noteDown` is called before that, so that a start
 * that is killed meanwhile leaves no server unknown.
 */
export async function serveMongo(
  program: MongoProgram,
  log: string,
  wished: { port?: number } = {},
  noteDown: (started: StartedMongo) => void = () => {},
): Promise<StartedMongo> {
  const port = await freePort(wished.port);
  const record = spawnServer(program.command, program.args(port), log);
  const address = `mongodb://127.0.0.1:${port}/inaya`;
  const started = { address, way: program.way, process: record };
  noteDown(started);
  const until = Date.now() + 30_000;
  while (!(await mongoAnswers(address))) {
    if (!isAlive(record)) throw new SetupError(`MongoDB ended at once; the end of ${log}:\n${lastLines(log)}`);
    if (Date.now() > until) throw new SetupError(`MongoDB did not answer within 30 s; see ${log}.`);
    await sleep(50);
  }
  return started;
}

/** A data folder stays with the kind of server that made it: neither can read the other's files. */
async function mongoProgram(dataDir: string): Promise<MongoProgram> {
  const folder = join(dataDir, 'mongodb');
  const file = join(dataDir, 'mongodb-stand-in.mv');
  const standIn = standInWay(file);
  const real = realWays(folder);
  if (existsSync(file)) {
    say(`- the data is in ${file}, so the stand-in serves it`);
    return firstWay('a MongoDB server for the data that is there', [standIn]);
  }
  mkdirSync(folder, { recursive: true });
  const known = readdirSync(folder).length > 0;
  return firstWay('a MongoDB server', known ? real : [...real, standIn]);
}

/** Whether a MongoDB answers there. */
export async function mongoAnswers(uri: string): Promise<boolean> {
  const options = { serverSelectionTimeoutMS: 1_500, connectTimeoutMS: 1_500, socketTimeoutMS: 5_000, maxPoolSize: 1 };
  const connection = mongoose.createConnection(uri, options);
  try {
    await connection.asPromise();
    await connection.db?.command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await connection.close(true).catch(() => {});
  }
}
