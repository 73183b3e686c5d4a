import { describe, expect, test } from '@jest/globals';
import { type ApprovalRule, placesFilled } from '../../../domain/approval/rule.ts';
import {
  type Approval,
  type Decision,
  objectionTo,
  openApproval,
  reopenApproval,
  withDecision,
} from '../../../domain/case/approval.ts';
import type { Actor } from '../../../domain/case/command.ts';
import { staff } from '../../support/samples/sample-policy.ts';

const subject = 'digest-of-the-subject';
const at = '2026-03-11T07:00:00Z';
const manager = { role: 'manager' };
const controller = { role: 'controller' };

/** Decides for a person, who must be allowed to. */
function decide(approval: Approval, actor: Actor, verdict: Decision['verdict'] = 'approved'): Approval {
  const refusal = objectionTo(approval, { verdict, digest: approval.digest }, actor);
  if (refusal) throw new Error(`${refusal.no}: ${refusal.detail}`);
  const { id: by, standingInFor = null, roles } = actor;
  return withDecision(approval, { verdict, digest: approval.digest, by, standingInFor, roles, at, reason: null });
}

const objection = (approval: Approval, actor: Actor, barred: string[] = []) =>
  objectionTo(approval, { verdict: 'approved', digest: approval.digest }, actor, barred);

/** Somebody who acts in the right of a manager who is away. */
function standIn(id: string, absent: string, role = 'manager'): Actor {
  const place = { roles: [role], groups: [], departments: [], through: [] };
  const span = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', scope: 'everything' as const };
  return { ...staff(role, id), standIns: [{ for: absent, by: id, ...span, ...place }], standingInFor: absent };
}

/** Each rule with who has approved, by role, and whether that is enough. */
const table: [rule: ApprovalRule, approvedBy: Actor[], status: Approval['status']][] = [
  [{ anyOf: [manager, controller] }, [], 'waiting'],
  [{ anyOf: [manager, controller] }, [staff('controller')], 'approved'],
  [{ anyOf: [{ person: 'quality-1' }] }, [staff('quality')], 'approved'],
  [{ allOf: [manager, controller] }, [staff('manager')], 'waiting'],
  [{ allOf: [manager, controller] }, [staff('controller'), staff('manager')], 'approved'],
  [{ allOf: [manager, { person: 'quality-1' }] }, [staff('manager'), staff('quality')], 'approved'],
  [{ quorum: 2, of: [manager] }, [staff('manager', 'm-1')], 'waiting'],
  [{ quorum: 2, of: [manager] }, [staff('manager', 'm-1'), staff('manager', 'm-2')], 'approved'],
  [{ quorum: 2, of: [manager, controller] }, [staff('controller'), staff('manager')], 'approved'],
  [{ quorum: 0, of: [] }, [], 'approved'],
];

test.each(table)('%j after %j is %s', (rule, approvedBy, status) => {
  const approval = approvedBy.reduce((so, actor) => decide(so, actor), openApproval(subject, rule, ['preparer']));
  expect(approval.status).toBe(status);
});

describe('who has two roles', () => {
  const both = { ...staff('manager', 'both'), roles: ['manager', 'controller'] };
  const rule: ApprovalRule = { allOf: [manager, controller] };

  test('leaves the role that another one lacks, in whatever order they come', () => {
    for (const order of [
      [both, staff('manager')],
      [staff('manager'), both],
    ]) {
      expect(order.reduce((so, actor) => decide(so, actor), openApproval(subject, rule, [])).status).toBe('approved');
    }
  });

  test('fills one place only', () => {
    const half = decide(openApproval(subject, rule, []), both);
    expect(objection(half, both)).toMatchObject({ no: 'NotAllowedNow' });
  });

  test('a second one of a role whose place is taken adds nothing and is told so', () => {
    const half = decide(openApproval(subject, rule, []), staff('manager', 'm-1'));
    expect(objection(half, staff('manager', 'm-2'))).toMatchObject({ no: 'NotAllowedNow' });
  });
});

describe('four eyes', () => {
  const rule: ApprovalRule = { quorum: 2, of: [manager] };
  const open = openApproval(subject, rule, ['m-1']);

  test('who prepared it does not decide', () => {
    expect(objection(open, staff('manager', 'm-1'))).toMatchObject({ no: 'SamePerson' });
  });

  test('nor anyone who stands in for the one who prepared it, even in his own right as a manager', () => {
    expect(objection(open, standIn('m-2', 'm-1'))).toMatchObject({ no: 'SamePerson' });
    const { standingInFor: _, ...inOwnRight } = standIn('m-2', 'm-1');
    expect(objection(open, inOwnRight)).toMatchObject({ no: 'SamePerson' });
  });

  test('nor anyone who the case bars, under any name', () => {
    expect(objection(open, staff('manager', 'm-2'), ['m-2'])).toMatchObject({ no: 'SamePerson' });
    expect(objection(open, standIn('m-2', 'm-3'), ['m-3'])).toMatchObject({ no: 'SamePerson' });
  });

  test('nobody decides twice, not even for somebody else', () => {
    const half = decide(open, staff('manager', 'm-2'));
    expect(objection(half, staff('manager', 'm-2'))).toMatchObject({ no: 'NotAllowedNow' });
    expect(objection(half, standIn('m-2', 'm-4'))).toMatchObject({ no: 'NotAllowedNow' });
  });

  test('a stand-in and the one he stood in for are one', () => {
    const half = decide(open, standIn('agent-1', 'm-2'));
    expect(objection(half, staff('manager', 'm-2'))).toMatchObject({ no: 'NotAllowedNow' });
    expect(objection(half, standIn('agent-2', 'm-2'))).toMatchObject({ no: 'NotAllowedNow' });
    const other = decide(open, staff('manager', 'm-2'));
    expect(objection(other, standIn('agent-1', 'm-2'))).toMatchObject({ no: 'NotAllowedNow' });
  });

  test('who has approved does not reject through a stand-in, nor the other way round', () => {
    const half = decide(open, staff('manager', 'm-2'));
    const rejection = { verdict: 'rejected' as const, digest: subject };
    expect(objectionTo(half, rejection, standIn('agent-1', 'm-2'))).toMatchObject({ no: 'NotAllowedNow' });
    const other = decide(open, standIn('agent-1', 'm-2'));
    expect(objectionTo(other, rejection, staff('manager', 'm-2'))).toMatchObject({ no: 'NotAllowedNow' });
  });

  test('two stand-ins of two people are two', () => {
    expect(decide(decide(open, standIn('agent-1', 'm-2')), standIn('agent-2', 'm-3')).status).toBe('approved');
  });

  test('signatures that share a name fill one place, however they are counted', () => {
    const signature = (by: string, standingInFor: string | null) => ({ by, standingInFor, roles: ['manager'] });
    expect(placesFilled(rule, [signature('m-2', null), signature('agent-1', 'm-2')])).toBe(1);
    expect(placesFilled(rule, [signature('agent-1', 'm-2'), signature('agent-1', 'm-3')])).toBe(1);
  });
});

describe('a frozen subject', () => {
  const rule: ApprovalRule = { quorum: 2, of: [manager] };

  test('that was changed voids the decisions on it, and bars anyone who changed it as well', () => {
    const half = decide(openApproval(subject, rule, ['preparer']), staff('manager', 'm-1'));
    const changed = reopenApproval(half, 'another digest', rule, ['m-3']);
    expect(changed).toMatchObject({ status: 'waiting', decisions: [], mayNotDecide: ['preparer', 'm-3'] });
    expect(decide(changed, staff('manager', 'm-1')).status).toBe('waiting');
  });

  test('takes no decision that was made on an earlier one', () => {
    const changed = reopenApproval(openApproval(subject, rule, []), 'another digest', rule, []);
    const stale = { verdict: 'approved' as const, digest: subject };
    expect(objectionTo(changed, stale, staff('manager'))).toMatchObject({ no: 'PreconditionFailed' });
    const decision = { ...stale, by: 'm-1', standingInFor: null, roles: ['manager'], at, reason: null };
    expect(withDecision(changed, decision)).toBe(changed);
  });
});

test('one rejection rejects, also after an approval, and nothing follows it', () => {
  const half = decide(openApproval(subject, { quorum: 2, of: [manager] }, []), staff('manager', 'm-1'));
  const rejected = decide(half, staff('manager', 'm-2'), 'rejected');
  expect(rejected.status).toBe('rejected');
  expect(objection(rejected, staff('manager', 'm-3'))).toMatchObject({ no: 'NotAllowedNow' });
});

test('who has none of the roles neither approves nor rejects', () => {
  const open = openApproval(subject, { anyOf: [manager] }, []);
  for (const verdict of ['approved', 'rejected'] as const) {
    expect(objectionTo(open, { verdict, digest: subject }, staff('agent'))).toMatchObject({ no: 'Forbidden' });
  }
});
