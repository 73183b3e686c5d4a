import { expect, test } from '@jest/globals';
import { latest, loadPacks } from '../../../packs/load/load.ts';
import { proposedVersion } from '../../../packs/proposals/proposed-version.ts';
import { folderWith, policies, saudiCalendar } from '../../support/samples/policies-on-disk.ts';
import { publishedSoFar, sound, titled } from '../../support/samples/published-so-far.ts';

const sandbox = publishedSoFar('sandbox');

test('a text that amends a version is made whole, with the hash that the same file would have', () => {
  const { pack, base } = sound(titled(4, 3, 'Director'), sandbox);
  const before = sandbox.versions.at(-1)?.pack;
  expect(base).toEqual({ version: 3, hash: before?.hash });
  expect(pack).toMatchObject({ id: 'sandbox', version: 4, roles: { manager: { title: { en: 'Director' } } } });
  expect(Object.keys(pack.kinds)).toEqual(Object.keys(before?.kinds ?? {}));
  const { packs } = loadPacks([policies, folderWith({ 'sandbox/v4.yaml': titled(4, 3, 'Director') })]);
  expect(pack.hash).toBe(latest(packs, 'sandbox')?.hash);
});

test('dates are days of the organisation’s calendar, the last one included', () => {
  const { pack } = sound(titled(4, 3, 'D', 'inForce: { from: 2027-01-01, until: 2027-01-31 }\n'), sandbox);
  expect(pack.inForce).toEqual({ from: '2026-12-31T21:00:00.000Z', until: '2027-01-31T21:00:00.000Z' });
});

test('the digest is of what the version says and of its term', () => {
  const digests = ['', 'inForce: { from: 2027-01-01 }\n', 'inForce: { from: 2027-01-02 }\n'].map(
    (term) => sound(titled(4, 3, 'D', term), sandbox).digest,
  );
  expect(new Set(digests).size).toBe(3);
  expect(sound(`# said otherwise\n${titled(4, 3, 'D')}`, sandbox).digest).toBe(digests[0]);
});

test.each([
  ['what is no YAML', 'a: [', '', 1, /not sound YAML/],
  ['a key twice', 'version: 4\nversion: 5\n', '', 2, /not sound YAML/],
  ['an unknown key', 'amends: 3\nversion: 4\nrolls: {}\n', 'rolls', 3, /Unknown key `rolls`/],
  ['a version that is not there', 'amends: 9\nversion: 10\n', 'amends', 1, /no published version 9/],
  ['another organisation', 'amends: 3\nversion: 4\nid: courier\n', 'id', 3, /stays `sandbox`/],
  ['another prefix', 'amends: 3\nversion: 4\nprefix: XX\n', 'prefix', 3, /stays `SB`/],
  ['a milder reading', 'amends: 3\nversion: 4\nreading: null\n', 'reading', 3, /`reading: 3` already/],
  ['a number that is not higher', 'amends: 3\nversion: 3\n', 'version', 2, /higher number than 3/],
  ['a calendar that is not there', 'amends: 3\nversion: 4\ncalendar: moon\n', 'calendar', 3, /no calendar `moon`/],
  [
    'a memo that ends first',
    titled(4, 3, 'D', 'inForce: { from: 2027-02-01, until: 2027-01-01 }\n'),
    'inForce.until',
    3,
    /ends before/,
  ],
  [
    'what replaces without an end',
    titled(4, 3, 'D', 'inForce: { replaces: 3 }\n'),
    'inForce.replaces',
    3,
    /give `until`/,
  ],
  ['a date that is none', titled(4, 3, 'D', 'inForce: { from: 2027-02-30 }\n'), 'inForce.from', 3, /is a date/],
])('refused with path and line: %s', (_what, text, path, line, says) => {
  const { problems } = proposedVersion(text, sandbox) as { problems: unknown[] };
  expect(problems).toContainEqual(
    expect.objectContaining({
      severity: 'refusal',
      line,
      message: expect.stringMatching(says),
      ...(path ? { path } : {}),
    }),
  );
});

test('512 kB of text are taken, and one byte more is not', () => {
  const text = titled(4, 3, 'D');
  const filled = (bytes: number) => `${text}#${'x'.repeat(bytes - Buffer.byteLength(text) - 1)}`;
  expect(proposedVersion(filled(512 * 1024), sandbox).what).toBe('policy');
  expect(proposedVersion(filled(512 * 1024 + 1), sandbox)).toMatchObject({
    problems: [{ message: expect.stringMatching(/512 kB/) }],
  });
});

test('a text with a zone is the next version of a calendar', () => {
  const centres = publishedSoFar('neighbourhood-centres');
  const next = saudiCalendar().replace('version: 1', 'version: 2');
  expect(proposedVersion(next, centres, '2026-11-22')).toMatchObject({
    what: 'calendar',
    calendar: { name: 'saudi-arabia', version: 2 },
    base: { version: 1 },
  });
  expect(proposedVersion(next.replace('name: saudi-arabia', 'name: moon'), centres, '2026-11-22')).toMatchObject({
    problems: [{ path: 'name', message: 'There is no published calendar `moon`.' }],
  });
});
