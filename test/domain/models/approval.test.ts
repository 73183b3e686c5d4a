import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ApprovalRule, Approver } from '../../../domain/approval/rule.ts';
import {
  type Approval,
  objectionTo,
  openApproval,
  reopenApproval,
  withDecision,
} from '../../../domain/case/approval.ts';
import { type Actor, effectiveUser } from '../../../domain/case/command.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { runOnce } from '../../support/jest/run-once.ts';

/** Who works here, in which roles. */
const roles: Record<string, string[]> = {
  ada: ['manager'],
  bea: ['manager', 'controller'],
  cem: ['controller'],
  dov: ['manager'],
  eli: ['agent'],
};
/** And in which departments; the others are in none (F-04). */
const departments: Record<string, string[]> = { ada: ['care'], bea: ['programmes', 'care'], dov: ['programmes'] };
const people = Object.keys(roles);
const person = fc.constantFrom(...people);
const approver: fc.Arbitrary<Approver> = fc.oneof(
  fc.constantFrom('manager', 'controller').map((role) => ({ role })),
  person.map((id) => ({ person: id })),
  fc.constantFrom('care', 'programmes').map((department) => ({ department, roles: ['manager'] })),
);
const several = fc.array(approver, { minLength: 1, maxLength: 3 });
const rule: fc.Arbitrary<ApprovalRule> = fc.oneof(
  several.map((anyOf) => ({ anyOf })),
  several.map((allOf) => ({ allOf })),
  fc.record({ quorum: fc.integer({ min: 1, max: 3 }), of: several }),
);

type Happening =
  | {
      what: 'decision';
      by: string;
      standIns: string[];
      inRightOf: number;
      verdict: 'approved' | 'rejected';
      stale: boolean;
    }
  | { what: 'change'; by: string };

const decision: fc.Arbitrary<Happening> = fc.record({
  what: fc.constant('decision' as const),
  by: person,
  standIns: fc.oneof(
    { arbitrary: fc.constant<string[]>([]), weight: 2 },
    { arbitrary: fc.uniqueArray(person, { maxLength: 2 }), weight: 1 },
  ),
  inRightOf: fc.nat(2),
  verdict: fc.constantFrom('approved', 'approved', 'approved', 'approved', 'rejected'),
  stale: fc.constantFrom(false, false, false, false, true),
});
const change: fc.Arbitrary<Happening> = fc.record({ what: fc.constant('change' as const), by: person });
const story = fc.record({
  rule,
  preparer: person,
  owner: person,
  happenings: fc.array(fc.oneof({ arbitrary: decision, weight: 8 }, { arbitrary: change, weight: 1 }), {
    minLength: 3,
    maxLength: 60,
    size: 'max',
  }),
});

/** A person in their own right (0) or in that of one of those for whom they stand in. */
function actorOf({ by, standIns, inRightOf }: Extract<Happening, { what: 'decision' }>): Actor {
  const absent = standIns.filter((id) => id !== by);
  const span = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', scope: 'everything' as const };
  const rolesOf = (id: string) => ({ roles: roles[id] ?? [], groups: [], departments: departments[id] ?? [] });
  const carried = absent.map((id) => ({ for: id, by, ...span, ...rolesOf(id), through: [] }));
  const standingInFor = [undefined, ...absent][inRightOf % (absent.length + 1)];
  const own = { id: by, ...rolesOf(standingInFor ?? by), standIns: carried };
  return standingInFor ? { ...own, standingInFor } : own;
}

/** A way to put a different approver on every place, tried one by one: slow and plain, apart from the code that it judges. */
function canSeat(places: Approver[][], signed: Actor[]): boolean {
  const [place, ...others] = places;
  if (!place) return true;
  return signed.some((actor) => {
    const fits = place.some((one) => {
      if ('role' in one) return actor.roles.includes(one.role);
      if ('person' in one) return one.person === effectiveUser(actor);
      return actor.departments.includes(one.department) && one.roles.some((role) => actor.roles.includes(role));
    });
    return (
      fits &&
      canSeat(
        others,
        signed.filter((other) => other !== actor),
      )
    );
  });
}

function placesOf(wanted: ApprovalRule): Approver[][] {
  if ('anyOf' in wanted) return [wanted.anyOf];
  if ('allOf' in wanted) return wanted.allOf.map((one) => [one]);
  return new Array(wanted.quorum).fill(wanted.of);
}

const tryApprovals = runOnce((seen) => {
  fc.assert(
    fc.property(story, ({ rule: wanted, preparer, owner, happenings }) => {
      let approval: Approval = openApproval('version 0', wanted, [preparer]);
      const makers = new Set([preparer]);
      let signed: Actor[] = [];
      for (const [index, happening] of happenings.entries()) {
        if (happening.what === 'change') {
          if (approval.status !== 'waiting') continue;
          approval = reopenApproval(approval, `version ${index + 1}`, wanted, [happening.by]);
          makers.add(happening.by);
          signed = [];
          continue;
        }
        const actor = actorOf(happening);
        const { verdict } = happening;
        const digest = happening.stale ? 'version before' : approval.digest;
        const refusal = objectionTo(approval, { verdict, digest }, actor, [owner]);
        seen.add(refusal?.no ?? verdict);
        if (refusal) continue;
        expect(digest).toBe(approval.digest);
        const names = [actor.id, ...(actor.standIns ?? []).map((standIn) => standIn.for)];
        expect(names.filter((name) => makers.has(name) || name === owner)).toEqual([]);
        const counted = [actor.id, effectiveUser(actor)];
        for (const other of signed) {
          expect(counted).not.toContain(other.id);
          expect(counted).not.toContain(effectiveUser(other));
        }
        const { id: by, standingInFor = null } = actor;
        approval = withDecision(approval, {
          verdict,
          digest,
          by,
          standingInFor,
          roles: actor.roles,
          departments: actor.departments,
          at: '',
          reason: null,
        });
        if (verdict === 'approved') signed = [...signed, actor];
        const isMet = canSeat(placesOf(wanted), signed);
        expect(approval.status).toBe(verdict === 'rejected' ? 'rejected' : isMet ? 'approved' : 'waiting');
        seen.add(approval.status === 'approved' ? 'outcome reached' : 'more needed');
      }
    }),
    propertyRuns('approval model'),
  );
});

test('no approval breaks the four eyes, counts a stale decision, or is reached before or after its rule is met', () => {
  tryApprovals();
}, 600_000);

test('the approvals that were tried include every way in which one is refused, and outcomes', () => {
  const everything = ['SamePerson', 'Forbidden', 'PreconditionFailed', 'NotAllowedNow', 'approved', 'rejected'];
  expect(tryApprovals.missing([...everything, 'outcome reached', 'more needed'])).toEqual([]);
}, 600_000);
