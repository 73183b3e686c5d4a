// Run by mongodb-real.ts with the folder to put it in: downloads a mongod and prints its path as the last line.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MongoBinary } from 'mongodb-memory-server-core';

const [downloadDir = ''] = process.argv.slice(2);

let seen = 0;
setInterval(() => {
  // The file on the way has a name of its own; any growth shows that the server answers.
  const sizes = readdirSync(downloadDir).map(
    (name) => statSync(join(downloadDir, name), { throwIfNoEntry: false })?.size ?? 0,
  );
  const size = sizes.reduce((sum, each) => sum + each, 0);
  if (size > seen) process.stdout.write('.\n');
  seen = size;
}, 1000).unref();

try {
  const path = await MongoBinary.getPath({ downloadDir, version: '8.0.38' });
  process.stdout.write(`\n${path}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
