import { expect, test } from '@jest/globals';
import { loadPacks } from '../../packs/load/load.ts';
import {
  changed,
  folderWith,
  lineOf,
  policies,
  saudiCalendar,
  seventhPack,
  versionsOnDisk,
} from '../support/samples/policies-on-disk.ts';

const today = '2026-11-22';

function problemsOf(files: Record<string, string>, day = today) {
  const calendars = { 'calendars/saudi-arabia/v1.yaml': saudiCalendar() };
  return loadPacks([folderWith({ ...calendars, ...files })], day).problems;
}

function calendar(from: string, to: string): { text: string; files: Record<string, string> } {
  const named = changed(saudiCalendar(), 'name: saudi-arabia', 'name: seventh');
  const text = changed(named, from, to);
  return { text, files: { 'calendars/seventh/v1.yaml': text } };
}

const ramadan =
  'overlays:\n  - { from: "2027-02-08", to: "2027-03-08", name: "Ramadan", nameAr: "رمضان", status: expected';

test('the product’s own packs and calendars have nothing to mend', () => {
  const { packs, calendars, problems } = loadPacks([policies], today);
  expect(problems).toEqual([]);
  expect(packs).toHaveLength(versionsOnDisk);
  expect(calendars).toHaveLength(3);
});

test('an overlay that opens weekends by accident is warned of, with the line', () => {
  const { text, files } = calendar('overlays:', `${ramadan}, hours: [["10:00", "15:00"]] }`);
  expect(problemsOf(files)).toMatchObject([
    {
      severity: 'warning',
      line: lineOf(text, '  - { from: "2027-02-08"'),
      message: expect.stringMatching(/`Ramadan` opens 2027-02-12, which the week closes/),
    },
  ]);
});

test('an overlay that says that it opens weekends is not warned of', () => {
  const { files } = calendar('overlays:', `${ramadan}, hours: [["10:00", "15:00"]], opensWeekends: true }`);
  expect(problemsOf(files)).toEqual([]);
});

test('an overlay by weekday opens no weekend', () => {
  const hours = '[["10:00", "15:00"]]';
  const week = `week: { sun: ${hours}, mon: ${hours}, tue: ${hours}, wed: ${hours}, thu: ${hours} }`;
  expect(problemsOf(calendar('overlays:', `${ramadan}, ${week} }`).files)).toEqual([]);
});

test('a calendar that ends in less than a year is warned of', () => {
  const problems = problemsOf({}, '2030-01-01');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({
    severity: 'warning',
    message: expect.stringMatching(/known until 2030-12-31 only/),
  });
});

const refusedCalendars = [
  ['hours that run backwards', '  sun: [["08:00", "16:00"]]', '  sun: [["16:00", "08:00"]]', /run backwards/],
  ['hours that overlap', '  sun: [["08:00", "16:00"]]', '  sun: [["08:00", "12:00"], ["11:00", "16:00"]]', /overlap/],
  ['a day that does not exist', '"2026-03-19"', '"2026-02-30"', /must exist/],
  ['a holiday that ends before it begins', 'to: "2026-03-22"', 'to: "2026-03-18"', /ends before it begins/],
  ['an unknown zone', 'Asia/Riyadh', 'Asia/Riad', /no time zone/],
  ['an unknown key', 'zone:', 'offset: 3\nzone:', /Unknown key `offset`/],
] as const;

test.each(refusedCalendars)('a calendar with %s is refused, with the line', (_, from, to, says) => {
  const { text, files } = calendar(from, to);
  const problems = problemsOf(files);
  expect(problems).toMatchObject([
    { severity: 'refusal', line: lineOf(text, to), message: expect.stringMatching(says) },
  ]);
});

const warned = [
  [
    'a warning before the clock has begun',
    'before: { elapsed: PT5S }',
    'before: { workingDays: 3 }',
    'PT20S',
    /can never fire/,
  ],
] as const;

test.each(warned)('%s is warned of', (_, from, to, _due, says) => {
  const answer = 'due: { elapsed: PT20S }\n            extension: { elapsed: PT20S }';
  const sooner = changed(changed(seventhPack(), from, to), answer, 'due: { workingDays: 3 }');
  const problems = problemsOf({ 'seventh/v1.yaml': sooner });
  expect(problems).toMatchObject([{ severity: 'warning', message: expect.stringMatching(says) }]);
});

test('an extension that is switched off is warned of', () => {
  const off = changed(seventhPack(), 'switchedOff: []', 'switchedOff: [extend]');
  expect(problemsOf({ 'seventh/v1.yaml': off })).toMatchObject([
    { severity: 'warning', message: expect.stringMatching(/can never be extended/) },
  ]);
});

test('a holiday after the last known day is warned of', () => {
  const { text, files } = calendar('knownUntil: "2030-12-31"', 'knownUntil: "2030-09-01"');
  expect(problemsOf(files)).toMatchObject([
    {
      severity: 'warning',
      line: lineOf(text, '"2030-09-23"'),
      message: expect.stringMatching(/after the last known day/),
    },
  ]);
});

test('a week that is never open is refused', () => {
  const closed = `name: closed\nversion: 1\ntitle: { ar: "مغلق", en: "Closed" }\nzone: Asia/Riyadh
week: { fri: [] }\noverlays: []\nknownUntil: "2030-12-31"\n`;
  expect(problemsOf({ 'calendars/closed/v1.yaml': closed })).toMatchObject([
    { severity: 'refusal', line: 5, message: 'This week is never open.' },
  ]);
});

test('a clock that counts from completeness but does not wait for acceptance is warned of', () => {
  const start = 'start: { on: [received, roundOpened], from: ';
  const text = changed(seventhPack(), `${start}event }`, `${start}complete }`);
  expect(problemsOf({ 'seventh/v1.yaml': text })).toMatchObject([
    {
      severity: 'warning',
      line: lineOf(text, `${start}complete }`),
      message: expect.stringMatching(/not start on `accepted`/),
    },
  ]);
});

test('a template and a ladder that nothing uses, and two categories with one title, are warned of', () => {
  const idle = 'ladders:\n  idle:\n    - { source: ours, rung: at, tell: [role:manager] }';
  const same = 'title: { ar: "شكوى", en: "Inquiry" }';
  const template = 'templates:\n  spare: {}';
  let text = changed(seventhPack(), 'ladders:', idle);
  text = changed(text, 'title: { ar: "استفسار", en: "Enquiry" }', same);
  text = changed(text, 'templates:', template);
  const problems = problemsOf({ 'seventh/v1.yaml': text });
  expect(problems.map(({ severity, line }) => ({ severity, line }))).toEqual([
    { severity: 'warning', line: lineOf(text, '  idle:') },
    { severity: 'warning', line: lineOf(text, same) },
    { severity: 'warning', line: lineOf(text, '  spare:') },
  ]);
});

test('a file that is not named as a version is not passed over in silence', () => {
  expect(problemsOf({ 'seventh/V1.yml': seventhPack() })).toMatchObject([
    { severity: 'warning', message: expect.stringMatching(/not read/) },
  ]);
});

test('a pack whose newest version asks for no reading of the rules is warned of', () => {
  const text = changed(seventhPack(), 'reading: 3\n', '');
  expect(problemsOf({ 'seventh/v1.yaml': text })).toMatchObject([
    { line: lineOf(text, 'version: 1'), message: expect.stringContaining('say `reading: 3`') },
  ]);
});
