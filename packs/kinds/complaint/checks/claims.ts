import { minorUnits } from '../../../../domain/money.ts';
import type { Path, PolicySource } from '../../../load/policy-source.ts';
import type { Problem } from '../../../load/problem.ts';
import type { PackContent } from '../../../schema/pack.ts';
import { rightsIn } from '../../pinned-policy.ts';
import { complaintRights } from '../pinned-policy.ts';

type Step = PackContent['kinds']['complaint']['claims']['approvals'][number];

/** Every amount has somebody who may approve it, and reads as money of the pack's currency. */
export function checkClaims(pack: PackContent, source: PolicySource): Problem[] {
  const { approvals, goodwill, currency } = pack.kinds.complaint.claims;
  const path = ['kinds', 'complaint', 'claims'];
  const isAmount = (amount: string) => minorUnits(amount, currency) !== null || Number(amount) === 0;
  const amounts = [
    ...approvals.map(({ upTo }, index) => ({ at: [...path, 'approvals', index, 'upTo'], amount: upTo })),
    { at: [...path, 'goodwill', 'upTo'], amount: goodwill.upTo },
  ];
  return [
    ...checkClocks(pack, source),
    ...amounts.flatMap(({ at, amount }) =>
      amount === undefined || isAmount(amount)
        ? []
        : [source.refusal(at, `${amount} has more decimals than ${currency.code} has: ${currency.decimals}.`)],
    ),
    ...approvals.flatMap((step, index) => checkStep(pack, source, step, index)),
  ];
}

/** A benefit that nobody has to approve is granted while a claim waits too: the clock of that claim runs on. */
function checkClocks(pack: PackContent, source: PolicySource): Problem[] {
  const { clocks } = pack.kinds.complaint;
  return Object.entries(clocks)
    .filter(([, { start, stop }]) => start.on.includes('claimPrepared') && stop.on.includes('goodwillGranted'))
    .map(([id]) =>
      source.refusal(
        ['kinds', 'complaint', 'clocks', id, 'stop', 'on'],
        'A benefit within the limit would stop the clock of a claim that waits: name `goodwillApproved`.',
      ),
    );
}

function checkStep(pack: PackContent, source: PolicySource, step: Step, index: number): Problem[] {
  const { approvals, currency } = pack.kinds.complaint.claims;
  const path = ['kinds', 'complaint', 'claims', 'approvals', index];
  const isLast = index === approvals.length - 1;
  const before = approvals[index - 1]?.upTo;
  const minor = (amount: string) => minorUnits(amount, currency) ?? 0;
  const refusals = [
    isLast && step.upTo !== undefined && 'The last step has `upTo`: nobody could approve a higher amount.',
    !isLast && step.upTo === undefined && 'A step without `upTo` hides the steps after it.',
    before !== undefined &&
      step.upTo !== undefined &&
      minor(step.upTo) <= minor(before) &&
      `The steps rise: ${step.upTo} comes after ${before}.`,
  ];
  return [
    ...refusals.flatMap((message) => (message ? [source.refusal(path, message)] : [])),
    ...step.roles.flatMap((role, at) => checkApprover(pack, source, role, [...path, 'roles', at])),
  ];
}

function checkApprover(pack: PackContent, source: PolicySource, role: string, path: Path): Problem[] {
  if (!pack.roles[role]) return [source.refusal(path, `There is no role \`${role}\` in this pack.`)];
  if (rightsIn(pack, 'complaint', complaintRights)[role]?.commands['approve-claim']) return [];
  return [source.refusal(path, `Role \`${role}\` may not \`approve-claim\`: give it the right, or name another.`)];
}
