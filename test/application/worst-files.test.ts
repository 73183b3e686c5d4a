import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { workbookOf } from '../support/api/workbooks.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inaya-files-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What another process says of the file, and of a small one after it. */
function readElsewhere(flags: string[], bytes: Uint8Array, form: 'csv' | 'excel', ...more: string[]): string[] {
  const file = join(folder, 'file');
  writeFileSync(file, bytes);
  const command = [...flags, '--import', 'tsx', 'test/support/servers/read-file-command.ts', file, form, ...more];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 120_000 });
  return status === 0 ? stdout.trim().split('\n') : [`ended with ${status}`, stderr];
}

const readIn256MB = (bytes: Uint8Array, form: 'csv' | 'excel') =>
  readElsewhere(['--max-old-space-size=256'], bytes, form);

const row = (number: number, cell: string) => `<row r="${number}">${cell}</row>`;
const rows = (count: number, cell: (number: number) => string) =>
  Array.from({ length: count }, (_, at) => row(at + 1, cell(at + 1))).join('');

describe('S3: no file ends the process that reads it', () => {
  test.each<[string, string, () => Promise<Uint8Array>]>([
    ['fifteen million elements, one in the other', 'too-deep', () => workbookOf(row(1, '<a>'.repeat(15_000_000)))],
    [
      'three million attributes of one element',
      'too-many-attributes',
      () => workbookOf(row(1, `<c ${Array.from({ length: 3_000_000 }, (_, at) => `a${at}=""`).join(' ')}/>`)),
    ],
    [
      'a million rows with one cell far to the right',
      'too-many-rows',
      () => workbookOf(rows(1_000_000, (number) => `<c r="GR${number}" t="str"><v>x</v></c>`)),
    ],
    [
      'two million cells in one row',
      'too-many-columns',
      () => workbookOf(row(1, '<c t="str"><v>x</v></c>'.repeat(2_000_201))),
    ],
    ['two million empty cells', 'too-many-cells', () => workbookOf(rows(10_000, () => '<c/>'.repeat(201)))],
    [
      'one long text that every cell of ten thousand rows refers to',
      'too-much-text',
      () =>
        workbookOf(
          rows(10_000, () => '<c t="s"><v>0</v></c>'.repeat(100)),
          { sharedStrings: `<si><t>${'ع'.repeat(32_000)}</t></si>` },
        ),
    ],
    [
      'twelve million shared strings',
      'too-many-cells',
      () => workbookOf(row(1, '<c/>'), { sharedStrings: '<si/>'.repeat(12_000_000) }),
    ],
  ])('a workbook of %s is refused: %s', async (_, fault, bytes) => {
    expect(readIn256MB(await bytes(), 'excel')).toEqual([fault, '2 rows']);
  });

  test.each([
    ['twenty million empty lines', '1 rows', `name\n${'\n'.repeat(20_000_000)}`],
    ['six million lines', 'too-many-rows', `name\n${'x\n'.repeat(6_000_000)}`],
    ['six million commas', 'no-table', `name\n${','.repeat(6_000_000)}`],
    ['a quotation that never ends', 'no-table', `name\n"${'x'.repeat(19_000_000)}`],
  ])('a text of %s gives %s', (_, outcome, text) => {
    expect(readIn256MB(Buffer.from(text), 'csv')).toEqual([outcome, '2 rows']);
  });

  test('a file for which the thread has not the memory ends the thread alone', async () => {
    const sharedStrings = Array.from({ length: 8000 }, (_, at) => `<si><t>${'ع'.repeat(3000)}${at}</t></si>`).join('');
    const bytes = await workbookOf(row(1, '<c t="s"><v>0</v></c>'), { sharedStrings });
    // The flag of the other tests would be the limit of the thread as well.
    expect(readElsewhere([], bytes, 'excel', '16')).toEqual(['too-heavy', '2 rows']);
  });

  test('a workbook within the limits is read whole: depth 16, 64 attributes, 10,001 rows of 10 cells', async () => {
    const attributes = Array.from({ length: 63 }, (_, at) => `a${at}=""`).join(' ');
    const nested = `${'<a>'.repeat(12)}${'</a>'.repeat(12)}`;
    const first = `<c ${attributes} t="str"><v>x</v></c>${nested}`;
    const bytes = await workbookOf(
      rows(10_001, (number) => (number === 1 ? first : '<c t="str"><v>x</v></c>'.repeat(10))),
    );
    expect(readIn256MB(bytes, 'excel')).toEqual(['10001 rows', '2 rows']);
  });
});
