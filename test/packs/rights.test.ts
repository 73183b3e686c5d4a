import { expect, test } from '@jest/globals';
import type { RightsPack, Role } from '../../packs/kinds/pinned-policy.ts';
import { contentHash } from '../../packs/load/content-hash.ts';
import { packHash } from '../../packs/load/load.ts';
import { defaultRights } from '../../packs/rights/default-rights.ts';
import { firstRights, firstTicketRights } from '../../packs/rights/first-rights.ts';
import { allRightsOf, protectedRightsOf, rightsOf } from '../../packs/rights/rights.ts';
import { fiveOrganisations, ownPack, publishedPack } from '../support/samples/policies-on-disk.ts';

const customerSide = ['open', 'complete', 'withdraw', 'confirm', 'rate', 'object', 'reopen', 'attach', 'disown'];
const appointments = ['book-appointment', 'keep-appointment', 'cancel-appointment'];
const contact = ['log-contact', 'find-party', 'record-discussion', 'tick-step', ...appointments];
const department = ['open-department-ticket', 'take', 'decline-hand-over'];
const care = ['accept', 'return-for-completion', 'pause', 'resume', ...contact, ...department];
const beside = [
  'link',
  'unlink',
  'split',
  'report-abuse',
  'give-back',
  'name-staff',
  'correct-contact',
  'correct-fields',
  'correct-category',
];
const sharing = ['share', 'unshare', 'answer-question'];
const claims = ['prepare-claim', 'amend-claim', 'record-goodwill'];

test('agents work cases, assign to themselves and answer what they own', () => {
  const { commands } = defaultRights.agent;
  expect(Object.keys(commands).sort()).toEqual(
    [...customerSide, ...care, ...beside, ...claims, ...sharing, 'assign', 'answer', 'interim', 'hand-over'].sort(),
  );
  expect(commands).toMatchObject({
    assign: 'self-unowned',
    answer: 'owner',
    interim: 'owner',
    accept: 'unowned',
    'hand-over': 'owner',
    take: 'receiver',
  });
});

test('a role that merges complaints undoes that too, if the pack gives time for it and does not say otherwise', () => {
  const newest = ownPack('sandbox');
  const reaches = (pack: RightsPack) =>
    Object.entries(rightsOf(pack)).flatMap(([role, { commands }]) => (commands['undo-merge'] ? [role] : []));
  expect(reaches(newest)).toEqual(['supervisor', 'manager']);
  const { merging: _, ...complaint } = newest.kinds.complaint;
  expect(reaches({ ...newest, kinds: { ...newest.kinds, complaint } })).toEqual([]);
  const supervisor = { ...newest.roles.supervisor, rights: { commands: { 'undo-merge': 'no' } } } as Role;
  expect(reaches({ ...newest, roles: { ...newest.roles, supervisor } })).toEqual(['manager']);
});

test('supervisors decline and assign besides, and managers alone approve, repin and extend', () => {
  const supervisor = Object.keys(defaultRights.supervisor.commands);
  const righting = ['correct-received', 'approve-correction', 'reject-correction'];
  const lead = ['decline', 'assign', 'answer', 'interim', 'hand-over', 'merge', 'comment', 'ask', ...righting];
  expect(supervisor.sort()).toEqual([...customerSide, ...care, ...beside, ...claims, ...sharing, ...lead].sort());
  const more = Object.keys(defaultRights.manager.commands).filter((command) => !supervisor.includes(command));
  expect(more.sort()).toEqual(['approve', 'approve-claim', 'extend', 'reject-claim', 'repin']);
});

test('quality and auditors read everything and change nothing; quality comments and asks (N-14)', () => {
  const study = { comment: 'yes', ask: 'yes' };
  expect(defaultRights.quality).toMatchObject({ read: 'all', words: 'all', proofs: true, replay: false });
  expect(defaultRights.quality.commands).toEqual(study);
  expect(defaultRights.auditor).toMatchObject({
    commands: {},
    read: 'all',
    words: 'with-reason',
    replay: true,
    audit: true,
  });
});

test('a pack narrows a right: in the society anyone who owns a complaint logs contacts, and the supervisor does (B-06)', () => {
  const { agent, supervisor } = rightsOf(ownPack('beneficiary-society'));
  expect(agent?.commands['log-contact']).toBe('owner');
  expect(agent?.commands['keep-appointment']).toBe('owner');
  expect(supervisor?.commands['log-contact']).toBe('yes');
  expect(agent?.commands.accept).toBe('unowned');
});

test('a role of the organisation’s own without a standard one begins with nothing (N-19)', () => {
  expect(rightsOf(ownPack('neighbourhood-centres'))['data-steward']).toEqual({
    commands: {},
    read: 'none',
    words: 'none',
    replay: false,
    proofs: false,
    audit: false,
  });
});

test('a right is taken away by `no`', () => {
  const { roles, kinds, reading } = ownPack('courier');
  const { agent } = roles;
  if (!agent) throw new Error('the courier has agents');
  const changed = { ...roles, agent: { ...agent, rights: { commands: { accept: 'no' as const } } } };
  expect(rightsOf({ roles: changed, kinds, reading }).agent?.commands).not.toHaveProperty('accept');
});

test('X-04: the first table is for ever what the first versions were published with', () => {
  expect(contentHash({ firstRights, firstTicketRights })).toBe(
    'd05ff6edd425a2c5ffbd9b8d3dc2c43c9d44b7d5b46e1e529c0bb572b0823bd3',
  );
  for (const organisation of fiveOrganisations) {
    const first = publishedPack(organisation, 1);
    expect(rightsOf(first).agent?.commands).toMatchObject({ assign: 'self', withdraw: 'yes', split: 'yes' });
    expect(rightsOf(ownPack(organisation)).agent?.commands).toMatchObject({
      assign: 'self-unowned',
      withdraw: 'owner',
    });
  }
});

test('X-04: the hash of a pack of the third reading covers its rights, that of an earlier one its file alone', () => {
  const [first, second] = [publishedPack('courier', 1), ownPack('courier')];
  const other = { complaint: {} };
  expect(packHash(second, {}, other)).not.toBe(packHash(second, {}));
  expect(packHash(second, {})).toBe(packHash(second, {}, allRightsOf(second)));
  expect(packHash(first, {}, other)).toBe(contentHash({}));
});

test('S7: cases of an earlier pack keep their table, but the API lets nobody take a colleague’s case or speak by it', () => {
  const first = publishedPack('courier', 1);
  const { agent, supervisor } = protectedRightsOf(first, 'complaint');
  const narrowed = ['withdraw', 'confirm', 'object', 'reopen', 'rate', 'split', 'link', 'unlink'];
  for (const command of narrowed) expect([command, agent?.commands[command]]).toEqual([command, 'owner']);
  expect(agent?.commands).toMatchObject({ assign: 'self-unowned', accept: 'unowned', pause: 'yes' });
  expect(supervisor).toEqual(rightsOf(first).supervisor);
  expect(protectedRightsOf(first, 'departmentTicket').agent?.commands.assign).toBe('self-unowned');
  expect(protectedRightsOf(ownPack('courier'), 'complaint')).toEqual(rightsOf(ownPack('courier')));
});
