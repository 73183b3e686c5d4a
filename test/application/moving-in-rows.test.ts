import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { understand } from '../../application/moving-in/read-file.ts';
import { ownPack } from '../support/samples/policies-on-disk.ts';
import { riyadhOpened } from '../support/samples/sample-calendar.ts';

const pack = ownPack('sandbox');
const { complaint } = pack.kinds.complaint.categories;
if (!complaint) throw new Error('the sandbox has no complaints');

/** The sandbox with a field of one name in two categories, whose choices are others. */
const withPlaces = (() => {
  const place = (code: string, ar: string) => ({
    place: {
      title: { ar: 'المكان', en: 'Place' },
      required: false,
      maxLength: 40,
      choices: { [code]: { ar, en: code } },
    },
  });
  const formOf = (code: string, ar: string) => ({ ...complaint, fields: { ...complaint.fields, ...place(code, ar) } });
  const categories = { ...pack.kinds.complaint.categories, complaint: formOf('branch', 'فرع') };
  const both = { ...categories, other: { ...formOf('site', 'موقع'), title: { ar: 'غيره', en: 'Other' } } };
  return { ...pack, kinds: { ...pack.kinds, complaint: { ...pack.kinds.complaint, categories: both } } };
})();

const judging = { pack: withPlaces, calendar: riyadhOpened, staff: [], now: '2026-02-01T09:00:00Z' };
const titles = ['المرجع القديم', 'تاريخ الاستلام', 'النوع', 'القناة', 'اسم العميل', 'الجوال', 'details', 'المكان'];
const row = (category: string, place: string, ...more: string[]) => {
  const about = ['2026-01-28', category, 'web', 'عميل تجريبي (مثال)', '0500000001', 'تأخر الرد (مثال)'];
  return [`CRM-${category}-${place}`, ...about, place, ...more];
};
const read = (...rows: string[][]) =>
  understand(Readable.from(rows.map((cells, index) => ({ row: index + 1, cells }))), judging);

describe('a file of complaints', () => {
  test('a choice is read by the category of its row, also if another one has a field of that name', async () => {
    const { rows, faults } = await read(titles, row('complaint', 'فرع'), row('other', 'موقع'), row('other', 'فرع'));
    expect(rows.map(({ body }) => body.fields.place)).toEqual(['branch', 'site']);
    expect(faults.map((one) => [one.row, one.column, one.fault])).toEqual([[4, 'fields.place', 'unknown-value']]);
  });

  test('further telephones of a customer stand in one cell, and each must be a number', async () => {
    const written = row('complaint', 'فرع', '0500000002، +966 50 000 0003');
    const { rows, faults } = await read([...titles, 'هواتف أخرى'], written, row('other', 'موقع', '0500000002; 12'));
    expect(rows[0]?.body.customer?.otherPhones).toEqual(['0500000002', '+966 50 000 0003']);
    expect(faults.map((one) => [one.row, one.column, one.fault])).toEqual([[3, 'otherPhones', 'not-valid']]);
    const reachedByMail = row('other', 'موقع', '0500000002', 'a@example.com').map((cell, at) => (at === 5 ? '' : cell));
    const withoutFirst = await read([...titles, 'هواتف أخرى', 'البريد الإلكتروني'], reachedByMail);
    expect(withoutFirst.faults.map((one) => [one.column, one.fault])).toEqual([['phone', 'required']]);
  });

  test('a column without a title is named if something stands in it, as one with a title that says nothing', async () => {
    const [first, second] = [row('complaint', 'فرع', '', '', 'x'), row('other', 'موقع')];
    const { ignoredColumns } = await read([...titles, '', '', 'م'], first, second);
    expect(ignoredColumns).toEqual(['K']);
    const filled = await read([...titles, '', '', 'م'], first, row('other', 'موقع', 'x'));
    expect(filled.ignoredColumns).toEqual(['I', 'K']);
  });
});
