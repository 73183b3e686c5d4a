import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asExcel } from '../../application/export/excel.ts';
import type { ExcelCell, SheetColumn } from '../../application/export/sheet-xml.ts';
import { excelRows } from '../../application/tables/read-excel.ts';
import { isSound, soundText } from '../../domain/written-text.ts';
import { propertyRuns } from '../support/jest/property-runs.ts';

const columns: SheetColumn[] = [
  { title: 'النص', width: 50 },
  { title: 'التاريخ', width: 18, isDate: true },
  { title: 'العدد', width: 10, isNumber: true },
];

async function readBack(...lines: ExcelCell[][]): Promise<string[][]> {
  const bytes = await buffer(asExcel([{ name: 'السجل: [1]/2', columns, lines }], 'ar'));
  const rows: string[][] = [];
  for await (const { cells } of excelRows(bytes)) rows.push(cells);
  return rows;
}

test('a workbook has its titles, texts that are never formulas, dates that are dates, and numbers', async () => {
  const titles = columns.map(({ title }) => title);
  const lines = [
    ['=1+1', new Date('2026-03-30T16:00:00Z'), 1.5],
    ['‏سطر\nثان & <b> "س" _x0041_\r', null, 0],
  ];
  expect(await readBack(...lines)).toEqual([
    titles,
    ['=1+1', '2026-03-30 16:00', '1.5'],
    ['‏سطر\nثان & <b> "س" _x0041_\r', '', '0'],
  ]);
});

test('R14: whatever a text holds, the workbook is well-formed and reads back as it can be carried', async () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 40 }),
    fc.constantFrom('abc\uffff', '\ud800', 'x\udfff', '\u0000', '_x000D_', '_x005F_x0041_', ']]>', '&#0;', '\u000b'),
  );
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const [, row] = await readBack([text, null, 1]);
      expect(row).toEqual([soundText(text), '', '1']);
    }),
    propertyRuns('workbooks'),
  );
});

test('R14: a text longer than a cell can hold is cut, with a sign of it', async () => {
  const [, row] = await readBack(['ع'.repeat(40_000), null, 1]);
  expect([row?.[0]?.length, row?.[0]?.endsWith('…')]).toEqual([32_767, true]);
});

test('R14: a text is made such as can be carried everywhere, and nothing else of it is changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sound = soundText(text);
      expect([isSound(sound), soundText(sound), JSON.parse(JSON.stringify(sound))]).toEqual([true, sound, sound]);
      if (isSound(text)) expect(sound).toBe(text.replace(/[\v\f]/g, '\n'));
    }),
  );
  expect(soundText('سطر\tأول\r\n\u200fثان 😀 \u064b')).toBe('سطر\tأول\r\n\u200fثان 😀 \u064b');
});
