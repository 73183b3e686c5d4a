import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';

/** What Jest notes of a `describe`, as far as it is needed here. */
interface Block {
  children: Block[];
}

/** Of Jest, from the environment: what is defined belongs to the current block. */
declare const jestState: { currentDescribeBlock: Block };

/**
 * Loads every file of a folder as part of the test file that calls this. Jest makes a world of its own for each test file,
 * which takes a fifth of a second. Of most tests of rules that would be nine tenths of their time. Those of the API load the
 * whole product each time: in folders they took a fifth less CPU.
 *
 * Each file is a block of its own: what it starts begins with its first test and ends after its last. When seventeen APIs
 * with their workers ran from the first test on, each test took twice as long.
 *
 * @param folder with a slash at its end
 * @throws Error if the folder holds no file
 */
export async function testsIn(folder: URL): Promise<void> {
  const files = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.ts'));
  if (files.length === 0) throw new Error(`no tests in ${folder.pathname}`);
  for (const file of files.sort()) await inBlock(file, () => import(new URL(file, folder).href));
}

/** `describe` itself takes only what defines its tests at once, and an import does not. */
async function inBlock(name: string, define: () => Promise<unknown>): Promise<void> {
  const around = jestState.currentDescribeBlock;
  describe(name, () => {});
  const own = around.children.at(-1);
  if (!own) throw new Error('Jest has made no block');
  jestState.currentDescribeBlock = own;
  try {
    await define();
  } finally {
    jestState.currentDescribeBlock = around;
  }
}
