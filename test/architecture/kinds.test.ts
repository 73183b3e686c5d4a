/** What one more kind of case has to register, and that nothing else of the product lists the kinds. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { caseKinds } from '../../domain/kinds.ts';

/** The lists in which a kind has its one line, besides the import of what the line names. */
const lists = [
  'api/kinds.ts',
  'domain/details.ts',
  'domain/kinds.ts',
  'packs/kinds.ts',
  'packs/schema/kinds.ts',
  'scripts/kinds/drawn-kinds.ts',
  'workflows/cases.ts',
];

/** A list in which only a kind with a command `assign` has its line. */
const ofSome = ['api/organisation/hand-over-route.ts'];

/** Files that name several kinds and list none: which ones they name, and why a further kind changes nothing there. */
const stories = {
  'api/system/examples.ts': 'Programmes and questionnaires are of leads and survey cycles.',
  'application/cases/permission.ts': 'Who must differ from whom.',
  'scripts/histories/stories.ts': 'The stories whose histories are saved.',
  'scripts/record-histories.ts': 'Tickets and items that the saved stories open.',
};

const rooms = [
  'activities',
  'api',
  'application',
  'db',
  'domain',
  'local',
  'migrations',
  'packs',
  'reports',
  'scripts',
  'temporal',
];

const sources = [...rooms, 'config', 'worker', 'workflows'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ file: `${room}/${name}`, text: withoutComments(readFileSync(`${room}/${name}`, 'utf8')) })),
);

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}

/** `survey-cycle` of `surveyCycle`: the name of its folders, in the plural where its operations stand. */
const folderOf = (kind: string) => kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** True in a folder or a file of the kind's own. */
function isOf(kind: string, file: string): boolean {
  return new RegExp(`(^|/)${folderOf(kind)}s?(/|[.-])`).test(file);
}

/** The kinds that a text names: as a string, as a key, as rules of a pack, or by what it imports. */
function kindsIn(text: string): string[] {
  return caseKinds.filter((kind) =>
    [`['"\`]${kind}['"\`]`, `^ *${kind}(:|,$)`, `kinds\\.${kind}\\b`, `from '[^']*/${folderOf(kind)}s?/`].some((way) =>
      new RegExp(way, 'm').test(text),
    ),
  );
}

/** Shared files that name three kinds or more: a relation of two is no list. */
function listing(of: typeof sources): string[] {
  return of
    .filter(({ file, text }) => !caseKinds.some((kind) => isOf(kind, file)) && kindsIn(text).length >= 3)
    .map(({ file }) => file)
    .sort();
}

test('a kind registers itself in no more than eight lists, by one line in each', () => {
  expect([...lists, ...ofSome].length).toBeLessThanOrEqual(8);
  for (const list of lists) {
    const text = sources.find(({ file }) => file === list)?.text ?? '';
    const lines = text.split('\n').filter((line) => !line.startsWith('import '));
    const count = (kind: string) => lines.filter((line) => new RegExp(`\\b${kind}\\b`).test(line)).length;
    expect([list, ...caseKinds.map(count)]).toEqual([list, ...caseKinds.map(() => 1)]);
  }
});

test('no file of the product lists the kinds of case besides the lists', () => {
  const found = listing(sources);
  expect(found).toEqual(expect.arrayContaining(lists));
  expect(found.filter((file) => ![...lists, ...ofSome, ...Object.keys(stories)].includes(file))).toEqual([]);
});

test('a file that lists three kinds is found, however it names them', () => {
  const text = `import { lead } from '../../domain/lead/kind.ts';
const rules = pack.kinds.surveyCycle;
if (view.kind === 'followedItem') return null;`;
  expect(listing([{ file: 'application/cases/example.ts', text }])).toEqual(['application/cases/example.ts']);
  expect(listing([{ file: 'application/leads/example.ts', text }])).toEqual([]);
  expect(listing([{ file: 'application/cases/example.ts', text: text.slice(text.indexOf('\n')) }])).toEqual([]);
});

/** What is of complaints alone says so: their pages, their internal problems, what follows them, and the clock of their answer. */
const ofComplaints = [
  'activities/notices/letter-parameters.ts',
  'activities/notices/letters.ts',
  'application/cases/execute-command.ts',
  'application/cases/reading/mentioned-cases.ts',
  'db/reports/slim-complaint-events.ts',
];

test('no shared file asks which kind a case is, but for what only complaints have', () => {
  const asks = new RegExp(`\\bkind [!=]== '(${caseKinds.join('|')})'`);
  const asking = sources.filter(({ file, text }) => asks.test(text) && !caseKinds.some((kind) => isOf(kind, file)));
  const files = asking.map(({ file }) => file);
  expect(files).toContain('application/cases/reading/mentioned-cases.ts');
  expect(files.filter((file) => !ofComplaints.includes(file))).toEqual([]);
});
