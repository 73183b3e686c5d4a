import { fileURLToPath } from 'node:url';
import type { Way } from '../fallbacks.ts';
import { onPath } from '../processes/run-command.ts';
import { classPath } from './jars.ts';
import type { MongoProgram } from './mongodb-real.ts';

/** How a server calls itself that is not MongoDB; the start-up check shows it. */
export const STAND_IN = 'stand-in for MongoDB (mongo-java-server, for development only)';

/** The last way: a Java program that speaks MongoDB's protocol and keeps its data in one file. */
export function standInWay(file: string): Way<MongoProgram> {
  return {
    name: STAND_IN,
    advice: 'Install a JDK 17 or later and Maven, with a repository that answers.',
    attempt: async () => {
      const classes = await classPath(fileURLToPath(new URL('../mongodb-stand-in', import.meta.url)));
      const java = onPath('java') ?? 'java';
      // The second compiler of the JVM spends ten seconds of CPU in the first minute, and saves half a second of each later one.
      const machine = ['-Xms32m', '-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
      return {
        way: STAND_IN,
        command: java,
        args: (port) => [...machine, '-cp', classes, 'StandIn', file, String(port)],
      };
    },
  };
}
