import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { faultsOf, faultsOfComments, mostWords } from '../../scripts/plain-language/faults.ts';

const sentence = (words: number) => `${Array.from({ length: words }, () => 'word').join(' ')}.`;

test('a word of the dialect is a fault, with its line and what to write instead', () => {
  expect(faultsOf('# Title\n\nIt is for whoever asks.\nOr a case wherein nobody acts.')).toEqual([
    { line: 3, says: '"whoever": name the person: the user, the caller, the customer' },
    { line: 3, says: '"wherein": in which' },
  ]);
});

test('a sentence of 30 words passes and one of 31 does not, also if it runs over several lines', () => {
  expect(faultsOf(`${sentence(mostWords)} ${sentence(mostWords)}`)).toEqual([]);
  expect(faultsOf(sentence(mostWords + 1))).toHaveLength(1);
  expect(faultsOf(`- ${sentence(mostWords + 1).replaceAll(' ', '\n  ')}`)).toHaveLength(1);
});

test('code is no prose, a code name and a link are as long as they read, and each cell of a table stands alone', () => {
  expect(faultsOf(`\`\`\`sh\n${sentence(40)} whoever\n\`\`\``)).toEqual([]);
  expect(faultsOf(`Run \`${sentence(40)}\` and see [the page](a/b/c.md).`)).toEqual([]);
  expect(faultsOf(`| ${sentence(20)} | ${sentence(20)} |`)).toEqual([]);
  expect(faultsOf(`| ${sentence(31)} | short |`)).toHaveLength(1);
});

test('a word of the dialect in a comment is a fault, and none in code', () => {
  const code = ["const whoever = 'whoever';", '/** For whoever asks. */', 'run(); // by whoever', ' * whoever'].join(
    '\n',
  );
  expect(faultsOfComments(code).map(({ line }) => line)).toEqual([2, 3, 4]);
});

function lint(...paths: string[]) {
  const command = ['--import', 'tsx', 'scripts/plain-language.ts', ...paths];
  const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout };
}

test('`npm run lint:language` fails with file and line, and the documents of the product pass', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inaya-language-'));
  writeFileSync(join(folder, 'page.md'), 'Fine.\n\nFor whoever reads it.\n');
  expect(lint(folder)).toMatchObject({ status: 1, stdout: expect.stringContaining(`${folder}/page.md:3: "whoever"`) });
  expect(lint()).toEqual({ status: 0, stdout: '' });
});
