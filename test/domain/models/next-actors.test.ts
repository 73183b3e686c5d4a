/** Who stands in `waitsFor` of a case is who may take its next step, as the case itself judges it, whatever its life was. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CaseState, Kind } from '../../../domain/case/case.ts';
import { type Actor, namesOf, type Refusal } from '../../../domain/case/command.ts';
import { whyWaiting } from '../../../domain/case/next-actors.ts';
import type { CaseRecord, Step } from '../../../domain/case/step.ts';
import { projectionOf } from '../../../domain/case/view.ts';
import { waitingClaim } from '../../../domain/complaint/aspects/claims.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { lead } from '../../../domain/lead/kind.ts';
import { recordChange } from '../../../domain/record-change/kind.ts';
import { agreedOnSteps } from '../../../domain/survey-cycle/aspects/agreeing.ts';
import { surveyCycle } from '../../../domain/survey-cycle/kind.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { runOnce } from '../../support/jest/run-once.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { fromReceipt, samplePolicy, triage, words } from '../../support/samples/sample-policy.ts';
import { Story } from '../../support/stories/complaint-story.ts';
import { LeadStory } from '../../support/stories/lead-story.ts';
import { entered, RecordChangeStory } from '../../support/stories/record-change-story.ts';
import { frozen, SurveyCycleStory } from '../../support/stories/survey-cycle-story.ts';

const at = '2026-03-12T07:00:00Z';
const everywhere = (one: Actor): Actor => ({ ...one, groups: ['care', ...one.groups], departments: ['customers'] });
const own = [
  ...[person('ada', 'agent'), person('bea', 'agent', 'data-steward'), person('cem', 'manager')],
  ...[person('dov', 'manager', 'data-steward'), person('eli', 'manager', 'centres-manager')],
  ...[person('fay', 'centres-manager'), person('gul', 'council-secretary', 'quality'), person('han', 'supervisor')],
  ...[person('ivo', 'resource-development'), person('jan', 'manager', 'council-secretary')],
].map(everywhere);
const [ada, bea, cem, dov, eli, fay, gul] = own as [Actor, Actor, Actor, Actor, Actor, Actor, Actor];
const limited = standingIn(ada, cem);
/** Everybody, and some who stand in for others: with their own part beside it, for one command alone, for a deputy who is away. */
const people: Actor[] = [
  ...own,
  ...[standingIn(ada, cem), standingIn(cem, dov), standingIn(fay, eli), standingIn(standingIn(gul, fay), cem)],
  { ...limited, standIns: (limited.standIns ?? []).map((standIn) => ({ ...standIn, scope: ['approve'] })) },
  standingIn(ada, bea, ['cem']),
];

interface Told {
  kind: Kind<CaseState, never>;
  /** The commands by which the next step is taken. */
  steps: string[];
  record: CaseRecord;
  attempt(name: string, by: Actor): Step<never> | Refusal;
  take(step: Step<never>): void;
  /** What the case waits for from elsewhere arrives. */
  settle(): void;
  /** Whether the case would take a step from somebody. */
  takes(name: string, by: Actor): boolean;
  /** Somebody who may take the step and is in no list, with good reason. */
  isLeftOut(name: string, by: Actor): boolean;
}

function told<State extends CaseState>(
  kind: Kind<State, never>,
  story: { record: CaseRecord<State>; take(step: Step<State>): void },
  attempt: (name: string, by: Actor) => Step<State> | Refusal,
  steps: string[],
  more: Partial<Pick<Told, 'settle' | 'takes' | 'isLeftOut'>> = {},
): Told {
  return {
    ...{ kind: kind as unknown as Told['kind'], steps },
    get record() {
      return story.record as unknown as CaseRecord;
    },
    attempt: (name, by) => attempt(name, by) as Step<never> | Refusal,
    take: (step) => story.take(step as unknown as Step<State>),
    settle: () => {},
    takes: (name, by) => !('refusal' in attempt(name, by)),
    isLeftOut: () => false,
    ...more,
  };
}

/** Each body names what stands there now. */
function complaintTold(): Told {
  const story = new Story({ at, policy: { clocks: [fromReceipt, triage] }, by: own[0] as Actor });
  const slow = samplePolicy({ category: 'enquiry', clocks: [{ ...fromReceipt, due: { workingDays: 20 } }, triage] });
  const attempt = (name: string, by: Actor) => {
    const { state } = story;
    const body: Record<string, object> = {
      'correct-category': { policy: slow },
      'approve-correction': { digest: state.correction?.digest ?? '', policy: slow },
      'approve-claim': { digest: waitingClaim(state)?.digest ?? '' },
      'prepare-claim': { amount: state.claims.length % 2 === 0 ? '350' : '5000' },
      assign: { to: by.id },
    };
    return story.attempt(name as 'accept', at, { by, body: (body[name] ?? {}) as never });
  };
  return told(complaint, story, attempt, ['approve-claim', 'approve-correction']);
}

function recordChangeTold(fields: boolean): Told {
  const form = fields ? { action: 'fields' as const, customers: [], records: 0 } : {};
  const separation = { reviewerMayApprove: false, preparerMayEnter: false };
  const story = new RecordChangeStory({ at, form, by: ada, policy: { separation } });
  const attempt = (name: string, by: Actor) => story.attempt(name as 'review', by, at);
  const settle = () => {
    if (story.state.status === 'entering') story.hears('settle-entry', at, entered);
  };
  return told(recordChange, story, attempt, ['review', 'approve', 'enter', 'archive', 'amend'], { settle });
}

function surveyCycleTold(): Told {
  const story = new SurveyCycleStory({ at });
  const attempt = (name: string, by: Actor) => story.attempt(name as 'prepare', by, at);
  const settle = () => {
    if (['reporting', 'finishing'].includes(story.state.status)) story.hears('settle-report', at, frozen);
  };
  const another = { recommendations: [{ id: '1', owner: 'ada', dueOn: '2026-09-01' }], words: words('list') };
  // Either manager may put another list in the place of the one on the table, also the one who has agreed to that.
  const takes = (name: string, by: Actor) =>
    !('refusal' in attempt(name, by)) ||
    (name === 'agree-steps' && !('refusal' in story.attempt(name, by, at, another)));
  const isLeftOut = (name: string, by: Actor) => {
    const agreed = agreedOnSteps({ proposal: 'proposal' in story.state ? story.state.proposal : null });
    return name === 'agree-steps' && namesOf(by).some((id) => agreed.includes(id));
  };
  const steps = ['prepare', 'review', 'close-collection', 'report', 'discuss', 'agree-steps', 'decide', 'finish'];
  return told(surveyCycle, story, attempt, steps, { settle, takes, isLeftOut });
}

function leadTold(): Told {
  const story = new LeadStory({ at, by: ada });
  return told(lead, story, (name, by) => story.attempt(name as 'follow', by, at), ['approve-contact']);
}

/** For each step and each person: in the list, or not, as the case would take the command or refuse it. */
function compare(one: Told, compared: Set<string>): void {
  const { kind, record } = one;
  const { view, waitsFor } = projectionOf(kind, record);
  for (const command of one.steps.filter((step) => view.allowed.includes(step))) {
    const entries = waitsFor.filter((entry) => entry.command === command);
    for (const actor of people) {
      const isListed = whyWaiting(entries, view, record.state, actor) !== null;
      const isTaken = one.takes(command, actor);
      compared.add(`${command}: ${isTaken}`);
      if (isListed === isTaken || (one.isLeftOut(command, actor) && !isListed)) continue;
      throw new Error(
        `${actor.id} ${JSON.stringify(actor.standIns)}: ${command}, listed ${isListed}, taken ${isTaken}`,
      );
    }
  }
}

const moves = fc.array(fc.record({ pick: fc.nat(30), by: fc.nat(people.length - 1) }), {
  minLength: 12,
  maxLength: 24,
});
const begin: Record<string, () => Told> = {
  complaint: complaintTold,
  'record change': () => recordChangeTold(false),
  'change of fields': () => recordChangeTold(true),
  'survey cycle': surveyCycleTold,
  lead: leadTold,
};

const towards = ['accept', 'prepare-claim', 'correct-category', 'request-contact', 'appoint-contact', 'reject'];

/** Random lives of each kind; what was compared in them, as a step and whether the case takes it. */
const lives = Object.entries(begin).map(
  ([name, start]) =>
    [
      name,
      runOnce((compared) => {
        const { numRuns, seed } = propertyRuns(`next actors of a ${name}`);
        fc.assert(
          fc.property(moves, (chosen) => {
            const one = start();
            for (const { pick, by } of chosen) {
              one.settle();
              compare(one, compared);
              const { allowed } = projectionOf(one.kind, one.record).view;
              // What leads to a step, or takes it, is done more often than by chance, by the first person who may.
              const wanted = allowed.filter((command) => [...one.steps, ...towards].includes(command));
              const among = pick % 5 === 0 || wanted.length === 0 ? allowed : wanted;
              const command = among[pick % Math.max(1, among.length)] ?? '';
              const turn = [...people.slice(by), ...people.slice(0, by)].map((actor) => one.attempt(command, actor));
              const answer = turn.find((each) => !('refusal' in each));
              if (!answer || 'refusal' in answer) continue;
              one.take(answer);
            }
            compare(one, compared);
          }),
          { seed, numRuns: Math.ceil(numRuns / 4) },
        );
      }),
    ] as const,
);

test.each(lives)('those who are listed for a step of a %s may take it, and nobody else may', (_, told) => {
  expect(told().size).toBeGreaterThan(0);
});

test('the lives that were told include every step, for people who may take it and people who may not', () => {
  const wanted = ['approve-claim', 'approve-correction', 'review', 'approve', 'enter', 'archive', 'amend'];
  const ofOthers = ['prepare', 'report', 'discuss', 'agree-steps', 'decide', 'finish', 'approve-contact'];
  const compared = new Set(lives.flatMap(([, told]) => [...told()]));
  const missing = [...wanted, ...ofOthers].flatMap((command) =>
    [true, false].map((isTaken) => `${command}: ${isTaken}`).filter((one) => !compared.has(one)),
  );
  expect(missing).toEqual([]);
});
