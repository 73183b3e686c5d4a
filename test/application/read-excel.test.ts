import { utils, write } from '@e965/xlsx';
import { expect, test } from '@jest/globals';
import { excelRows } from '../../application/tables/read-excel.ts';
import type { TableRow } from '../../application/tables/table.ts';
import { workbookOf } from '../support/api/workbooks.ts';

async function rowsOf(bytes: Uint8Array): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of excelRows(bytes)) rows.push(row);
  return rows;
}

const cellsOf = async (row: string, parts = {}) =>
  (await rowsOf(await workbookOf(`<row r="1">${row}</row>`, parts)))[0]?.cells;

const styles = `<numFmts><numFmt numFmtId="164" formatCode="[$-1170000]dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="#,##0.00 &quot;day&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs>`;

test.each([true, false])('the first sheet that is shown is read, with shared strings: %s', async (bookSST) => {
  const titles = ['اسم العميل', 'الجوال'];
  const book = utils.book_new(utils.aoa_to_sheet([['secret']]), 'مخفية');
  utils.book_append_sheet(book, utils.aoa_to_sheet([titles, [], ['عميل & "تجريبي" <1>', 966_500_000_001]]), 'العملاء');
  book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
  expect(
    await rowsOf(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', bookSST }) as ArrayBuffer)),
  ).toEqual([
    { row: 1, cells: titles },
    { row: 3, cells: ['عميل & "تجريبي" <1>', '966500000001'] },
  ]);
});

test('text may stand in pieces of several fonts, in cells of their own, and in CDATA', async () => {
  const pieces = '<c t="inlineStr"><is><r><t xml:space="preserve">عميل </t></r><r><t>تجريبي</t></r></is></c>';
  expect(await cellsOf(`${pieces}<c t="str"><v><![CDATA[a<b]]></v></c>`)).toEqual(['عميل تجريبي', 'a<b']);
});

test('R13: what XML cannot carry is decoded, and how a text is pronounced is left out', async () => {
  const sharedStrings =
    '<si><t>عميل أول (مثال)_x000D_</t></si><si><t>أ</t><rPh sb="0" eb="1"><t>alif</t></rPh><phoneticPr fontId="1"/></si><si><t>_x005F_x000D_</t></si>';
  const cells = [0, 1, 2].map((at) => `<c t="s"><v>${at}</v></c>`).join('');
  expect(await cellsOf(cells, { sharedStrings })).toEqual(['عميل أول (مثال)\r', 'أ', '_x000D_']);
});

test('R13: a number is a date by its style alone, in both counts of days', async () => {
  const cells = [
    '<c s="1"><v>46023</v></c>',
    '<c s="2"><v>46023.5625</v></c>',
    '<c s="3"><v>46023</v></c>',
    '<c s="4"><v>0.5625</v></c>',
    '<c s="1"><v>1</v></c>',
    '<c t="d"><v>2026-01-01T00:00:00Z</v></c>',
  ].join('');
  const dates = ['2026-01-01', '2026-01-01 13:30', '46023', '13:30', '1900-01-01', '2026-01-01'];
  expect(await cellsOf(cells, { styles })).toEqual(dates);
  const workbook =
    '<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="1" r:id="r1"/></sheets></workbook>';
  expect(await cellsOf('<c s="1"><v>44561</v></c>', { styles, workbook })).toEqual(['2026-01-01']);
});

test('R13: a formula is its result; one without a result, and an error, are told with their place', async () => {
  const cells =
    '<c t="str"><f>"do"</f><v>donor</v></c><c><f>1+1</f><v>2</v></c><c><f>1+1</f></c><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c>';
  expect(await rowsOf(await workbookOf(`<row>${cells}</row>`))).toEqual([
    {
      row: 1,
      cells: ['donor', '2', '', '', 'TRUE'],
      bad: [
        { at: 2, fault: 'no-result' },
        { at: 3, fault: 'error-cell' },
      ],
    },
  ]);
});

test('a number is shown with fifteen figures and without an exponent', async () => {
  const numbers = ['9.66500000001E11', '1500.0999999999999', '0.30000000000000004', '0500000001', '1e20'];
  const cells = numbers.map((number) => `<c><v>${number}</v></c>`).join('');
  const shown = ['966500000001', '1500.1', '0.3', '0500000001', '100000000000000000000'];
  expect(await cellsOf(cells)).toEqual(shown);
});

test.each([900_000_000, 1_048_577, 'x'])(
  'a workbook with a row %s, where no sheet has one, is refused',
  async (row) => {
    const bytes = await workbookOf(`<row r="1"/><row r="${row}"><c><v>1</v></c></row>`);
    await expect(rowsOf(bytes)).rejects.toMatchObject({ fault: 'row-beyond' });
  },
);

test('a workbook that is none, breaks off, or is of an older version is refused', async () => {
  await expect(rowsOf(Buffer.from('name,mobile'))).rejects.toMatchObject({ fault: 'no-workbook' });
  const bytes = await workbookOf('<row><c><v>1</v></c></row>');
  await expect(rowsOf(bytes.subarray(0, bytes.length - 300))).rejects.toMatchObject({ fault: 'no-workbook' });
  const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(500)]);
  await expect(rowsOf(old)).rejects.toMatchObject({ fault: 'old-workbook' });
});

test.each([
  ['more than a registry needs is refused before it is unpacked', 65 * 1024 * 1024, 'too-large-unpacked'],
  ['less than it has is refused while it is', 100, 'no-workbook'],
])('a workbook that says to hold %s', async (_, size, fault) => {
  const bytes = await workbookOf('<row><c t="s"><v>0</v></c></row>', {
    sharedStrings: `<si><t>${'ع'.repeat(32_000)}</t></si>`,
  });
  // The entry in the directory at the end of the file: its mark, and the name of the part 46 bytes on.
  const entry = bytes.lastIndexOf(Buffer.from('xl/sharedStrings.xml')) - 46;
  expect(bytes.subarray(entry, entry + 4)).toEqual(Buffer.from('PK\u0001\u0002'));
  bytes.writeUInt32LE(size, entry + 24);
  await expect(rowsOf(bytes)).rejects.toMatchObject({ fault });
});
