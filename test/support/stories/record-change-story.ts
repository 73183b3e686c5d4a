/** One record change told step by step through the machine, as the runner would drive it; its errands wait to be answered. */
import './drawn-moves.ts';
import { type Actor, type Command, type Refusal, systemActor } from '../../../domain/case/command.ts';
import type { PendingErrand } from '../../../domain/case/errand.ts';
import type { TimelineEvent } from '../../../domain/case/event.ts';
import * as machine from '../../../domain/case/machine.ts';
import { type CaseRecord, nextInstant, type Step } from '../../../domain/case/step.ts';
import type { RecordChangeCommandName, RecordChangeCommands } from '../../../domain/record-change/commands.ts';
import type { EntryOutcome, FrozenForm } from '../../../domain/record-change/form.ts';
import { recordChange } from '../../../domain/record-change/kind.ts';
import type { RecordChangePolicy } from '../../../domain/record-change/policy.ts';
import type { Applicant, RecordChangeState } from '../../../domain/record-change/state.ts';
import type { CarriedStandIn } from '../../../domain/stand-in.ts';
import { riyadh, riyadhOpened } from '../samples/sample-calendar.ts';
import { words } from '../samples/sample-policy.ts';
import { sampleRecordChangePolicy } from '../samples/sample-record-change-policy.ts';

/** Anyone who works in customer relations, in these roles. */
export function person(id: string, ...roles: string[]): Actor {
  return { id, roles, groups: ['customer-relations'], departments: ['customer-relations'] };
}

/** Somebody present who stands in for somebody absent, all of 2026. */
export function standingIn(present: Actor, absent: Actor, through: string[] = []): Actor {
  const { id, roles, groups, departments } = absent;
  const place = { for: id, by: present.id, from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
  const carried: CarriedStandIn = { ...place, scope: 'everything', roles, groups, departments, through };
  return { ...present, standIns: [...(present.standIns ?? []), carried] };
}

export const officer = person('officer', 'agent');
export const manager = person('manager', 'manager');
export const otherManager = person('other-manager', 'manager');
export const steward = person('steward', 'data-steward');
export const deputy = person('deputy', 'deputy-steward');

export const formOf = (version: number, changes: Partial<FrozenForm> = {}): FrozenForm => ({
  action: 'change',
  form: words(`form-${version}`),
  customers: ['NC-P-00000-000001'],
  records: 1,
  alike: 0,
  ...changes,
});

export const entered: EntryOutcome = {
  outcome: 'entered',
  count: 1,
  customers: [{ customer: 'NC-P-00000-000001', version: 2 }],
};
export const stale: EntryOutcome = {
  outcome: 'stale',
  count: 1,
  customers: [{ customer: 'NC-P-00000-000001', base: 1, now: 2 }],
};

/** A body that each command takes as it stands; what must be approved is known by its digest only. */
const bodies = {
  review: { digest: null, words: null },
  reject: { digest: null, words: words('why-not') },
  enter: {},
  archive: {},
  withdraw: { words: null },
};

export class RecordChangeStory {
  record: CaseRecord<RecordChangeState>;
  readonly events: TimelineEvent[] = [];
  notices: Step<RecordChangeState>['notices'] = [];
  errands: PendingErrand[] = [];
  private readonly calendar = riyadhOpened;
  private commands = 0;

  constructor(
    how: {
      by?: Actor;
      at?: string;
      form?: Partial<FrozenForm>;
      policy?: Partial<RecordChangePolicy>;
      applicant?: Applicant;
    } = {},
  ) {
    const { by = officer, at = '2026-03-11T07:00:00Z', form, policy, applicant } = how;
    const { name, version, hash } = riyadh;
    const details = { ...formOf(1, form), preparer: by.standingInFor ?? by.id, ...(applicant ? { applicant } : {}) };
    const first = machine.openCase(
      recordChange,
      {
        ...{ organisation: 'neighbourhood-centres', number: 'NC-R-00000-000001', commandId: 'open', at, actor: by },
        policy: sampleRecordChangePolicy(details.action, policy),
        calendar: { name, version, hash },
        details,
      },
      this.calendar,
      at,
    );
    this.record = first.record;
    this.take(first);
  }

  /** Gives a command, or says why it was refused. An approval names the digest as it stands where none is given. */
  attempt<Name extends RecordChangeCommandName>(
    name: Name,
    by: Actor,
    at: string,
    body?: Partial<RecordChangeCommands[Name]>,
  ): Step<RecordChangeState> | Refusal {
    const { version, approval, action } = this.state;
    const usual =
      name === 'approve'
        ? { digest: approval.digest }
        : name === 'amend'
          ? formOf(version + 1, { action })
          : bodies[name as keyof typeof bodies];
    return this.handle({ name, commandId: `command-${++this.commands}`, at, actor: by, body: { ...usual, ...body } });
  }

  /** Gives a command; throws where it is refused. */
  act<Name extends RecordChangeCommandName>(
    name: Name,
    by: Actor,
    at: string,
    body?: Partial<RecordChangeCommands[Name]>,
  ): this {
    const answer = this.attempt(name, by, at, body);
    if ('refusal' in answer) throw new Error(`${name} was refused: ${answer.refusal}, ${answer.detail}`);
    this.take(answer);
    return this;
  }

  /** What comes of entering, or of a question, arrives. */
  hears<Name extends 'settle-entry' | 'find-nobody'>(name: Name, at: string, body: RecordChangeCommands[Name]): this {
    const step = this.handle({ name, commandId: `answer-${++this.commands}`, at, actor: systemActor, body });
    if ('refusal' in step) throw new Error(`${name} was refused: ${step.refusal}, ${step.detail}`);
    this.take(step);
    return this;
  }

  reach(instant: string): this {
    this.take(machine.timeReached(recordChange, this.record, instant, this.calendar, instant));
    return this;
  }

  take(step: Step<RecordChangeState>): void {
    this.record = step.record;
    this.events.push(...step.events);
    this.notices = step.notices;
    this.errands = step.errands;
  }

  get state(): RecordChangeState {
    return this.record.state;
  }

  get nextInstant(): string | null {
    return nextInstant(recordChange, this.state, this.calendar);
  }

  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  private handle(command: Command): Step<RecordChangeState> | Refusal {
    return machine.handle(recordChange, this.record, command, this.calendar, command.at);
  }
}
