/** Going over to a newer version, with the packs of all organisations as they stand. */
import { expect, test } from '@jest/globals';
import type { CaseState } from '../../domain/case/case.ts';
import { isNo } from '../../domain/case/command.ts';
import type { PolicySlice } from '../../domain/case/policy.ts';
import { repinned } from '../../domain/case/repin.ts';
import { openCalendar } from '../../domain/deadline/deadline.ts';
import { caseKinds } from '../../domain/kinds.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import { ticketSliceFor } from '../../packs/kinds/department-ticket/pinned-policy.ts';
import { followedItemSliceFor } from '../../packs/kinds/followed-item/pinned-policy.ts';
import { leadSliceFor } from '../../packs/kinds/lead/pinned-policy.ts';
import { recordChangeSliceFor } from '../../packs/kinds/record-change/pinned-policy.ts';
import { surveyCycleSliceFor } from '../../packs/kinds/survey-cycle/pinned-policy.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { latestCalendar, loadPacks } from '../../packs/load/load.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import { words } from '../support/samples/sample-policy.ts';

const { packs, calendars } = loadPacks(policyFolders(undefined));
const at = '2026-03-11T07:00:00Z';

type SliceOf = (pack: Pack) => PolicySlice | null;

function slicesOf(pack: Pack): [string, SliceOf][] {
  const categories = Object.keys(pack.kinds.complaint.categories);
  const departments = Object.keys(pack.departments);
  return [
    ...categories.map((category): [string, SliceOf] => [
      `complaint ${category}`,
      (one) => pinPolicy(one, { category, channel: 'phone' }),
    ]),
    ...departments.map((department): [string, SliceOf] => [
      `departmentTicket ${department}`,
      (one) => ticketSliceFor(one, department, 'complaint'),
    ]),
    ['recordChange', (one) => recordChangeSliceFor(one, 'new')],
    ['surveyCycle', surveyCycleSliceFor],
    ['lead', (one) => leadSliceFor(one, 'club')],
    ['followedItem', (one) => (one.kinds.followedItem ? followedItemSliceFor(one) : null)],
  ];
}

const organisations = [...new Set(packs.map(({ id }) => id))];
const of = (id: string, version: number) => packs.find((pack) => pack.id === id && pack.version === version) as Pack;

test.each(organisations)(
  'a case of version 1 may go over to version 2 without any loss, of every kind: %s (X-04)',
  (id) => {
    const [first, second] = [of(id, 1), of(id, 2)];
    const file = latestCalendar(calendars, first.calendar);
    if (!file) throw new Error(`${id} has no calendar`);
    const calendar = openCalendar(snapshotOf(file).calendar);
    for (const [name, slice] of slicesOf(first)) {
      const [policy, newer] = [slice(first), slice(second)];
      if (!policy || !newer) continue;
      const state = { policy, clocks: [], round: 1 } as unknown as CaseState;
      const answer = repinned(state, { policy: newer, words: words('why') }, at, calendar);
      expect([name, isNo(answer) ? answer.detail : 'repinned']).toEqual([name, 'repinned']);
    }
  },
);

test.each(organisations)(
  'a manager alone has cases go over to a newer version, of every kind that there is: %s',
  (id) => {
    const { roles, kinds } = of(id, 2);
    for (const kind of caseKinds) {
      for (const [role, { commands }] of Object.entries(rightsOf(of(id, 2), kind))) {
        expect([kind, role, commands.repin === 'yes' && roles[role]?.as !== 'manager']).toEqual([kind, role, false]);
      }
      const someone = Object.values(rightsOf(of(id, 2), kind)).some(({ commands }) => commands.repin === 'yes');
      expect([kind, someone]).toEqual([kind, kinds[kind] !== undefined]);
    }
  },
);
