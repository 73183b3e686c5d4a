import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstWay } from '../fallbacks.ts';
import { cacheFolder } from '../folders.ts';
import { classPath } from '../mongodb/jars.ts';
import { isExecutable, onPath } from '../processes/run-command.ts';
import { downloadBySdk } from './sdk-download.ts';

/** What `TestWorkflowEnvironment.createTimeSkipping({ server: { executable } })` needs. */
export interface TimeSkippingExecutable {
  type: 'existing-path';
  path: string;
}

/** Makes sure that Temporal's time-skipping test server is there: the SDK's download, else the one for the JVM. */
export async function timeSkippingExecutable(): Promise<TimeSkippingExecutable> {
  const path = await firstWay('a time-skipping test server', [
    {
      name: 'an earlier download',
      advice: "Put Temporal's test server, `temporal-test-server`, into the folder bin of INAYA_CACHE_DIR.",
      attempt: async () => earlier(cacheFolder('bin')),
    },
    {
      name: "the Temporal SDK's download of the test server",
      advice: 'Allow this machine to reach temporal.download.',
      download: true,
      attempt: () => downloadBySdk('time-skipping', cacheFolder('bin')),
    },
    {
      name: 'the test server for the JVM',
      advice: 'Install a JDK 17 or later and Maven, with a repository that answers.',
      attempt: onTheJvm,
    },
  ]);
  return { type: 'existing-path', path };
}

function earlier(folder: string): string | undefined {
  const name = readdirSync(folder).find((file) => file.startsWith('temporal-test-server'));
  const path = name && join(folder, name);
  return path && isExecutable(path) ? path : undefined;
}

/** The SDK wants one executable file, so a small script stands before the JVM. */
async function onTheJvm(): Promise<string> {
  const classes = await classPath(fileURLToPath(new URL('../time-skipping', import.meta.url)));
  const memory = '-Xms64m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1';
  const script = join(cacheFolder('java'), 'time-skipping-server.sh');
  const lines = [
    '#!/bin/sh',
    '# Only the port is passed on: with --enable-time-skipping the clock would run during workflow tasks.',
    `exec "${onPath('java')}" ${memory} -cp "${classes}" io.temporal.testserver.TestServer "$1"`,
  ];
  // Written aside and renamed: a test that starts at the same time never runs half a script.
  const aside = `${script}.${process.pid}`;
  writeFileSync(aside, `${lines.join('\n')}\n`, { mode: 0o755 });
  renameSync(aside, script);
  return script;
}
