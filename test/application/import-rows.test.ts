import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { columnsOf } from '../../application/registry/imports/columns.ts';
import { sentenceOf } from '../../application/registry/imports/fault-sentences.ts';
import { understand } from '../../application/registry/imports/read-file.ts';
import { recordOfRow } from '../../application/registry/imports/row-record.ts';
import { tokenKeyOf } from '../../db/derivations.ts';
import type { OwnField } from '../../domain/customer/record.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { sampleRecord } from '../support/samples/sample-record.ts';

const tokenKey = tokenKeyOf({ secret: 'a secret of the tests' });
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

function read(...rows: string[][]) {
  const table = rows.map((cells, index) => ({ row: index + 1, cells }));
  return understand(Readable.from(table), tokenKey, pack, own);
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
    expect(() => columnsOf(['عميل تجريبي', '0500000001'], [])).toThrow('no-titles');
    expect(() => columnsOf(['name', 'الاسم'], [])).toThrow('two-columns name');
  });
});

describe('a row', () => {
  test('makes its record once', async () => {
    let reads = 0;
    const counting = ({ name, ...field }: OwnField): OwnField => ({
      ...field,
      get name() {
        reads += 1;
        return name;
      },
    });
    const fields = own.map(counting);
    const readsOf = async (work: () => unknown) => {
      const before = reads;
      await work();
      return reads - before;
    };
    const row = (name: string) => [name, '', 'مانح أو داعم', '0500000001'];
    const file = (...names: string[]) => {
      const table = [titles, ...names.map(row)].map((cells, index) => ({ row: index + 1, cells }));
      return understand(Readable.from(table), tokenKey, pack, fields);
    };
    const { rows } = await file('عميل تجريبي');
    const [first] = rows;
    if (!first) throw new Error('there is no row');
    const once = await readsOf(() => recordOfRow(pack, fields, first, null));
    const more = (await readsOf(() => file('عميل تجريبي', 'عميل آخر'))) - (await readsOf(() => file('عميل تجريبي')));
    expect(once).toBeGreaterThan(0);
    expect(more).toBe(once);
  });

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

  test('may name several telephones in one cell: all are kept in their order, and none takes the place of another', async () => {
    const mobile = (value: string, verified = false) => ({ kind: 'mobile' as const, value, verified });
    const [first, second, third] = ['+966500000001', '+966500000002', '+966500000003'] as const;
    const recordFor = async (cell: string, contacts: ReturnType<typeof mobile>[]) => {
      const { rows, faults } = await read(titles, ['عميل', 'NC-P-1', 'donor', cell]);
      expect(faults).toEqual([]);
      const [row] = rows;
      if (!row) throw new Error('there is no row');
      return recordOfRow(pack, own, row, sampleRecord({ contacts })).record.contacts;
    };
    expect(await recordFor('0500000001 / 0500000002', [])).toEqual([mobile(first), mobile(second)]);
    expect(await recordFor('0500000001، 0500000002', [mobile(first, true)])).toEqual([
      mobile(first, true),
      mobile(second),
    ]);
    expect(await recordFor('0500000001; 0500000002', [mobile(third), mobile(second, true)])).toEqual([
      mobile(first),
      mobile(second, true),
    ]);
    expect(await faultsOf(['عميل', '', 'donor', '0500000001 / 12'])).toEqual(['mobile not-valid']);
  });

  test('has the class that the policy gives those without one, unless somebody says another', async () => {
    const table = [titles, ['عميل', '', '', '0500000001']].map((cells, at) => ({ row: at + 1, cells }));
    const classesIn = async (asked: { defaultClass?: string }) => {
      const { rows } = await understand(Readable.from(table), tokenKey, ownPack('beneficiary-society'), own, asked);
      return rows.map(({ changes }) => changes.classes);
    };
    expect(await classesIn({})).toEqual([['beneficiary']]);
    expect(await classesIn({ defaultClass: 'supporter' })).toEqual([['supporter']]);
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
      const { rows, faults } = await understand(Readable.from(table), tokenKey, pack, some);
      return rows[0]?.changes.fields?.[field] ?? faults[0]?.fault;
    };

    test.each([
      ['blood', 'A', 'c0'],
      ['blood', 'o', 'c2'],
      ['blood', 'AB+', 'c3'],
      ['blood', ' AB- ', 'c4'],
      ['blood', 'AB', 'unknown-value'],
      ['blood', '-', undefined],
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

  test('R2: with a comma that parts a cell in two is refused by its number, with both counts', async () => {
    const head = ['اسم العميل', 'التصنيف', 'الجوال', 'العنوان', 'ملاحظات'];
    const { rows, faults } = await read(head, ['عميل (مثال)', 'donor', '0500000102', 'الرياض', ' حي المثال', 'مهم']);
    expect([rows, faults]).toEqual([[], [{ row: 2, column: null, fault: 'surplus-cells', other: '6/5' }]]);
    const [fault] = faults;
    if (!fault) throw new Error('there is no fault');
    expect(sentenceOf(fault, 'en', own)).toContain('6 cells and there are 5 titles');
    expect(sentenceOf(fault, 'ar', own)).toMatch(/6 .*5/);
  });

  test('R13: with a cell that is an error, or a formula without a result, is refused with its column', async () => {
    const bad = [
      { at: 0, fault: 'error-cell' as const },
      { at: 3, fault: 'no-result' as const },
    ];
    const table = [
      { row: 1, cells: titles },
      { row: 2, cells: ['', '', 'donor', ''], bad },
    ];
    const { faults } = await understand(Readable.from(table), tokenKey, pack, own);
    expect(faults.map(({ column, fault }) => `${column} ${fault}`)).toEqual([
      ...['name error-cell', 'mobile no-result', 'null no-contact'],
    ]);
  });

  test('is read by titles that charities use, by those that the person matches, with `-` for nothing', async () => {
    const table = [
      ['سجل المستفيدين'],
      ['اسم المستفيد', 'جوال', 'الفرع', 'ملاحظات', 'م', ''],
      ['عميل (مثال)', '0500000102', 'مانح أو داعم', 'لا يوجد', '1', 'خارج العناوين'],
      ['عميلة (مثال)', '0500000103', '-', '—', '2', ''],
    ].map((cells, at) => ({ row: at + 1, cells }));
    const asked = { columns: { الفرع: 'classes', م: '' }, defaultClass: 'beneficiary' };
    const { rows, faults } = await understand(
      Readable.from(table.slice(0, 2).concat(table.slice(3))),
      tokenKey,
      pack,
      own,
      asked,
    );
    expect(faults).toEqual([]);
    expect(rows.map(({ row, changes }) => [row, changes.classes, changes.remarks])).toEqual([
      [4, ['beneficiary'], undefined],
    ]);
    const surplus = await understand(Readable.from(table), tokenKey, pack, own, asked);
    expect(surplus.faults.map(({ row, fault }) => [row, fault])).toEqual([[3, 'surplus-cells']]);
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
  await expect(read(titles, ...many)).rejects.toMatchObject({ fault: 'too-many-rows' });
  await expect(read(titles)).rejects.toMatchObject({ fault: 'no-rows' });
});
