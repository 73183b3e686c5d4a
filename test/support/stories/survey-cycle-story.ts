/** A survey cycle told step by step. */
import type { Actor } from '../../../domain/case/command.ts';
import { systemActor } from '../../../domain/case/command.ts';
import type { ReportOutcome } from '../../../domain/survey-cycle/aspects/reporting.ts';
import type { SurveyCycleCommandName, SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { endOfProgramme } from '../../../domain/survey-cycle/end-of-programme.ts';
import { surveyCycle } from '../../../domain/survey-cycle/kind.ts';
import type { SurveyCyclePolicy } from '../../../domain/survey-cycle/policy.ts';
import type { Questionnaires } from '../../../domain/survey-cycle/questionnaire.ts';
import type { SurveyCycleDetails, SurveyCycleState } from '../../../domain/survey-cycle/state.ts';
import { person } from '../samples/people.ts';
import { riyadhOpened } from '../samples/sample-calendar.ts';
import { words } from '../samples/sample-policy.ts';
import { sampleSurveyCyclePolicy } from '../samples/sample-survey-cycle-policy.ts';
import { KindStory } from './kind-story.ts';

export const quality = person('quality', 'quality');
export const crmManager = person('crm-manager', 'manager');
export const centresManager = person('centres-manager', 'centres-manager');
export const secretary = person('secretary', 'council-secretary');

export const questionnaires: Questionnaires = {
  beneficiaries: { id: 'satisfaction', version: 1, digest: 'b'.repeat(64) },
  donors: { id: 'donor-satisfaction', version: 1, digest: 'd'.repeat(64) },
};

export const frozen: ReportOutcome = { outcome: 'frozen', counted: 200, late: 3, digest: 'f'.repeat(64) };

/** The programme of the stories: its last day is a Wednesday. */
export const ended = { programme: 'club', endedOn: '2026-03-11' };

const recommendation = (id: string) => ({ id, owner: 'officer', dueOn: '2026-06-01' });

/** A body that the cycle takes as it stands; what is signed is named by its digest. */
export function bodyOf(name: SurveyCycleCommandName, detail: object): object {
  const { review, discussion, proposal } = detail as {
    review?: { digest: string };
    discussion?: { digest: string };
    proposal?: { agreement: { digest: string } } | null;
  };
  const bodies: Record<SurveyCycleCommandName, object> = {
    prepare: { questionnaires, words: null },
    review: { digest: review?.digest ?? '', words: null },
    return: { digest: null, words: words('changes') },
    'close-collection': {},
    report: { words: words('report') },
    discuss: { digest: discussion?.digest ?? '', words: null },
    'agree-steps': proposal
      ? { recommendations: null, digest: proposal.agreement.digest, words: null }
      : { recommendations: [recommendation('1'), recommendation('2')], words: words('steps') },
    decide: {
      decisions: ['1', '2'].map((id) => ({ recommendation: id, verdict: 'accepted', owner: null, dueOn: null })),
      words: words('reasons'),
    },
    finish: { words: words('stories'), asked: 3, answered: 2 },
    act: { steps: [{ ...recommendation('donors-1') }], words: words('donors-steps') },
    withdraw: { words: words('why') },
  };
  return bodies[name];
}

/** The parts of a cycle in their order, each with who has it, up to the end. */
export const everyStep: [SurveyCycleCommandName, Actor][] = [
  ['prepare', quality],
  ['review', crmManager],
  ['review', centresManager],
  ['close-collection', quality],
  ['report', quality],
  ['discuss', crmManager],
  ['discuss', centresManager],
  ['agree-steps', crmManager],
  ['agree-steps', centresManager],
  ['decide', secretary],
  ['finish', crmManager],
];

export class SurveyCycleStory extends KindStory<
  SurveyCycleState,
  SurveyCycleDetails,
  SurveyCycleCommands,
  SurveyCycleCommandName
> {
  constructor({ at = '2026-03-12T05:00:00Z', policy }: { at?: string; policy?: Partial<SurveyCyclePolicy> } = {}) {
    super(surveyCycle, {
      ...{ number: 'NC-S-00000-000001', at, actor: systemActor },
      policy: sampleSurveyCyclePolicy(policy),
      details: { ...ended, endedAt: endOfProgramme(riyadhOpened, ended.endedOn) },
    });
  }

  protected usual(name: SurveyCycleCommandName): object {
    return bodyOf(name, this.state);
  }

  /** Goes through the first so many parts, all at one instant; analyses come at once. */
  through(parts: number, at: string): this {
    for (const [name, by] of everyStep.slice(0, parts)) {
      this.act(name, by, at);
      if (name === 'report' || name === 'finish') this.hears('settle-report', at, frozen);
    }
    return this;
  }

  /** The clocks that run, each with when it is due. */
  running(): [string, string | null][] {
    return this.state.clocks.filter(({ state }) => state === 'running').map(({ rule, dueLocal }) => [rule, dueLocal]);
  }
}
