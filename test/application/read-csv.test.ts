import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeText } from '../../application/tables/decode-text.ts';
import { csvRows } from '../../application/tables/read-csv.ts';
import { excelRows } from '../../application/tables/read-excel.ts';
import { FileRefused, type TableRow } from '../../application/tables/table.ts';
import { surplusOf, titledTable } from '../../application/tables/title-row.ts';
import { isSound } from '../../domain/written-text.ts';
import { propertyRuns } from '../support/jest/property-runs.ts';

const titles = ['اسم العميل', 'الجوال'];
const rowsOf = (file: string | Uint8Array, known = titles): string[][] =>
  Array.from(csvRows(typeof file === 'string' ? Buffer.from(file) : file, known), ({ cells }) => cells);

/** The bytes of a text in an encoding that Node only reads. */
function windows1256(text: string): Uint8Array {
  const letters = new TextDecoder('windows-1256').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from([...text], (letter) => letters.indexOf(letter));
}
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a table of text', () => {
  test.each([
    ['commas', 'اسم العميل,الجوال\r\n"عميل, تجريبي",0500000001\r\n', 'عميل, تجريبي'],
    ['semicolons and the mark of UTF-8', '\ufeffاسم العميل;الجوال\nعميل, تجريبي;0500000001', 'عميل, تجريبي'],
    ['tabs', 'اسم العميل\tالجوال\nعميل, تجريبي\t0500000001', 'عميل, تجريبي'],
    ['Arabic commas', 'اسم العميل،الجوال\nعميل, تجريبي،0500000001', 'عميل, تجريبي'],
    ['Arabic semicolons', 'اسم العميل؛الجوال\nعميل، تجريبي؛0500000001', 'عميل، تجريبي'],
    ['a line that names its sign', 'sep=;\r\nاسم العميل;الجوال\r\nعميل, تجريبي;0500000001', 'عميل, تجريبي'],
    ['a line within a cell', 'اسم العميل,الجوال\n"عميل\r\nتجريبي",0500000001', 'عميل\r\nتجريبي'],
    ['a quotation mark within a cell', 'اسم العميل,الجوال\nمؤسسة "النور",0500000001', 'مؤسسة "النور"'],
    ['R3: line ends of every kind', 'اسم العميل,الجوال\r\nعميل,0500000001\rعميل,0500000001\nعميل,0500000001', 'عميل'],
  ])('is read with %s', (_, text, name) => {
    const [head, ...rows] = rowsOf(text);
    expect([head, new Set(rows.map((row) => row.join('|')))]).toEqual([titles, new Set([`${name}|0500000001`])]);
  });

  test('is parted by what parts its titles, whatever its headings hold', () => {
    const text = 'سجل المستفيدين، مدينة الرياض، 2026\n\nاسم العميل;الجوال\nعميل، تجريبي;0500000001\n';
    expect(rowsOf(text).slice(1)).toEqual([titles, ['عميل، تجريبي', '0500000001']]);
  });

  test('that breaks off within a quotation is refused with the row', () => {
    expect(() => rowsOf('name,mobile\n"عميل,0500000001\n')).toThrow(new FileRefused('no-table', 2));
    expect(() => rowsOf('name,mobile\nx,1\n"عميل"x,0500000001\n')).toThrow(new FileRefused('no-table', 3));
  });
});

describe('R15: the encoding of a table of text', () => {
  const text = 'اسم العميل;الجوال;ملاحظات\r\nعميل تجريبي (مثال);0500000001;café ABC – ٪\r\n';
  test.each([
    ['Windows-1256', windows1256(text)],
    ['UTF-8', Buffer.from(text)],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 the other way round with its mark', utf16be(`\ufeff${text}`)],
    ['UTF-16 without its mark', Buffer.from(text, 'utf16le')],
  ])('%s is read', (name, bytes) => {
    const written = name === 'Windows-1256' ? text.replace('٪', decodeText(windows1256('ع٪')).slice(1)) : text;
    expect(decodeText(bytes).replace(/^\ufeff/, '')).toBe(written);
  });

  test.each([
    ['ISO 8859-1', Buffer.from('Name;Phone\nSchäfer;0500000001\n', 'latin1')],
    ['ISO 8859-6', Uint8Array.from([0xc7, 0xd3, 0xe5, 0x20, 0xc7, 0xe4, 0xd9, 0xe5, 0xea, 0xe4])],
    ['UTF-8 that breaks off within a letter', Buffer.from('\ufeffاسم').subarray(0, -1)],
  ])('%s is refused by its name', (_, bytes) => {
    expect(() => decodeText(bytes)).toThrow(new FileRefused('encoding'));
  });

  test('what is no text is refused with the line', () => {
    expect(() => decodeText(Buffer.from('a\r\nb\nc\u0007'))).toThrow(new FileRefused('no-text', 3));
  });
});

const anyCell = fc
  .oneof(fc.string({ unit: fc.constantFrom(...'اسمعلي كريمa1,;\t،؛"\n _x-=|') }), fc.string({ unit: 'grapheme' }))
  .map((cell) => cell.replace(/\r\n?/g, '\n'))
  .filter(isSound);
const anyTable = fc
  .array(fc.tuple(anyCell, anyCell), { maxLength: 8 })
  .map((rows) => rows.filter((cells) => cells.some((cell) => cell !== '')));

test('any table, written in any of these ways, reads back cell by cell', () => {
  const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
  const encodings: [string, (text: string) => Uint8Array][] = [
    ['utf-8', (text) => Buffer.from(text)],
    ['utf-8 with its mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['utf-16le', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', (text) => utf16be(`\ufeff${text}`)],
  ];
  const sign = fc.constantFrom(',', ';', '\t', '،', '؛');
  const how = fc.record({ sign, ends: fc.array(lineEnd, { minLength: 9, maxLength: 9 }), stated: fc.boolean() });
  fc.assert(
    fc.property(anyTable, how, fc.constantFrom(...encodings), (table, { sign, ends, stated }, [, encode]) => {
      const quoted = (cell: string) => (/[",;\t،؛\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
      const lines = [titles, ...table].map((cells, at) => cells.map(quoted).join(sign) + ends[at]);
      expect(rowsOf(encode((stated ? `sep=${sign}\r\n` : '') + lines.join('')))).toEqual([titles, ...table]);
    }),
    propertyRuns('tables of text'),
  );
});

test('any table in a workbook reads back cell by cell', async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, fc.boolean(), async (table, bookSST) => {
      const book = utils.book_new(utils.aoa_to_sheet([titles, ...table]), 'العملاء');
      const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', bookSST }) as ArrayBuffer);
      const rows: string[][] = [];
      for await (const { cells } of excelRows(bytes)) rows.push([cells[0] ?? '', cells[1] ?? '']);
      expect(rows).toEqual([titles, ...table]);
    }),
    { ...propertyRuns('workbooks'), numRuns: 100 },
  );
});

describe('the titles', () => {
  const known = (title: string) => titles.includes(title);
  const inRows = async function* (...rows: string[][]): AsyncIterable<TableRow> {
    for (const [at, cells] of rows.entries()) yield { row: at + 1, cells };
  };

  test('may have headings above them', async () => {
    const found = await titledTable(inRows(['سجل'], ['', '', 'الجوال'], titles, ['عميل', '05']), known);
    const rows: TableRow[] = [];
    for await (const row of found?.rows ?? []) rows.push(row);
    expect([found?.titles.row, rows]).toEqual([3, [{ row: 4, cells: ['عميل', '05'] }]]);
  });

  test('R1: of a row with more cells that are filled than there are titles both counts are told', () => {
    const row = (cells: string[]) => ({ row: 2, cells });
    expect(surplusOf(row(['F-4', '1', '500.00']), titles)).toEqual({ cells: 3, titles: 2 });
    expect(surplusOf(row(['F-4', '1', ' ', '']), [...titles, ''])).toBeNull();
  });
});
