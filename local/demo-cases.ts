import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './console.ts';
import { runCommand } from './processes/run-command.ts';

/** What stands in the data folder: when the made-up cases were first wanted, and whether they are there. */
interface DemoFile {
  /** UTC. */
  at: string;
  isFilled: boolean;
}

const fileOf = (dataDir: string) => join(dataDir, 'demo.json');

/**
 * Notes that a folder is to get made-up cases: a new one, in local mode, unless `INAYA_DEMO` is `off`. A folder in which somebody
 * has worked before gets none. Call it before anything else is put into the folder.
 */
export function planDemoCases(dataDir: string): void {
  const isOff = process.env.INAYA_DEMO === 'off' || (process.env.INAYA_MODE ?? 'local') !== 'local';
  if (isOff || existsSync(join(dataDir, 'accounts.json'))) return;
  keep(dataDir, { at: new Date().toISOString(), isFilled: false });
}

/** Opens them beside everything else, if they are wanted and not all there. A failure is said, and ends nothing. */
export async function fillWithDemoCases(dataDir: string): Promise<void> {
  if (process.env.INAYA_DEMO === 'off' || !existsSync(fileOf(dataDir))) return;
  const planned = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as DemoFile;
  if (planned.isFilled) return;
  try {
    const script = join(import.meta.dirname, '..', 'scripts', 'demo', 'fill.ts');
    await runCommand(process.execPath, ['--import', 'tsx', script, planned.at], { env: { INAYA_DATA_DIR: dataDir } });
    keep(dataDir, { ...planned, isFilled: true });
    say('Made-up cases are there, in every state (INAYA_DEMO=off before the first start leaves a folder empty).');
  } catch (error) {
    say(`The made-up cases are not all there; the next start goes on with them.\n${String(error)}`);
  }
}

function keep(dataDir: string, file: DemoFile): void {
  writeFileSync(fileOf(dataDir), `${JSON.stringify(file)}\n`, { mode: 0o600 });
}
