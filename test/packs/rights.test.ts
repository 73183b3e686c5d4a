import { expect, test } from '@jest/globals';
import { defaultRights } from '../../packs/default-rights.ts';
import { rightsOf } from '../../packs/rights.ts';
import { ownPack } from './policies-on-disk.ts';

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
];
const sharing = ['share', 'unshare'];
const claims = ['prepare-claim', 'amend-claim', 'record-goodwill'];

test('agents work cases, assign to themselves and answer what they own', () => {
  const { commands } = defaultRights.agent;
  expect(Object.keys(commands).sort()).toEqual(
    [...customerSide, ...care, ...beside, ...claims, ...sharing, 'assign', 'answer', 'interim', 'hand-over'].sort(),
  );
  expect(commands).toMatchObject({
    assign: 'self',
    answer: 'owner',
    interim: 'owner',
    accept: 'yes',
    'hand-over': 'owner',
    take: 'receiver',
  });
});

test('supervisors decline and assign besides, and managers alone approve, repin and extend', () => {
  const supervisor = Object.keys(defaultRights.supervisor.commands);
  const lead = ['decline', 'assign', 'answer', 'interim', 'hand-over', 'merge'];
  expect(supervisor.sort()).toEqual([...customerSide, ...care, ...beside, ...claims, ...sharing, ...lead].sort());
  const more = Object.keys(defaultRights.manager.commands).filter((command) => !supervisor.includes(command));
  expect(more.sort()).toEqual(['approve', 'approve-claim', 'extend', 'reject-claim', 'repin']);
});

test('quality and auditors read everything and change nothing', () => {
  expect(defaultRights.quality).toMatchObject({ commands: {}, read: 'all', words: 'all', proofs: true, replay: false });
  expect(defaultRights.auditor).toMatchObject({
    commands: {},
    read: 'all',
    words: 'with-reason',
    replay: true,
    audit: true,
  });
});

test('a pack narrows a right: in the society whoever owns a complaint logs contacts, and the supervisor does (B-06)', () => {
  const { agent, supervisor } = rightsOf(ownPack('beneficiary-society'));
  expect(agent?.commands['log-contact']).toBe('owner');
  expect(agent?.commands['keep-appointment']).toBe('owner');
  expect(supervisor?.commands['log-contact']).toBe('yes');
  expect(agent?.commands.accept).toBe('yes');
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
  const { roles, kinds } = ownPack('courier');
  const { agent } = roles;
  if (!agent) throw new Error('the courier has agents');
  const changed = { ...roles, agent: { ...agent, rights: { commands: { accept: 'no' as const } } } };
  expect(rightsOf({ roles: changed, kinds }).agent?.commands).not.toHaveProperty('accept');
});
