/** One survey cycle told step by step through the machine, as the runner would drive it; its errands wait to be answered. */
import './drawn-moves.ts';
import { type Actor, type Command, type Refusal, systemActor } from '../../../domain/case/command.ts';
import type { PendingErrand } from '../../../domain/case/errand.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import * as machine from '../../../domain/case/machine.ts';
import { type CaseRecord, nextInstant, type Step } from '../../../domain/case/step.ts';
import type {
  ReportOutcome,
  SurveyCycleCommandName,
  SurveyCycleCommands,
} from '../../../domain/survey-cycle/commands.ts';
import { endOfProgramme } from '../../../domain/survey-cycle/end-of-programme.ts';
import { surveyCycle } from '../../../domain/survey-cycle/kind.ts';
import type { SurveyCyclePolicy } from '../../../domain/survey-cycle/policy.ts';
import type { Questionnaires } from '../../../domain/survey-cycle/questionnaire.ts';
import type { SurveyCycleState } from '../../../domain/survey-cycle/state.ts';
import { riyadh, riyadhOpened } from '../samples/sample-calendar.ts';
import { words } from '../samples/sample-policy.ts';
import { sampleSurveyCyclePolicy } from '../samples/sample-survey-cycle-policy.ts';
import { person } from './record-change-story.ts';

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

export class SurveyCycleStory {
  record: CaseRecord<SurveyCycleState>;
  readonly events: TimelineEvent[] = [];
  notices: Step<SurveyCycleState>['notices'] = [];
  errands: PendingErrand[] = [];
  private readonly calendar = riyadhOpened;
  private commands = 0;

  constructor(how: { at?: string; policy?: Partial<SurveyCyclePolicy> } = {}) {
    const { at = '2026-03-12T05:00:00Z', policy } = how;
    const { name, version, hash } = riyadh;
    const first = machine.openCase(
      surveyCycle,
      {
        ...{ organisation: 'neighbourhood-centres', number: 'NC-S-00000-000001', commandId: 'open', at },
        actor: systemActor,
        policy: sampleSurveyCyclePolicy(policy),
        calendar: { name, version, hash },
        details: { ...ended, endedAt: endOfProgramme(this.calendar, ended.endedOn) },
      },
      this.calendar,
      at,
    );
    this.record = first.record;
    this.take(first);
  }

  /** Gives a command, or says why it was refused. */
  attempt<Name extends SurveyCycleCommandName>(
    name: Name,
    by: Actor,
    at: string,
    body: object = {},
  ): Step<SurveyCycleState> | Refusal {
    const whole = { ...bodyOf(name, this.state), ...body } as SurveyCycleCommands[Name];
    return this.handle({ name, commandId: `command-${++this.commands}`, at, actor: by, body: whole });
  }

  /** Gives a command; throws where it is refused. */
  act(name: SurveyCycleCommandName, by: Actor, at: string, body: object = {}): this {
    const answer = this.attempt(name, by, at, body);
    if ('refusal' in answer) throw new Error(`${name} was refused: ${answer.refusal}, ${answer.detail}`);
    this.take(answer);
    return this;
  }

  /** What comes of an errand arrives. */
  hears(name: 'settle-report' | 'settle-opening', at: string, body: object = frozen): this {
    const step = this.handle({ name, commandId: `answer-${++this.commands}`, at, actor: systemActor, body });
    if ('refusal' in step) throw new Error(`${name} was refused: ${step.refusal}, ${step.detail}`);
    this.take(step);
    return this;
  }

  /** Goes through the first so many parts, all at one instant; analyses come at once. */
  through(parts: number, at: string): this {
    for (const [name, by] of everyStep.slice(0, parts)) {
      this.act(name, by, at);
      if (name === 'report' || name === 'finish') this.hears('settle-report', at);
    }
    return this;
  }

  reach(instant: string): this {
    this.take(machine.timeReached(surveyCycle, this.record, instant, this.calendar, instant));
    return this;
  }

  take(step: Step<SurveyCycleState>): void {
    this.record = step.record;
    this.events.push(...step.events);
    this.notices = step.notices;
    this.errands = step.errands;
  }

  get state(): SurveyCycleState {
    return this.record.state;
  }

  get nextInstant(): string | null {
    return nextInstant(surveyCycle, this.state, this.calendar);
  }

  /** The clocks that run, each with when it is due. */
  running(): [string, string | null][] {
    return this.state.clocks.filter(({ state }) => state === 'running').map(({ rule, dueLocal }) => [rule, dueLocal]);
  }

  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  private handle(command: Command): Step<SurveyCycleState> | Refusal {
    return machine.handle(surveyCycle, this.record, command, this.calendar, command.at);
  }
}
