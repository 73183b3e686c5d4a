import { expect, test } from '@jest/globals';
import type { StepRule } from '../../../domain/procedure/policy.ts';
import { memoLimitsOf } from '../../../domain/procedure/proposal.ts';
import { policyOf } from './policy-of.ts';

function memoIn(step: StepRule): string | undefined {
  const memo = memoLimitsOf(step);
  return memo ? `memo of ${memo.longestDays} days` : undefined;
}

/** Each step in one line: its kind, who takes it, after and if what, its time, and who hears of it on each rung. */
function stepsOf(organisation: string, id: string): string[] {
  const { steps, clocks } = policyOf(organisation, id);
  return steps.map((step, place) => {
    const clock = clocks.find((one) => one.id === step.id);
    const [[unit, amount] = []] = Object.entries(clock?.due ?? {});
    const source = clock && 'rule' in clock ? clock.rule : 'ours';
    const usual = place === 0 ? '' : (steps[place - 1]?.id ?? '');
    const after = step.after.join('+') === usual ? [] : [`after ${step.after.join('+') || 'nothing'}`];
    const condition = [step.onlyIf ?? []].flat().map((one) => `${one.step}:${one.found}`);
    return [
      `${step.id} (${source}): ${step.do} by ${step.roles.join('+')}`,
      ...after,
      ...(condition.length > 0 ? [`if ${condition.join(' or ')}`] : []),
      ...(step.approval && 'allOf' in step.approval ? ['all of them'] : []),
      ...(step.returnsTo ? [`back to ${step.returnsTo}`] : []),
      ...(step.by ? [`as in ${step.by}`] : []),
      ...(step.proposes ? [`proposes a ${memoIn(step) ?? 'version'}`] : []),
      ...(step.publishes ? ['publishes'] : []),
      `${amount} ${unit}`,
      (clock?.ladder ?? []).map(({ tell }) => tell.join('+').replaceAll('role:', '')).join(' > '),
    ].join(', ');
  });
}

const users =
  'agent+supervisor+centres-manager+quality+data-steward+deputy-steward+resource-development+strategic-planning+administrative-affairs+finance';
const officersLate = 'supervisor > manager+centres-manager > council-secretary';
const managersLate = 'manager+centres-manager > council-secretary > council-secretary+quality';
const managerLate = 'manager > council-secretary';
const secretaryLate = 'council-secretary > council-secretary+manager > quality';
const othersLate = 'manager > manager > council-secretary';
const qualityLate = 'quality > manager > council-secretary';
const weeksLate = 'manager > manager+council-secretary';

test.each(
  Object.entries({
    'manual-change': [
      `request (ours): prepare by ${users}, 2 workingDays, ${officersLate}`,
      `answer (ours): review by manual-controller, 5 workingDays, ${managerLate}`,
      `reply (ours): carry-out by ${users}, if answer:rejected, as in request, 3 workingDays, ${officersLate}`,
      `decision (ours): approve by council-secretary, if answer:disputed or reply:disputed, 5 workingDays, ${secretaryLate}`,
      `place (ours): carry-out by manual-controller, if answer:approved or answer:disputed or reply:disputed, 2 workingDays, ${managerLate}`,
      `version (ours): prepare by manual-controller, if place:rules, proposes a version, 5 workingDays, ${managerLate}`,
      `adoption (ours): approve by council-secretary, if place:rules, back to version, publishes, 5 workingDays, ${secretaryLate}`,
      `entry (ours): carry-out by manual-controller, if place:words, 2 workingDays, ${managerLate}`,
    ],
    'deviation-memo': [
      `need (ours): prepare by agent+supervisor+centres-manager+quality, 1 workingDays, ${officersLate}`,
      `instruction (ours): approve by manager, back to need, 2 workingDays, ${managerLate}`,
      `memo (ours): prepare by supervisor+centres-manager+quality, proposes a memo of 180 days, 2 workingDays, ${officersLate}`,
      `issue (ours): approve by manual-controller, back to memo, publishes, 2 workingDays, ${managerLate}`,
    ],
    'manual-review': [
      `review (ours): prepare by manager, 20 workingDays, ${managerLate}`,
      `version (ours): prepare by manager, if review:changed, proposes a version, 5 workingDays, ${managerLate}`,
      `approval (ours): approve by administrative-affairs, back to review, 5 workingDays, ${othersLate}`,
      `adoption (ours): approve by council-secretary, if review:changed, back to review, publishes, 5 workingDays, ${secretaryLate}`,
    ],
    'manual-reading': [
      `read (ours): acknowledge by agent+supervisor+manager+centres-manager+quality+data-steward+deputy-steward, 10 workingDays, ${officersLate}`,
    ],
    'campaign-plan': [
      `plan (ours): prepare by manager, 20 workingDays, ${managerLate}`,
      `coordination (ours): review by finance+strategic-planning+centres-manager, all of them, back to plan, 5 workingDays, ${othersLate}`,
      `approval (ours): approve by council-secretary, back to plan, 5 workingDays, ${secretaryLate}`,
    ],
    campaign: [
      `channels (ours): prepare by manager, 5 workingDays, ${managerLate}`,
      `channels-approval (ours): approve by council-secretary, back to channels, 5 workingDays, ${secretaryLate}`,
      `agency (ours): carry-out by manager, 5 workingDays, ${managerLate}`,
      `proposals (N-04): wait-for by manager, 14 calendarDays, ${weeksLate}`,
      `need (N-04): prepare by manager, 14 calendarDays, ${weeksLate}`,
      `more-proposals (ours): wait-for by manager, if need:more, 14 calendarDays, ${weeksLate}`,
      `programme (ours): prepare by manager, 5 workingDays, ${managerLate}`,
      `programme-approval (ours): approve by council-secretary, back to programme, 5 workingDays, ${secretaryLate}`,
      `launch (ours): carry-out by manager, 5 workingDays, ${managerLate}`,
      `monitoring (ours): carry-out by manager, 30 calendarDays, ${managerLate}`,
      `evaluation (ours): evaluate by manager, 5 workingDays, ${managerLate}`,
      `report (ours): prepare by manager, 5 workingDays, ${managerLate}`,
      `decision (ours): decide by council-secretary, 5 workingDays, ${secretaryLate}`,
    ],
    'programme-portfolio': [
      `portfolio (ours): wait-for by manager, 10 workingDays, ${managerLate}`,
      `donors (ours): carry-out by manager, 10 workingDays, ${managerLate}`,
    ],
    'programme-closing': [
      `report (ours): prepare by manager, 10 workingDays, ${managerLate}`,
      `approval (ours): approve by council-secretary, back to report, 5 workingDays, ${secretaryLate}`,
    ],
    'repeated-complaints': [
      `report (ours): prepare by quality, 5 workingDays, ${qualityLate}`,
      `planning (ours): acknowledge by strategic-planning, 5 workingDays, ${othersLate}`,
      `decision (ours): decide by council-secretary, after report, 1 months, ${secretaryLate}`,
    ],
    'register-review': [
      'centre-affairs (ours): prepare by centres-manager, 4 workingDays, centres-manager > council-secretary',
      `customer-relations (ours): prepare by manager, after nothing, 4 workingDays, ${managerLate}`,
      `decision (ours): decide by council-secretary, after centre-affairs+customer-relations, 1 months, ${secretaryLate}`,
    ],
    'register-at-the-secretary': [`review (ours): carry-out by council-secretary, 5 workingDays, ${secretaryLate}`],
    'complaint-training': [
      `plan (ours): prepare by manager, 20 workingDays, ${managerLate}`,
      `coordination (ours): review by centres-manager+quality, all of them, back to plan, 5 workingDays, ${othersLate}`,
      `training (ours): carry-out by manager, 3 months, ${managerLate}`,
      `attendance (ours): acknowledge by agent+supervisor, 5 workingDays, ${officersLate}`,
    ],
    'frequent-questions': [
      `questions (ours): prepare by quality, 10 workingDays, ${qualityLate}`,
      `approval (ours): approve by manager, back to questions, 5 workingDays, ${managerLate}`,
      `publication (ours): carry-out by quality, 5 workingDays, ${qualityLate}`,
    ],
    'answer-review': [`review (ours): carry-out by quality, 10 workingDays, ${qualityLate}`],
    'monthly-performance': [
      `report (ours): prepare by agent, 1 workingDays, ${officersLate}`,
      `weak-points (ours): review by centres-manager+manager, all of them, back to report, 5 workingDays, ${managersLate}`,
      `earlier-recommendations (ours): review by centres-manager+manager, all of them, 3 workingDays, ${managersLate}`,
      `reasons (N-17): carry-out by centres-manager+manager, if earlier-recommendations:not-carried-out, 2 workingDays, ${managersLate}`,
      `secretary (N-17): review by council-secretary, back to report, 3 workingDays, ${secretaryLate}`,
      `decision (ours): decide by council-secretary, after reasons, 3 workingDays, ${secretaryLate}`,
      `filing (N-17): archive by agent, after secretary+decision, 1 workingDays, ${officersLate}`,
    ],
  }),
)('the manual: the steps of %s, with who, by when, and who hears that it is late', (id, steps) => {
  expect(stepsOf('neighbourhood-centres', id)).toEqual(steps);
});

test.each(
  Object.entries({
    'service-quality': [
      'figures (ours): prepare by quality, 5 workingDays, quality > manager',
      'measurement (ours): evaluate by quality, 10 workingDays, quality > manager',
      'decision (ours): decide by manager, 10 workingDays, manager > quality',
    ],
    'policy-approval': [
      'draft (ours): prepare by manager, proposes a version, 20 workingDays, manager > quality',
      'approval (ours): approve by board, back to draft, publishes, 20 workingDays, manager > manager+quality',
    ],
    'policy-reading': ['reading (ours): acknowledge by agent+supervisor+quality, 10 workingDays, supervisor > manager'],
  }),
)('the society: the steps of %s, with who, by when, and who hears that it is late', (id, steps) => {
  expect(stepsOf('beneficiary-society', id)).toEqual(steps);
});
