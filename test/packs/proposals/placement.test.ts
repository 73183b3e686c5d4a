import { expect, test } from '@jest/globals';
import { builtOn, inForceAt, nextChange } from '../../../packs/in-force.ts';
import { memosAgain, placedAt } from '../../../packs/proposals/placement.ts';
import { type Published, proposedVersion } from '../../../packs/proposals/proposed-version.ts';
import { publishedAfter, publishedSoFar, sound, titled } from '../../support/samples/published-so-far.ts';

const sandbox = publishedSoFar('sandbox');
const [monday, tuesday, friday] = ['2027-01-04T08:00:00Z', '2027-01-05T08:00:00Z', '2027-01-08T08:00:00Z'];

function refusal(text: string, published: Published, at: string): string {
  const placed = placedAt(sound(text, published), published, Date.parse(at));
  return 'problem' in placed ? placed.problem : 'none';
}

/** The title of the manager in the version in force at an instant, and its number. */
function inForce({ versions }: Published, at: string): [number | undefined, string | undefined] {
  const packs = versions.map(({ pack }) => pack);
  const pack = inForceAt(packs, Date.parse(at));
  return [pack?.version, pack?.roles.manager?.title.en];
}

const memo = 'inForce: { until: "2027-01-08T08:00:00Z" }\n';

test('of versions without a term the highest is in force', () => {
  expect(inForce(sandbox, '2000-01-01T00:00:00Z')[0]).toBe(3);
});

test('a version is in force from its publication, or from the day that it asks for', () => {
  const now = publishedAfter(sandbox, [monday, titled(4, 3, 'Now')]);
  expect([inForce(now, '2027-01-04T07:59:59Z')[0], inForce(now, monday)[0]]).toEqual([3, 4]);
  const coming = publishedAfter(sandbox, [
    monday,
    titled(4, 3, 'Coming', 'inForce: { from: "2027-01-05T08:00:00Z" }\n'),
  ]);
  expect([inForce(coming, '2027-01-05T07:59:59Z')[0], inForce(coming, tuesday)[0]]).toEqual([3, 4]);
  expect(
    nextChange(
      coming.versions.map(({ pack }) => pack),
      Date.parse(monday),
    ),
  ).toBe(Date.parse(tuesday));
});

test('what is built on a coming version is not in force before it', () => {
  const published = publishedAfter(
    sandbox,
    [monday, titled(4, 3, 'Coming', 'inForce: { from: "2027-01-08T08:00:00Z" }\n')],
    [tuesday, titled(5, 4, 'Next')],
  );
  expect([inForce(published, '2027-01-08T07:59:59Z')[0], inForce(published, friday)[0]]).toEqual([3, 5]);
});

test('of two on one base the second is built on what stands no more', () => {
  const published = publishedAfter(sandbox, [monday, titled(4, 3, 'First')]);
  expect(refusal(titled(5, 3, 'Second'), published, tuesday)).toBe('StaleBase');
  expect(refusal(titled(5, 4, 'Second'), published, tuesday)).toBe('none');
  expect(refusal(titled(6, 4, 'Second'), published, tuesday)).toBe('VersionStands');
});

test('a memo differs from the lasting version over which it lies, though a later one is coming (N-01)', () => {
  const coming = titled(4, 3, 'Coming', 'inForce: { from: "2027-01-06T08:00:00Z" }\n');
  const { versions } = publishedAfter(
    sandbox,
    [monday, coming],
    [tuesday, titled(5, 3, 'Memo', memo)],
    [tuesday, titled(7, 4, 'Lasting')],
  );
  const packs = versions.map(({ pack }) => pack);
  const bases = packs.map((one) => [one.version, builtOn(one, packs)?.version, one.inForce?.until !== undefined]);
  expect(bases).toEqual([
    [1, undefined, false],
    [2, 1, false],
    [3, 2, false],
    [4, 3, false],
    // It counts until the coming version does; from then on it is the next memo, made again on that version.
    [5, 3, true],
    [6, 4, true],
    [7, 4, false],
    [8, 7, true],
  ]);
});

test('a memo lapses by itself, and cannot become lasting by being built on', () => {
  const published = publishedAfter(sandbox, [monday, titled(4, 3, 'For now', memo)]);
  expect(inForce(published, tuesday)).toEqual([4, 'For now']);
  expect(inForce(published, friday)[0]).toBe(3);
  expect(refusal(titled(5, 4, 'Lasting'), published, tuesday)).toBe('StaleBase');
});

test('a memo is replaced by name, not extended, and the one that is replaced does not come back', () => {
  const published = publishedAfter(sandbox, [monday, titled(4, 3, 'For now', memo)]);
  expect(refusal(titled(5, 3, 'Longer', 'inForce: { until: 2027-02-01 }\n'), published, tuesday)).toBe('MemoStands');
  expect(refusal(titled(5, 3, 'Longer', 'inForce: { until: 2027-02-01, replaces: 2 }\n'), published, tuesday)).toBe(
    'MemoStands',
  );
  const short = 'inForce: { until: "2027-01-06T08:00:00Z", replaces: 4 }\n';
  const replaced = publishedAfter(published, [tuesday, titled(5, 3, 'Shorter', short)]);
  expect(inForce(replaced, '2027-01-05T07:59:59Z')).toEqual([4, 'For now']);
  expect(inForce(replaced, tuesday)).toEqual([5, 'Shorter']);
  expect(inForce(replaced, '2027-01-06T08:00:00Z')[0]).toBe(3);
  expect(refusal(titled(6, 3, 'After it', 'inForce: { until: 2027-02-01, replaces: 5 }\n'), replaced, friday)).toBe(
    'MemoStands',
  );
  expect(refusal(titled(6, 3, 'After it', 'inForce: { until: 2027-02-01 }\n'), replaced, friday)).toBe('none');
});

test('a memo is over before it begins, or says all: refused', () => {
  expect(refusal(titled(4, 3, 'Late', memo), sandbox, friday)).toBe('TermOver');
  const whole = sandbox.versions.find(({ pack }) => pack.version === 2)?.text?.replace('version: 2', 'version: 4');
  expect(refusal(`${memo}${whole}`, sandbox, monday)).toBe('MemoDoesNotFit');
});

test('a lasting version while a memo runs has the memo made again on it, until the memo’s own end', () => {
  const lasting = 'amends: 3\nversion: 5\nroles:\n  manager: { title: { ar: "المدير العام" } }\n';
  const published = publishedAfter(sandbox, [monday, titled(4, 3, 'For now', memo)], [tuesday, lasting]);
  expect(published.versions.map(({ pack }) => pack.version)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(inForce(published, tuesday)).toEqual([6, 'For now']);
  const again = published.versions.at(-1)?.pack;
  expect(again?.roles.manager?.title).toEqual({ ar: 'المدير العام', en: 'For now' });
  expect(again?.inForce).toEqual({ from: '2027-01-05T08:00:00.000Z', until: '2027-01-08T08:00:00.000Z', replaces: 4 });
  expect(inForce(published, friday)[0]).toBe(5);
});

test('a memo is made again on each version that comes into force while it counts; a new memo ends all of them', () => {
  const coming =
    'amends: 3\nversion: 4\ninForce: { from: "2027-01-06T08:00:00Z" }\nroles:\n  manager: { title: { ar: "المدير العام" } }\n';
  const published = publishedAfter(sandbox, [monday, coming], [monday, titled(5, 3, 'For now', memo)]);
  expect(inForce(published, tuesday)).toEqual([5, 'For now']);
  expect(inForce(published, '2027-01-06T08:00:00Z')).toEqual([6, 'For now']);
  expect(inForce(published, friday)[0]).toBe(4);
  const short = 'inForce: { until: "2027-01-05T20:00:00Z", replaces: 5 }\n';
  const ended = publishedAfter(published, [tuesday, titled(7, 3, 'Shorter', short)]);
  expect(inForce(ended, tuesday)).toEqual([7, 'Shorter']);
  expect(inForce(ended, '2027-01-05T20:00:00Z')[0]).toBe(3);
  expect(inForce(ended, '2027-01-06T08:00:00Z')[0]).toBe(4);
});

test('a lasting version on which the running memo does not fit is refused', () => {
  const tells = 'inForce: { until: "2027-01-08T08:00:00Z" }\nsecondFactor: { source: ours, roles: [helper] }\n';
  const role =
    'roles:\n  helper: { source: ours, title: { ar: "مساعد", en: "Helper" }, held: organisation, as: agent }\n';
  const published = publishedAfter(
    sandbox,
    [monday, `amends: 3\nversion: 4\n${role}`],
    [monday, `amends: 4\nversion: 5\n${tells}`],
  );
  expect(refusal('amends: 4\nversion: 6\nroles:\n  helper: null\n', published, tuesday)).toBe('MemoDoesNotFit');
});

test('a memo replaces an earlier one: another number is refused, and stored versions that say so are read all the same', () => {
  const own = titled(4, 3, 'For now', 'inForce: { until: "2027-01-08T08:00:00Z", replaces: 4 }\n');
  expect(proposedVersion(own, sandbox)).toMatchObject({
    what: 'unsound',
    problems: [{ severity: 'refusal', path: 'inForce.replaces', line: 3 }],
  });
  const until = friday;
  const circle = [
    { version: 4, inForce: { until, replaces: 5 } },
    { version: 5, inForce: { from: tuesday, until, replaces: 4 } },
  ];
  expect([monday, tuesday].map((at) => inForceAt(circle, Date.parse(at))?.version)).toEqual([4, 5]);
});

test('a memo that is over is not made again', () => {
  const lasting = 'amends: 3\nversion: 5\nroles:\n  manager: { title: { ar: "المدير العام" } }\n';
  const published = publishedAfter(sandbox, [monday, titled(4, 3, 'For now', memo)], [tuesday, lasting]);
  const brokenOff = { ...published, versions: published.versions.slice(0, -1) };
  const madeAgain = (at: string) => memosAgain(brokenOff, Date.parse(at)).versions.map(({ pack }) => pack.version);
  expect([madeAgain('2027-01-08T07:59:59Z'), madeAgain(friday)]).toEqual([[6], []]);
});
