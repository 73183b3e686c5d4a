import { describe, expect, test } from '@jest/globals';
import { type Actor, customerActor, systemActor } from '../../../domain/case/command.ts';
import { assignsToSelfOnly, mayAct, mayInspect, mayRead, mayReadWords } from '../../../domain/case/rights.ts';
import { complaintCommands } from '../../../domain/complaint/commands.ts';
import { samplePolicy, staff } from '../../support/samples/sample-policy.ts';

const subject = { about: ['manager-9'], owner: 'agent-1', policy: samplePolicy() };
const unowned = { ...subject, owner: null };

const roles = ['agent', 'supervisor', 'manager', 'quality', 'auditor'] as const;
type Answers = Record<(typeof roles)[number], boolean>;
const answers = (ask: (actor: Actor) => boolean): Answers =>
  Object.fromEntries(roles.map((role) => [role, ask(staff(role, `${role}-5`))])) as Answers;

/** The table of the design, section 4: y yes, - no, in the order of the roles; for an agent who does not own the case. */
const table: Record<string, string> = {
  open: 'yyy--',
  complete: 'yyy--',
  withdraw: '-yy--',
  confirm: '-yy--',
  object: '-yy--',
  reopen: '-yy--',
  accept: '-yy--',
  'return-for-completion': 'yyy--',
  pause: 'yyy--',
  resume: 'yyy--',
  decline: '-yy--',
  assign: '-yy--',
  answer: '-yy--',
  interim: '-yy--',
  'hand-over': '-yy--',
  take: 'yyy--',
  'decline-hand-over': 'yyy--',
  'log-contact': 'yyy--',
  identify: 'yyy--',
  'deliver-letter': 'yyy--',
  'set-representative': '-yy--',
  'end-representative': '-yy--',
  'find-party': 'yyy--',
  'record-discussion': 'yyy--',
  'open-department-ticket': 'yyy--',
  attach: 'yyy--',
  link: '-yy--',
  unlink: '-yy--',
  split: '-yy--',
  'report-abuse': 'yyy--',
  merge: '-yy--',
  'undo-merge': '-yy--',
  'join-incident': '-yy--',
  'leave-incident': '-yy--',
  'name-staff': 'yyy--',
  comment: '-yyy-',
  ask: '-yyy-',
  'answer-question': '-yy--',
  share: '-yy--',
  unshare: '-yy--',
  disown: 'yyy--',
  'correct-contact': '-yy--',
  'correct-fields': '-yy--',
  'correct-category': '-yy--',
  'correct-received': '-yy--',
  'approve-correction': '-yy--',
  'reject-correction': '-yy--',
  'give-back': '-yy--',
  rate: '-yy--',
  'tick-step': 'yyy--',
  'book-appointment': 'yyy--',
  'keep-appointment': 'yyy--',
  'cancel-appointment': 'yyy--',
  'prepare-claim': 'yyy--',
  'amend-claim': 'yyy--',
  'approve-claim': '--y--',
  'reject-claim': '--y--',
  'record-goodwill': '-yy--',
  approve: '--y--',
  repin: '--y--',
  extend: '--y--',
};

describe('who may give a command', () => {
  test.each(Object.entries(table))('%s: %s', (command, line) => {
    const expected = Object.fromEntries(roles.map((role, index) => [role, line[index] === 'y']));
    expect(answers((actor) => mayAct(actor, command, subject) === null)).toEqual(expected);
  });

  test('the table names every command of a complaint', () => {
    expect(Object.keys(table)).toEqual(expect.arrayContaining([...new Set(Object.values(complaintCommands).flat())]));
  });

  test.each(['accept', 'assign'])(
    'S7: nobody of the agents may %s what a colleague owns; what nobody owns, each',
    (command) => {
      expect(mayAct(staff('agent', 'agent-2'), command, subject)).toMatchObject({ no: 'NotYourCase' });
      expect(mayAct(staff('agent', 'agent-2'), command, unowned)).toBeNull();
      expect(mayAct(staff('agent', 'agent-1'), command, subject)).toBeNull();
    },
  );

  const ofOwner = [
    'withdraw',
    'confirm',
    'object',
    'reopen',
    'rate',
    'split',
    'link',
    'unlink',
    'answer',
    'interim',
    'give-back',
    'correct-contact',
    'correct-fields',
    'correct-category',
  ];
  test.each(ofOwner)('S7: the owner may %s, and no colleague', (command) => {
    expect(mayAct(staff('agent', 'agent-1'), command, subject)).toBeNull();
    expect(mayAct(staff('agent', 'agent-2'), command, subject)).toMatchObject({ no: 'NotYourCase' });
  });

  test('a command that a role does not have is forbidden', () => {
    expect(mayAct(staff('auditor'), 'accept', subject)).toMatchObject({ no: 'Forbidden' });
  });

  test('a person without a role of the pack may do nothing', () => {
    expect(mayAct(staff('gardener'), 'accept', subject)).toMatchObject({ no: 'Forbidden' });
  });

  test('of several roles the widest counts', () => {
    const both = { ...staff('agent', 'agent-2'), roles: ['agent', 'supervisor'] };
    expect(mayAct(both, 'answer', subject)).toBeNull();
    expect(assignsToSelfOnly(both, subject)).toBe(false);
  });

  test('a customer may complete, withdraw, confirm, rate, object, disown, attach, correct the contact and have it reopened, and nothing of what staff do', () => {
    const allowed = Object.keys(table).filter((command) => mayAct(customerActor, command, subject) === null);
    expect(allowed.sort()).toEqual([
      ...[
        'attach',
        'book-appointment',
        'cancel-appointment',
        'complete',
        'confirm',
        'correct-contact',
        'disown',
        'object',
        'open',
        'rate',
      ],
      ...['reopen', 'withdraw'],
    ]);
  });

  test('the system may do whatever follows from a rule', () => {
    expect(Object.keys(table).filter((command) => mayAct(systemActor, command, subject) !== null)).toEqual([]);
  });
});

describe('a person named in the case', () => {
  const named = staff('manager', 'manager-9');

  test('may give no command on it', () => {
    const refusals = Object.keys(table).map((command) => mayAct(named, command, subject)?.no);
    expect(new Set(refusals)).toEqual(new Set(['NamedInCase']));
  });

  test('sees neither the case nor its words nor its proofs', () => {
    expect(mayRead(named, subject)).toBe(false);
    expect(mayReadWords(named, subject, 'a reason')).toBe(false);
    expect(mayInspect(named, 'proofs', subject)).toBe(false);
  });
});

describe('who may read', () => {
  const elsewhere = (role: string): Actor => ({
    ...staff(role, `${role}-5`),
    groups: ['other'],
    departments: ['other'],
  });

  test('a case: the group, the department, and who sees all', () => {
    expect(answers((actor) => mayRead(actor, subject))).toEqual({
      agent: true,
      supervisor: true,
      manager: true,
      quality: true,
      auditor: true,
    });
    expect(roles.filter((role) => mayRead(elsewhere(role), subject))).toEqual(['manager', 'quality', 'auditor']);
  });

  test('a case of another group: its owner', () => {
    expect(mayRead({ ...elsewhere('agent'), id: 'agent-1' }, subject)).toBe(true);
  });

  test('words: an agent only those of his own and of unowned cases', () => {
    expect(mayReadWords(staff('agent', 'agent-1'), subject)).toBe(true);
    expect(mayReadWords(staff('agent', 'agent-2'), subject)).toBe(false);
    expect(mayReadWords(staff('agent', 'agent-2'), unowned)).toBe(true);
    expect(mayReadWords(elsewhere('agent'), unowned)).toBe(false);
  });

  test('words: a supervisor those of his department only', () => {
    expect(mayReadWords(staff('supervisor'), subject)).toBe(true);
    expect(mayReadWords(elsewhere('supervisor'), subject)).toBe(false);
  });

  test('words: an auditor only with a reason', () => {
    expect(mayReadWords(staff('auditor'), subject)).toBe(false);
    expect(mayReadWords(staff('auditor'), subject, '  ')).toBe(false);
    expect(mayReadWords(staff('auditor'), subject, 'yearly audit')).toBe(true);
  });

  test.each([
    ['replay', '----y'],
    ['audit', '----y'],
    ['proofs', '-yyyy'],
  ] as const)('%s: %s', (what, line) => {
    const expected = Object.fromEntries(roles.map((role, index) => [role, line[index] === 'y']));
    expect(answers((actor) => mayInspect(actor, what, subject))).toEqual(expected);
  });
});
