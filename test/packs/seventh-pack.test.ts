import { expect, test } from '@jest/globals';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import { latest, loadPacks } from '../../packs/load/load.ts';
import { changed, folderWith, policies, saudiCalendar, seventhPack } from '../support/samples/policies-on-disk.ts';

test('a seventh organisation is a new folder and no code', () => {
  const { packs, problems } = loadPacks([policies, folderWith({ 'seventh/v1.yaml': seventhPack() })]);
  expect(problems).toEqual([]);
  const pack = latest(packs, 'seventh');
  if (!pack) throw new Error('the seventh pack does not load');
  expect(pinPolicy(pack, { category: 'complaint', channel: 'web' })).toMatchObject({
    organisation: 'seventh',
    version: 1,
    category: 'complaint',
    group: 'care',
    department: 'care',
  });
});

function seventh(files: Record<string, string>) {
  return loadPacks([folderWith({ 'calendars/saudi-arabia/v1.yaml': saudiCalendar(), ...files })], '2026-11-22');
}

test('a seventh organisation may bring its own calendar', () => {
  const calendar = `name: seventh\nversion: 1\ntitle: { ar: "السابع", en: "Seventh" }\nzone: Africa/Cairo
week: { sun: [["09:00", "17:00"]] }\noverlays: []\nknownUntil: "2030-12-31"\n`;
  const pack = changed(seventhPack(), 'calendar: saudi-arabia', 'calendar: seventh');
  expect(seventh({ 'seventh/v1.yaml': pack, 'calendars/seventh/v1.yaml': calendar }).problems).toEqual([]);
});

test('the latest version is the one with the highest number', () => {
  const versions = [1, 2, 10].map((number) => [
    `seventh/v${number}.yaml`,
    changed(seventhPack(), 'version: 1', `version: ${number}`),
  ]);
  const { packs } = seventh(Object.fromEntries(versions));
  expect(latest(packs, 'seventh')?.version).toBe(10);
  expect(packs.filter((pack) => pack.id === 'seventh')).toHaveLength(3);
});

test('comments and the order of keys leave the hash alone; a changed rule does not', () => {
  const hashOf = (text: string) => latest(seventh({ 'seventh/v1.yaml': text }).packs, 'seventh')?.hash;
  const text = seventhPack();
  const reordered = changed(changed(text, 'version: 1\n', ''), 'prefix: SE\n', '# first\nprefix: SE\nversion: 1\n');
  expect(hashOf(text)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOf(reordered)).toBe(hashOf(text));
  expect(hashOf(changed(text, 'due: { elapsed: PT20S }', 'due: { elapsed: PT21S }'))).not.toBe(hashOf(text));
});
