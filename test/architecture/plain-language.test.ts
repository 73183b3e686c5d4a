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

test('a sentence of 25 words passes and one of 26 does not, also if it runs over several lines', () => {
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

test('a comment may have sentences of 25 words and no longer ones, also if they run over several lines', () => {
  const overLines = sentence(mostWords + 1).replaceAll(' ', '\n * ');
  expect(faultsOfComments(`/**\n * ${sentence(mostWords)}\n * ${sentence(mostWords)}\n */`)).toEqual([]);
  expect(faultsOfComments(`run();\n/**\n * Short.\n *\n * ${overLines}\n */`)).toEqual([
    { line: 5, says: '26 words in a sentence: word word word word word word …' },
  ]);
  expect(faultsOfComments(`// ${sentence(26).replaceAll(' ', '\n// ')}`)).toHaveLength(1);
  expect(faultsOfComments(`const text = '${sentence(26)}';\nrun(); // ${sentence(26)}`)).toMatchObject([{ line: 2 }]);
});

test('a comment, a tag and a trailing comment each stand alone, so that short ones do not add up', () => {
  const short = sentence(20).replace('.', '');
  const comments = [`/** ${short} */`, `/** ${short} */`, `a, // ${short}`, `b, // ${short}`];
  const tags = ['/**', ` * @param a ${short}`, ` * @param b ${short}`, ` * @throws ${short}`, ' */'];
  expect(faultsOfComments([...comments, ...tags].join('\n'))).toEqual([]);
});

test('a comment calls the user neither "he" nor "anyone who", and code may', () => {
  const code = ['/** What he may do. */', '// Anyone who asks, by himself', "says('his'); // `him`, the theme, this"];
  expect(faultsOfComments(code.join('\n'))).toEqual([
    { line: 1, says: '"he": they, or name the person' },
    { line: 2, says: '"Anyone who": they, or name the person' },
    { line: 2, says: '"himself": they, or name the person' },
  ]);
});

function lint(...paths: string[]) {
  const command = ['--import', 'tsx', 'scripts/plain-language.ts', ...paths];
  const { status, stdout } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout };
}

test('`npm run lint:language` fails with file and line, and documents and comments of the product pass', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inaya-language-'));
  writeFileSync(join(folder, 'page.md'), 'Fine.\n\nFor whoever reads it.\n');
  writeFileSync(join(folder, 'rule.ts'), 'run();\n\n/** What he may do. */\n');
  const { status, stdout } = lint(folder);
  expect(stdout).toContain(`${folder}/page.md:3: "whoever"`);
  expect(stdout).toContain(`${folder}/rule.ts:3: "he"`);
  expect(status).toBe(1);
  expect(lint()).toEqual({ status: 0, stdout: '' });
});
