import { describe, expect, test } from '@jest/globals';
import { type Hierarchy, staffRecipients } from '../../activities/notices/recipients.ts';
import type { StaffDocument } from '../../db/organisation/staff.ts';
import type { Notice } from '../../domain/case/case.ts';
import type { NoticeBatch } from '../../workflows/messages/notices.ts';

const at = '2026-03-11T07:00:00Z';
const away = (deputy: string) => [{ from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z', deputy, enteredBy: 'x' }];

function person(id: string, role: string, absences: StaffDocument['absences'] = []): StaffDocument {
  return { _id: id, roles: [role], groups: ['care'], departments: ['customers'], absences } as unknown as StaffDocument;
}

const role = (as?: string) => ({ ...(as ? { as } : {}) }) as Hierarchy['roles'][string];
const pack: Hierarchy = {
  roles: {
    ...{ agent: role('agent'), supervisor: role('supervisor'), manager: role('manager'), quality: role('quality') },
    ...{ 'second-manager': role('manager'), secretary: role('quality') },
  },
  independentRole: { source: 'ours', role: 'secretary' },
};

const directory = [
  person('supervisor-1', 'supervisor'),
  person('manager-1', 'manager'),
  person('secretary-1', 'secretary'),
  person('quality-1', 'quality'),
];

function told(
  to: Notice['to'],
  about: string[],
  people = directory,
  owner: string | null = null,
  under = pack,
): string[] {
  const batch = { owner, about, group: 'care', department: 'customers', at } as unknown as NoticeBatch;
  return staffRecipients(to, batch, people, under).map(({ _id }) => _id);
}

describe('anyone who a complaint names hears nothing of it (F-10)', () => {
  test('a colleague in the same role does, and nobody above', () => {
    expect(told('role:supervisor', ['supervisor-1'], [...directory, person('supervisor-2', 'supervisor')])).toEqual([
      'supervisor-2',
    ]);
  });

  test('where nobody in the role is left, the next one up leads them: the independent role hears of it too', () => {
    expect(told('role:supervisor', ['supervisor-1'])).toEqual(['manager-1', 'secretary-1']);
  });

  test.each(['role:supervisor', 'role:manager', 'role:second-manager', 'owner'] as const)(
    'where everybody on the way up from %s is named, the independent role alone gets it, once',
    (to) => {
      expect(told(to, ['supervisor-1', 'manager-1'], directory, 'supervisor-1')).toEqual(['secretary-1']);
    },
  );

  test('where the independent role is named as well, quality gets it', () => {
    expect(told('role:manager', ['manager-1', 'secretary-1'])).toEqual(['quality-1']);
  });

  test.each([
    ['quality itself is independent', { ...pack, independentRole: { source: 'ours' as const, role: 'quality' } }],
    ['the policy names nobody independent', { roles: pack.roles }],
    ['the independent role is named as well', pack],
  ])('where quality is named and %s, the managers get what was for quality', (_, under) => {
    const staff = directory.filter(({ _id }) => _id !== 'secretary-1');
    expect(told('role:quality', ['quality-1'], staff, null, under)).toEqual(['manager-1']);
    expect(told('role:supervisor', ['supervisor-1', 'quality-1'], staff, null, under)).toEqual(['manager-1']);
  });

  test('nor does the stand-in of somebody named, nor somebody named who stands in', () => {
    const withDeputy = [
      person('supervisor-1', 'supervisor', away('agent-1')),
      person('agent-1', 'agent'),
      ...directory.slice(1),
    ];
    expect(told('role:supervisor', ['supervisor-1'], withDeputy)).toEqual(['manager-1', 'secretary-1']);
    expect(told('role:supervisor', ['agent-1'], withDeputy)).toEqual(['manager-1']);
  });

  test('nobody at all where everybody is named', () => {
    expect(
      told(
        'owner',
        directory.map(({ _id }) => _id),
      ),
    ).toEqual([]);
  });
});

test('a role that nobody holds is not a conflict: the next one up alone is told', () => {
  expect(told('role:supervisor', [], directory.slice(1))).toEqual(['manager-1']);
  expect(told('role:second-manager', [])).toEqual(['secretary-1']);
});
