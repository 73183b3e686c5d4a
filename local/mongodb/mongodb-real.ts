import { fileURLToPath } from 'node:url';
import { DOWNLOAD_LIMIT_MS, type Way } from '../fallbacks.ts';
import { cacheFolder } from '../folders.ts';
import { onPath, runCommand } from '../processes/run-command.ts';

/** A program that serves MongoDB on a port from a folder. */
export interface MongoProgram {
  way: string;
  command: string;
  args: (port: number) => string[];
}

/** The ways to a real mongod, in their order; it keeps its data in `folder`. */
export function realWays(folder: string): Way<MongoProgram>[] {
  const program = async (path: string | undefined, way: string): Promise<MongoProgram | undefined> => {
    if (!path) return undefined;
    await runCommand(path, ['--version'], { limitMs: DOWNLOAD_LIMIT_MS });
    return { way, command: path, args: (port) => mongodArguments(folder, port) };
  };
  return [
    {
      name: 'mongod on PATH',
      advice: 'Put MongoDB 7 or later (`mongod`) on PATH.',
      attempt: () => program(onPath('mongod'), 'mongod on PATH'),
    },
    {
      name: 'MONGOMS_SYSTEM_BINARY',
      advice: 'Set MONGOMS_SYSTEM_BINARY to the file of a mongod, or MONGODB_URI to a running server.',
      attempt: () => program(process.env.MONGOMS_SYSTEM_BINARY, 'MONGOMS_SYSTEM_BINARY'),
    },
    {
      name: 'download of MongoDB',
      advice: 'Allow this machine to reach fastdl.mongodb.org.',
      download: true,
      attempt: async () => program(await downloaded(), 'download of MongoDB'),
    },
  ];
}

function mongodArguments(folder: string, port: number): string[] {
  return ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--wiredTigerCacheSizeGB', '0.25'];
}

/** The binary that mongodb-memory-server-core keeps in our cache, fetched at the first call. */
async function downloaded(): Promise<string> {
  const script = fileURLToPath(new URL('./mongodb-download-process.ts', import.meta.url));
  const folder = cacheFolder('bin');
  const printed = await runCommand(process.execPath, ['--import', 'tsx', script, folder], {
    silenceMs: DOWNLOAD_LIMIT_MS,
  });
  const path = printed.trim().split('\n').at(-1);
  if (!path) throw new Error('the download left no file');
  return path;
}
