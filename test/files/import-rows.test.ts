import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { columnsOf } from '../../api/record-changes/imports/columns.ts';
import { sentenceOf } from '../../api/record-changes/imports/fault-sentences.ts';
import { understand } from '../../api/record-changes/imports/read-file.ts';
import { recordOfRow } from '../../api/record-changes/imports/row-record.ts';
import { csvRows } from '../../application/tables/read-csv.ts';
import { excelRows } from '../../application/tables/read-excel.ts';
import { FileRefused } from '../../application/tables/table.ts';
import type { OwnField } from '../../domain/customer/record.ts';
import { ownPack } from '../packs/policies-on-disk.ts';
import { sampleRecord } from '../support/sample-record.ts';

const pack = ownPack('neighbourhood-centres');
const own: OwnField[] = [
  {
    name: 'preferredCallTime',
    title: { ar: 'الوقت المناسب للاتصال', en: 'Preferred time to call' },
    required: false,
    choices: [
      { code: 'morning', title: { ar: 'صباحًا', en: 'Morning' } },
      { code: 'evening', title: { ar: 'مساءً', en: 'Evening' } },
    ],
  },
];
const titles = ['اسم العميل', 'رقم العميل', 'نوع العميل', 'الجوال'];

const rowsOf = (text: string): string[][] => Array.from(csvRows(Buffer.from(text)), ({ cells }) => cells);

function read(...rows: string[][]) {
  const table = rows.map((cells, index) => ({ row: index + 1, cells }));
  return understand(Readable.from(table), 'a secret of the tests', pack, own);
}

async function faultsOf(cells: string[], head = titles) {
  const { faults } = await read(head, cells);
  return faults.map(({ column, fault }) => `${column} ${fault}`);
}

describe('the columns of a file (N-21)', () => {
  test.each([
    [['اسم العميل', 'رقم العميل', 'العنوان', 'هاتف', 'جوال', 'قناة الإتصال', 'البريد الإلكتروني', 'نوع العميل']],
    [['الاسم', 'رقم العميل:', 'عنوان العميل', 'الهاتف', 'رقم الجوال', 'قناة التواصل', 'البريد الالكترونى', 'التصنيف']],
    [['Customer name', 'CUSTOMER NUMBER', 'Address', 'Phone', 'Mobile', 'Contact channel', 'Email', 'Class']],
  ])('are known by their titles: %j', (head) => {
    const fields = ['name', 'number', 'address', 'phone', 'mobile', 'preferredChannel', 'email', 'classes'];
    expect(columnsOf(head, [])).toEqual(fields);
  });

  test('may be the organisation’s own, in both languages; what is none of ours is passed over and told', async () => {
    expect(columnsOf(['name', 'الوقت المناسب للاتصال'], own)).toEqual(['name', 'fields.preferredCallTime']);
    expect(columnsOf(['name', 'preferred time to call', 'م'], own)).toEqual(['name', 'fields.preferredCallTime', null]);
    const { ignoredColumns } = await read(['م', ...titles], ['1', 'عميل', '', 'آخر', '0500000001']);
    expect(ignoredColumns).toEqual(['A']);
  });

  test('must have titles, and each of them once', () => {
    expect(() => columnsOf(['عميل تجريبي', '0500000001'], [])).toThrow(
      expect.objectContaining({ extras: { errors: [expect.objectContaining({ path: 'file' })] } }),
    );
    expect(() => columnsOf(['name', 'الاسم'], [])).toThrow('not valid');
  });
});

describe('a CSV file', () => {
  test.each([
    ['commas', 'name,mobile\r\n"عميل, تجريبي",0500000001\r\n', 'عميل, تجريبي'],
    ['semicolons and the mark of UTF-8', '\ufeffname;mobile\nعميل, تجريبي;0500000001', 'عميل, تجريبي'],
    ['tabs', 'name\tmobile\nعميل, تجريبي\t0500000001', 'عميل, تجريبي'],
    ['a line within a cell', 'name,mobile\n"عميل\nتجريبي",0500000001', 'عميل\nتجريبي'],
  ])('is read with %s', (_, text, name) => {
    expect(rowsOf(text)).toEqual([
      ['name', 'mobile'],
      [name, '0500000001'],
    ]);
  });

  test('that breaks off within a quotation is refused, with the row', () => {
    expect(() => rowsOf('name,mobile\n"عميل,0500000001\n')).toThrow(new FileRefused('no-table', 2));
  });
});

async function workbookOf(rows: unknown[][], change: (sheet: ExcelJS.Worksheet) => void = () => undefined) {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('مخفية', { state: 'hidden' }).addRow(['secret']);
  const sheet = book.addWorksheet('العملاء');
  sheet.addRows(rows);
  change(sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function excelOf(bytes: Buffer): Promise<{ row: number; cells: string[] }[]> {
  const rows: { row: number; cells: string[] }[] = [];
  for await (const row of excelRows(bytes)) rows.push(row);
  return rows;
}

describe('an Excel workbook', () => {
  test('is read from its first sheet that is shown: text, numbers, formulas by their result, rows that are left out', async () => {
    const bytes = await workbookOf([titles], (sheet) => {
      sheet.getCell('A3').value = { richText: [{ text: 'عميل ' }, { text: 'تجريبي', font: { bold: true } }] };
      sheet.getCell('C3').value = { formula: '"do"&"nor"', result: 'donor' };
      sheet.getCell('D3').value = 966_500_000_001;
    });
    expect(await excelOf(bytes)).toEqual([
      { row: 1, cells: titles },
      { row: 3, cells: ['عميل تجريبي', '', 'donor', '966500000001'] },
    ]);
  });

  test('is read the same where its text stands in the cells themselves', async () => {
    const out = new PassThrough();
    const written = buffer(out);
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false });
    const sheet = book.addWorksheet('العملاء');
    for (const row of [titles, ['عميل', '', 'donor', '0500000001']]) sheet.addRow(row).commit();
    await book.commit();
    expect(await excelOf(await written)).toEqual([
      { row: 1, cells: titles },
      { row: 2, cells: ['عميل', '', 'donor', '0500000001'] },
    ]);
  });

  test.each([900_000_000, 1_048_577, 'x'])(
    'that has a row %s, where no sheet has one, is refused at once',
    async (row) => {
      const bytes = await workbookOf([titles, ['عميل', '', 'donor', '0500000001']], (sheet) => {
        Object.assign(sheet.getRow(2), { _number: row });
      });
      await expect(excelOf(bytes)).rejects.toMatchObject({ fault: 'row-beyond' });
    },
  );

  test('that is none, or breaks off, is refused', async () => {
    await expect(excelOf(Buffer.from('name,mobile'))).rejects.toMatchObject({ fault: 'no-workbook' });
    const bytes = await workbookOf([titles]);
    await expect(excelOf(bytes.subarray(0, bytes.length - 500))).rejects.toMatchObject({ fault: 'no-workbook' });
  });

  test.each([
    ['more than a registry needs is refused before it is unpacked', 65 * 1024 * 1024, 'too-large-unpacked'],
    ['less than it has is refused while it is', 100, 'no-workbook'],
  ])('that says to hold %s', async (_, size, fault) => {
    const bytes = await workbookOf([titles, ['ع'.repeat(32_000)]]);
    // The entry in the directory at the end of the file: its mark, and the name of the part 46 bytes on.
    const name = Buffer.from('xl/sharedStrings.xml');
    const entry = bytes.lastIndexOf(name) - 46;
    expect(bytes.subarray(entry, entry + 4)).toEqual(Buffer.from('PK\u0001\u0002'));
    bytes.writeUInt32LE(size, entry + 24);
    await expect(excelOf(bytes)).rejects.toMatchObject({ fault });
  });
});

describe('a row', () => {
  test('without a number is a new customer, with titles of the pack as codes', async () => {
    const head = [...titles, 'قناة التواصل', 'الوقت المناسب للاتصال', 'البريد الإلكتروني'];
    const { rows, faults } = await read(head, [
      ...['  عميل تجريبي ', '', 'مانح أو داعم، جهة حكومية', '٠٥٠٠٠٠٠٠٠١'],
      ...['الهاتف', 'مساءً', "'+x@example.com"],
    ]);
    expect(faults).toEqual([]);
    const [row] = rows;
    if (!row) throw new Error('there is no row');
    expect(recordOfRow(pack, own, row, null)).toEqual({
      faults: [],
      record: {
        ...sampleRecord({ name: 'عميل تجريبي', classes: ['donor', 'government-body'], preferredChannel: 'phone' }),
        contacts: [
          { kind: 'mobile', value: '+966500000001', verified: false },
          { kind: 'email', value: '+x@example.com', verified: false },
        ],
        fields: { preferredCallTime: 'evening' },
      },
    });
  });

  test('with a number changes what its cells say and nothing else; a verified number that stays is still verified', async () => {
    const { rows } = await read([...titles, 'e-mail'], ['', 'nc-p-00000-000000', '', '0500000001', 'new@example.com']);
    const mobile = { kind: 'mobile' as const, value: '+966500000001', verified: true };
    const present = sampleRecord({
      contacts: [mobile, { kind: 'email', value: 'old@example.com', verified: true }],
      remarks: 'ملاحظة',
    });
    const [row] = rows;
    if (!row) throw new Error('there is no row');
    expect(row.customer).toBe('NC-P-00000-000000');
    expect(recordOfRow(pack, own, row, present).record).toEqual({
      ...present,
      contacts: [mobile, { kind: 'email', value: 'new@example.com', verified: false }],
    });
  });

  describe('with values that differ by a sign, a letter or a figure', () => {
    const choice = (name: string, ...titles: string[]): OwnField => ({
      name,
      title: { ar: name, en: name },
      required: false,
      choices: titles.map((title, index) => ({ code: `c${index}`, title: { ar: title, en: title } })),
    });
    const some = [
      choice('blood', 'A', 'B', 'O', 'AB+', 'AB-'),
      choice('level', 'المستوى ١', 'المستوى ٢'),
      { ...choice('الهاتف ١'), choices: null },
    ];
    const valueIn = async (field: string, cell: string) => {
      const table = [
        { row: 1, cells: ['رقم العميل', field] },
        { row: 2, cells: ['NC-P-1', cell] },
      ];
      const { rows, faults } = await understand(Readable.from(table), 'a secret of the tests', pack, some);
      return rows[0]?.changes.fields?.[field] ?? faults[0]?.fault;
    };

    test.each([
      ['blood', 'A', 'c0'],
      ['blood', 'o', 'c2'],
      ['blood', 'AB+', 'c3'],
      ['blood', ' AB- ', 'c4'],
      ['blood', 'AB', 'unknown-value'],
      ['blood', '-', 'unknown-value'],
      ['level', 'المستوى ١', 'c0'],
      ['level', 'المستوى 2', 'c1'],
      ['level', 'مستوى', 'unknown-value'],
      ['الهاتف ١', 'نص', 'نص'],
    ])('%s: %s is %s, never another one', async (field, cell, value) => {
      expect(await valueIn(field, cell)).toBe(value);
    });
  });

  test('about a customer with a field that was taken out since, or a choice of one, is good (F-04)', async () => {
    const { rows } = await read(titles, ['', 'NC-P-1', '', '0500000001']);
    const [row] = rows;
    if (!row) throw new Error('there is no row');
    const present = sampleRecord({ fields: { gone: 'قيمة', preferredCallTime: 'noon' } });
    const { record, faults } = recordOfRow(pack, own, row, present);
    expect([faults, record.fields]).toEqual([[], { preferredCallTime: 'noon' }]);
  });

  test.each<[string, string[], string[]]>([
    ['no name', ['', '', 'donor', '0500000001'], ['name required']],
    ['no class', ['عميل', '', '', '0500000001'], ['classes required']],
    ['a class that nobody knows', ['عميل', '', 'صديق', '0500000001'], ['classes unknown-value']],
    ['no contact at all', ['عميل', '', 'donor', ''], ['null no-contact']],
    ['no telephone number', ['عميل', '', 'donor', '12'], ['mobile not-valid']],
    ['signs that no text has', ['عم\u0007يل', '', 'donor', '0500000001'], ['name unreadable']],
    ['too much text', ['ع'.repeat(301), '', 'donor', '0500000001'], ['name too-long']],
  ])('with %s is bad, once for each column', async (_, cells, faults) => {
    expect(await faultsOf(cells)).toEqual(faults);
  });

  test('about a customer of an earlier row is bad; an empty one is none', async () => {
    const { count, rows, faults } = await read(
      titles,
      ['', 'NC-P-1', '', '0500000001'],
      ['', ' ', '', ''],
      ['', 'nc-p-1', '', '0500000002'],
    );
    expect([count, rows.map(({ row }) => row)]).toEqual([2, [2]]);
    expect(faults).toEqual([{ row: 4, column: 'number', fault: 'same-customer', other: '2' }]);
  });

  test('that looks like an earlier one names it with its score', async () => {
    const { rows } = await read(
      titles,
      ['محمد أحمد السالم', '', 'donor', '0500000001'],
      ['سعاد علي الهاشم', '', 'donor', '0500000002'],
      ['محمد احمد سالم', '', 'donor', '966500000001'],
    );
    expect(rows.map(({ alike }) => alike.map(({ row }) => row))).toEqual([[], [], [2]]);
  });

  test('that is bad is told in both languages, without what stands in it', async () => {
    const { faults } = await read(titles, ['عميل سري', '', 'صديق', '12']);
    const sentences = faults.map((fault) => [sentenceOf(fault, 'ar', own), sentenceOf(fault, 'en', own)]);
    expect(sentences).toEqual([
      ['قيمة «التصنيف» ليست من القيم التي تعتمدها الجهة.', 'The value of Class is none that the organisation knows.'],
      ['قيمة «الجوال» غير صحيحة.', 'The value of Mobile is not valid.'],
    ]);
    expect(JSON.stringify(faults)).not.toContain('سري');
  });
});

test('a file of more than ten thousand rows is refused as a whole', async () => {
  const many = Array.from({ length: 10_001 }, (_, index) => ['', `NC-P-${index}`, '', '0500000001']);
  await expect(read(titles, ...many)).rejects.toMatchObject({ problem: 'Invalid' });
  await expect(read(titles)).rejects.toMatchObject({ problem: 'Invalid' });
});
