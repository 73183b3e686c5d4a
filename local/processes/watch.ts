import { say } from '../console.ts';
import { readServersFile } from '../servers-file.ts';
import { endOf, isAlive } from './server-process.ts';

/** Settings that a command typed into another terminal needs, to find the same installation. */
const SETTINGS = [
  'INAYA_DATA_DIR',
  'POLICIES_DIR',
  'PORT',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'WORKER_METRICS_PORT',
];

/** What a person types into another terminal to run a script of this very installation. */
export function byHand(script: string): string {
  const settings = SETTINGS.filter((name) => process.env[name]).map((name) => `${name}=${process.env[name]} `);
  return `${settings.join('')}npm run ${script}`;
}

/** Says which server has ended, how, and how to bring it back. The rest keeps running. Returns the off switch. */
export function watchServers(dataDir: string): () => void {
  const gone = new Set<number>();
  const timer = setInterval(() => {
    const { temporal, mongodb } = readServersFile(dataDir);
    for (const [name, server] of Object.entries({ Temporal: temporal, MongoDB: mongodb })) {
      if (!server || gone.has(server.process.pid) || isAlive(server.process)) continue;
      gone.add(server.process.pid);
      const how = endOf(server.process);
      say(`\n✗ The ${name} server has ended (${how}); nothing that it had answered is lost. The rest keeps running.`);
      say(`  To bring it back, in another terminal: ${byHand('servers')}`);
    }
  }, 500);
  return () => clearInterval(timer);
}
