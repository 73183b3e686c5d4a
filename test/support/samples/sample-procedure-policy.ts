/** A procedure written out as a case is pinned to it: domain tests need no pack. */
import type { LadderStep, RoleRights } from '../../../domain/case/policy.ts';
import type { FollowedItemPolicy } from '../../../domain/followed-item/policy.ts';
import { procedureCommands } from '../../../domain/procedure/commands.ts';
import type { ProcedurePolicy, StepRule } from '../../../domain/procedure/policy.ts';

const ladder: LadderStep[] = [
  { source: 'ours', rung: { before: { workingHours: 2 } }, tell: ['role:manager'], urgent: false },
  { source: 'ours', rung: 'at', tell: ['role:council-secretary'], urgent: false },
];

/** Everybody may try everything: which role takes a step the step says. */
const everything: RoleRights = {
  commands: Object.fromEntries(['open', ...procedureCommands.open].map((command) => [command, 'yes' as const])),
  ...{ read: 'all', words: 'all', replay: false, proofs: false, audit: false },
};

const rights = {
  ...{ quality: everything, manager: everything, 'centres-manager': everything },
  ...{ 'council-secretary': everything, agent: everything },
};

/** The rules of what is accepted; only that there are some matters here. */
const follow: FollowedItemPolicy = {
  ...{ organisation: 'neighbourhood-centres', reading: 4, version: 1, hash: 'a'.repeat(64), category: 'action' },
  ...{ group: 'customer-relations', department: 'customer-relations', rights, switchedOff: [] },
  ...{ clocks: [], notices: [], quietHours: 'outside-opening-hours' as const },
};

/** The monthly report of performance (N-17), in its six timed steps and with the reason that is looked into. */
export const monthlyReport: StepRule[] = [
  { id: 'report', do: 'prepare', roles: ['quality'], after: [] },
  {
    ...{ id: 'weak-points', do: 'review', roles: ['manager', 'centres-manager'], after: ['report'] },
    ...{ approval: { allOf: [{ role: 'manager' }, { role: 'centres-manager' }] }, returnsTo: 'report' },
    findings: ['not-carried-out'],
  },
  {
    ...{ id: 'reason', do: 'carry-out', roles: ['quality'], after: ['weak-points'] },
    onlyIf: { step: 'weak-points', found: 'not-carried-out' },
  },
  { id: 'decision', do: 'decide', roles: ['council-secretary'], after: ['reason'] },
  { id: 'archive', do: 'archive', roles: ['quality'], after: ['decision'] },
];

/** The slice of a procedure with these steps, each with two working days. */
export function sampleProcedurePolicy(steps: StepRule[] = monthlyReport): ProcedurePolicy {
  return {
    ...{ organisation: 'neighbourhood-centres', reading: 4, version: 1, hash: 'a'.repeat(64) },
    ...{ category: 'monthly-report', group: 'customer-relations', department: 'customer-relations' },
    ...{ rights, switchedOff: [], notices: [], quietHours: 'outside-opening-hours' },
    clocks: steps.map(({ id, publishes }) => ({
      ...{ source: 'ours', id, due: { workingDays: 2 }, ladder },
      start: { on: [`stepBegan:${id}`], from: 'event' },
      stop: {
        on: [`stepDone:${id}`, `returned:${id}`, ...(publishes ? [`publicationRefused:${id}`] : [])],
        need: 'any',
      },
    })),
    ...{ steps, follow },
  };
}
