import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cacheFolder } from '../../../local/folders.ts';
import { type RunningApi, secret } from '../api/running-api.ts';
import { masterKeysSetting } from '../samples/master-keys.ts';

/** `npm run replay` as an operator runs it: what it prints, and how it ends. By the workflow code that lies in a data folder. */
export async function replayCommand(
  { temporal, database }: RunningApi,
  number: string,
  { dataFolder = cacheFolder('test'), more = [] }: { dataFolder?: string; more?: string[] } = {},
): Promise<{ printed: string; lines: string[]; code: number }> {
  const { TEMPORAL_ADDRESS, MONGODB_URI = '' } = process.env;
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: temporal.options.namespace,
    MONGODB_URI: MONGODB_URI.replace(/\/[^/?]*(\?.*)?$/, `/${database.connection.name}$1`),
    INAYA_SECRET: secret,
    INAYA_MASTER_KEYS: masterKeysSetting,
    INAYA_DATA_DIR: dataFolder,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/replay.ts', number, ...more], { env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { printed, lines: printed.trim().split('\n'), code };
}
