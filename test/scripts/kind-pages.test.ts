import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { drawnKinds } from '../../scripts/kinds/drawn-kinds.ts';
import { kindPage } from '../../scripts/kinds/kind-page.ts';
import { isDrawn } from '../support/stories/drawn-moves.ts';

test('every kind has its page, and each page is as `npm run docs:kinds` writes it', () => {
  expect(readdirSync('docs/kinds').sort()).toEqual(drawnKinds.map(({ page }) => `${page}.md`).sort());
  for (const drawn of drawnKinds) {
    expect(readFileSync(`docs/kinds/${drawn.page}.md`, 'utf8')).toBe(kindPage(drawn));
  }
});

test.each(drawnKinds)(
  '$title: every move is by a command that its status takes, and every status is reached',
  (drawn) => {
    const { kind, moves, begins, isFinal } = drawn;
    const byCommand = moves.filter(([, by]) => !by.startsWith('window: ') && by !== 'message undelivered');
    const takes = (status: string) => [...(kind.commands[status] ?? []), ...kind.innerCommands];
    expect(byCommand.filter(([from, by]) => !takes(from).includes(by))).toEqual([]);
    const reached = [begins, ...moves.map(([, , to]) => to)];
    expect(Object.keys(kind.commands).filter((status) => !reached.includes(status))).toEqual([]);
    // A merging ends the complaint, unless it is undone.
    expect(moves.filter(([from, by]) => isFinal(from) && by !== 'undo-merge')).toEqual([]);
  },
);

test.each(drawnKinds)('$title: every window that moves it stands in the table of its windows', ({ moves, windows }) => {
  const moving = moves.flatMap(([, by]) => (by.startsWith('window: ') ? [by.slice('window: '.length)] : []));
  expect(moving.filter((id) => !windows.some(([known]) => known === id))).toEqual([]);
});

test('a change of status that a diagram does not have is an error in any test of the rules', () => {
  const [complaint] = drawnKinds;
  if (!complaint) throw new Error('no kind is drawn');
  expect(isDrawn(complaint, 'received', 'open')).toBe(true);
  expect(isDrawn(complaint, 'received', 'answered')).toBe(false);
  const undrawn = { ...complaint, moves: complaint.moves.filter(([, by]) => by !== 'accept') };
  expect(isDrawn(undrawn, 'received', 'open')).toBe(false);
});
