/** A complaint and its department tickets, told step by step: errands travel between them as the runner would carry them. */
import { type Actor, type Refusal, systemActor } from '../../../domain/case/command.ts';
import { goesTo, type PendingErrand } from '../../../domain/case/errand.ts';
import type { Step } from '../../../domain/case/step.ts';
import type { ComplaintCommandName, ComplaintCommands } from '../../../domain/complaint/commands.ts';
import { earlier } from '../../../domain/deadline/instants-and-dates.ts';
import type { TicketCommandName, TicketCommands } from '../../../domain/department-ticket/commands.ts';
import { departmentTicket } from '../../../domain/department-ticket/kind.ts';
import type { TicketDetails, TicketState } from '../../../domain/department-ticket/state.ts';
import { sampleTicketPolicy, staff, words } from '../samples/sample-policy.ts';
import { Story, type StoryOptions } from './complaint-story.ts';
import { KindStory } from './kind-story.ts';

/** Works in the department that tickets go to. */
export const operator: Actor = {
  ...staff('supervisor', 'operator-1'),
  groups: ['operations'],
  departments: ['operations'],
};

export const ticketBodies: { [Name in TicketCommandName]: TicketCommands[Name] } = {
  assign: { to: 'operator-1' },
  note: { words: words('note') },
  resolve: { outcome: 'done', words: words('result') },
  accept: {},
  return: { words: words('what-is-wrong') },
};

/** A ticket told step by step; what its complaint tells it comes as errands. */
export class TicketStory extends KindStory<TicketState, TicketDetails, TicketCommands, TicketCommandName> {
  constructor(number: string, details: TicketDetails, at: string, commandId: string) {
    const policy = sampleTicketPolicy();
    super(departmentTicket, { organisation: 'sample', number, commandId, at, actor: systemActor, policy, details });
  }

  protected usual(name: TicketCommandName): object {
    return ticketBodies[name];
  }
}

export class TicketFamily {
  readonly parent: Story;
  readonly tickets = new Map<string, TicketStory>();
  /** Errands on their way, oldest first. */
  private mail: PendingErrand[] = [];
  private readonly isSlow: boolean;

  /** If the mail is slow, errands wait until `deliver` carries them out. Otherwise they arrive at once. */
  constructor({ slowMail = false, ...options }: StoryOptions & { slowMail?: boolean } = {}) {
    this.parent = new Story(options);
    this.isSlow = slowMail;
  }

  /** Carries out one errand: any of those that are first for their case, since the engine keeps that order and no other. */
  deliver(pick = 0): boolean {
    const first = this.mail.filter(
      ({ errand }, place) => !this.mail.slice(0, place).some((earlier) => goesTo(earlier.errand) === goesTo(errand)),
    );
    const next = first[pick % Math.max(1, first.length)];
    if (!next) return false;
    this.mail = this.mail.filter((pending) => pending !== next);
    const { errand, at, key } = next;
    if (errand.do === 'open') this.open(errand.number, errand.details as TicketDetails, at, key);
    else if (errand.do !== 'tell') throw new Error(`no policy of the tests makes a case ${errand.do}`);
    else if (errand.kind === 'departmentTicket') this.tell(errand.number, errand.command, at, errand.body);
    else this.tellParent(errand.command, at, errand.body);
    return true;
  }

  /** Gives the complaint a command; false if it is refused. */
  tries(name: ComplaintCommandName, at: string, by: Actor, body: object): boolean {
    const step = this.parent.attempt(name, at, { by, body });
    if ('refusal' in step) return false;
    this.parent.take(step);
    this.carryOut(step.errands);
    return true;
  }

  /** Gives a ticket a command; false if it is refused. */
  triesOn(ticket: string, name: TicketCommandName, at: string, by: Actor): boolean {
    const step = this.attemptOn(ticket, name, at, by);
    if ('refusal' in step) return false;
    this.takeFor(ticket, step);
    return true;
  }

  /** Gives the complaint a command and carries out what it asks for. */
  act<Name extends ComplaintCommandName>(
    name: Name,
    at: string,
    how: { by?: Actor; body?: Partial<ComplaintCommands[Name]> } = {},
  ): this {
    const step = this.parent.attempt(name, at, how);
    if ('refusal' in step) throw new Error(`${name} was refused: ${step.refusal}, ${step.detail}`);
    this.parent.take(step);
    this.carryOut(step.errands);
    return this;
  }

  /** Gives a ticket a command, by a person of its department if nobody is named. */
  actOn(ticket: string, name: TicketCommandName, at: string, by: Actor = operator): this {
    const answer = this.attemptOn(ticket, name, at, by);
    if ('refusal' in answer) throw new Error(`${name} was refused: ${answer.refusal}, ${answer.detail}`);
    this.takeFor(ticket, answer);
    return this;
  }

  attemptOn(ticket: string, name: TicketCommandName, at: string, by: Actor = operator): Step<TicketState> | Refusal {
    return this.told(ticket).attempt(name, by, at);
  }

  /** Lets the timers of all fire, in the order of their instants, up to and including this one. */
  reach(until: string): this {
    for (;;) {
      const instants = [this.parent, ...this.tickets.values()].map(({ nextInstant }) => nextInstant);
      const ahead = instants.filter((instant) => instant !== null);
      if (ahead.length === 0) return this;
      const next = ahead.reduce(earlier);
      if (Date.parse(next) > Date.parse(until)) return this;
      for (const ticket of this.tickets.values()) {
        if (ticket.nextInstant === next) this.carryOut(ticket.reach(next).errands);
      }
      if (this.parent.nextInstant === next) this.carryOut(this.parent.reach(next).errands);
    }
  }

  /** Carries out every errand. In cases that errands have reached late, timers fire up to an instant. */
  settle(until: string): this {
    do {
      while (this.deliver());
      this.reach(until);
    } while (this.mail.length > 0);
    return this;
  }

  told(ticket: string): TicketStory {
    const found = this.tickets.get(ticket);
    if (!found) throw new Error(`no ticket ${ticket}`);
    return found;
  }

  private takeFor(ticket: string, step: Step<TicketState>): void {
    this.told(ticket).take(step);
    this.carryOut(step.errands);
  }

  private carryOut(errands: PendingErrand[]): void {
    this.mail.push(...errands);
    while (!this.isSlow && this.deliver());
  }

  private open(number: string, details: TicketDetails, at: string, commandId: string): void {
    // The engine starts no second case under the same number.
    if (this.tickets.has(number)) return;
    const ticket = new TicketStory(number, details, at, commandId);
    this.tickets.set(number, ticket);
    this.carryOut(ticket.errands);
  }

  /** A case that has ended is not told, as on the engine. */
  private tell(number: string, name: string, at: string, body: object): void {
    const ticket = this.told(number);
    if (ticket.isOver) return;
    const step = ticket.give({ name, at, actor: systemActor, body });
    if (!('refusal' in step)) this.takeFor(number, step);
  }

  private tellParent(name: string, at: string, body: object): void {
    if (this.parent.isOver) return;
    const step = this.parent.give({ name, at, actor: systemActor, body });
    this.carryOut(this.parent.taken(name, step).errands);
  }
}
