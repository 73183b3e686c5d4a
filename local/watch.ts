import type { RunningPart } from './parts.ts';
import { say } from './say.ts';
import { endOf, isAlive } from './server-process.ts';
import { readServersFile } from './servers-file.ts';

/** Settings that a command typed into another terminal needs, to find the same installation. */
const SETTINGS = [
  'INAYA_DATA_DIR',
  'POLICIES_DIR',
  'PORT',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'WORKER_METRICS_PORT',
];

/** Says which part or server has ended, how, and how to bring it back. The others keep running. Returns the off switch. */
export function watch(parts: RunningPart[], dataDir: string): () => void {
  let on = true;
  for (const { part, ended, logFile } of parts) {
    void ended.then((how) => {
      if (on) report(`The ${part.name}`, how, `${logFile} has its last words`, `npm run ${part.name}`);
    });
  }
  const gone = new Set<number>();
  const timer = setInterval(() => {
    const { temporal, mongodb } = readServersFile(dataDir);
    for (const [name, server] of Object.entries({ Temporal: temporal, MongoDB: mongodb })) {
      if (!server || gone.has(server.process.pid) || isAlive(server.process)) continue;
      gone.add(server.process.pid);
      report(`The ${name} server`, endOf(server.process), `nothing that it had answered is lost`, 'npm run servers');
    }
  }, 500);
  return () => {
    on = false;
    clearInterval(timer);
  };
}

function report(who: string, how: string, more: string, command: string): void {
  const settings = SETTINGS.filter((name) => process.env[name]).map((name) => `${name}=${process.env[name]} `);
  say(`\n✗ ${who} has ended (${how}); ${more}. The rest keeps running.`);
  say(`  To bring it back, in another terminal: ${settings.join('')}${command}`);
}
