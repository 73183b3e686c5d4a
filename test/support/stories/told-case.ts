/** A case of any kind told step by step through the machine, as the runner would drive it; its errands wait to be answered. */
import './drawn-moves.ts';
import type { CalendarSnapshot, CaseState, Kind, OpenCase } from '../../../domain/case/case.ts';
import type { Clock } from '../../../domain/case/clocks/clock.ts';
import type { Command, Refusal } from '../../../domain/case/command.ts';
import type { PendingErrand } from '../../../domain/case/errand.ts';
import type { Fact, TimelineEvent } from '../../../domain/case/event.ts';
import * as machine from '../../../domain/case/machine.ts';
import { type CaseRecord, nextInstant, type Step } from '../../../domain/case/step.ts';
import { openCalendar, type WorkingCalendar } from '../../../domain/deadline/deadline.ts';
import { riyadh, riyadhOpened } from '../samples/sample-calendar.ts';

/** What a kind says of a story's opening. Left out: the manual's organisation, the calendar of Riyadh, `open` as id. */
export interface Opening<Details, Policy extends CaseState['policy']>
  extends Pick<OpenCase<Details, Policy>, 'number' | 'at' | 'actor' | 'policy' | 'details'> {
  organisation?: string;
  calendar?: CalendarSnapshot;
  commandId?: string;
}

export class ToldCase<State extends CaseState, Details> {
  readonly kind: Kind<State, Details>;
  /** The state that the kind opens with, before its first event. */
  readonly firstState: State;
  record: CaseRecord<State>;
  readonly events: TimelineEvent[] = [];
  /** Whom the last step tells, and what it asks to be done in other cases. */
  notices: Step<State>['notices'] = [];
  errands: PendingErrand[] = [];
  protected calendar: WorkingCalendar;
  private commands = 0;

  constructor(kind: Kind<State, Details>, { calendar = riyadh, ...opening }: Opening<Details, State['policy']>) {
    const { name, version, hash } = calendar;
    const reference = { calendar: { name, version, hash } };
    const input = { organisation: 'neighbourhood-centres', commandId: 'open', ...opening, ...reference };
    this.kind = kind;
    this.calendar = calendar === riyadh ? riyadhOpened : openCalendar(calendar.calendar);
    this.firstState = kind.open(input).state;
    const first = machine.openCase(kind, input, this.calendar, input.at);
    this.record = first.record;
    this.take(first);
  }

  get state(): State {
    return this.record.state;
  }

  /** The nearest instant at which the case has something to do by itself, or null. */
  get nextInstant(): string | null {
    return nextInstant(this.kind, this.state, this.calendar);
  }

  get isOver(): boolean {
    return this.kind.isOver(this.state);
  }

  /** Hands a command to the machine; nothing of it is kept until `take`. */
  give(command: Omit<Command, 'commandId'>, now = command.at, id = 'command'): Step<State> | Refusal {
    this.commands += 1;
    return machine.handle(
      this.kind,
      this.record,
      { ...command, commandId: `${id}-${this.commands}` },
      this.calendar,
      now,
    );
  }

  /** Keeps what a step did. */
  take(step: Step<State>): void {
    this.record = step.record;
    this.events.push(...step.events);
    this.notices = step.notices;
    this.errands = step.errands;
  }

  /** Keeps what a command did; throws if it was refused. */
  taken(name: string, answer: Step<State> | Refusal): this {
    if ('refusal' in answer) throw new Error(`${name} was refused: ${answer.refusal}, ${answer.detail}`);
    this.take(answer);
    return this;
  }

  /** Lets time pass up to and including an instant. */
  reach(instant: string): this {
    this.take(machine.timeReached(this.kind, this.record, instant, this.calendar, instant));
    return this;
  }

  /** Takes a newer calendar, as it is published. */
  publish(snapshot: CalendarSnapshot, now: string): this {
    const opened = openCalendar(snapshot.calendar);
    const step = machine.calendarPublished(this.kind, this.record, snapshot, opened, now);
    if (step.events.length > 0) this.calendar = opened;
    this.take(step);
    return this;
  }

  /** The record after a fact that the system reports back, such as who was told. */
  told(fact: Fact): CaseRecord<State> {
    return machine.report(this.kind, this.record, [fact], 'told', this.calendar, this.record.lastAt).record;
  }

  clock(id = 'answer'): Clock {
    const clock = this.state.clocks.find((candidate) => candidate.id === id);
    if (!clock) throw new Error(`no clock ${id}`);
    return clock;
  }

  /** Types of the events so far, or of those that concern one clock. */
  types(clock?: string): string[] {
    return this.events
      .filter(({ data }) => clock === undefined || ('clock' in data && data.clock === clock))
      .map(({ type }) => type);
  }

  ofType(...types: string[]): TimelineEvent[] {
    return this.events.filter(({ type }) => types.includes(type));
  }

  /** The first event of a type, or the first that concerns one clock. */
  event(type: string, clock?: string): TimelineEvent {
    const found = this.ofType(type).find(
      ({ data }) => clock === undefined || ('clock' in data && data.clock === clock),
    );
    if (!found) throw new Error(`no event ${type}`);
    return found;
  }
}
