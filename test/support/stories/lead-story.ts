/** One lead told step by step through the machine, as the runner would drive it; its errands wait to be answered. */
import './drawn-moves.ts';
import { type Actor, type Command, type Refusal, systemActor } from '../../../domain/case/command.ts';
import type { PendingErrand } from '../../../domain/case/errand.ts';
import type { Fact, TimelineEvent } from '../../../domain/case/event.ts';
import * as machine from '../../../domain/case/machine.ts';
import { type CaseRecord, nextInstant, type Step } from '../../../domain/case/step.ts';
import { waitingRequest } from '../../../domain/lead/aspects/point-of-contact.ts';
import type { LeadCommandName, LeadCommands } from '../../../domain/lead/commands.ts';
import { lead } from '../../../domain/lead/kind.ts';
import type { LeadPolicy } from '../../../domain/lead/policy.ts';
import type { LeadDetails, LeadState } from '../../../domain/lead/state.ts';
import { riyadh, riyadhOpened } from '../samples/sample-calendar.ts';
import { sampleLeadPolicy } from '../samples/sample-lead-policy.ts';
import { words } from '../samples/sample-policy.ts';
import { person } from './record-change-story.ts';

export const officer = person('officer', 'agent');
export const colleague = person('colleague', 'agent');
export const manager = person('manager', 'manager');
export const developer = person('developer', 'resource-development');
export const secretary = person('secretary', 'council-secretary');

export const donor = 'NC-P-00000-000001';
export const otherDonor = 'NC-P-00000-000002';

/** The registry's answer that the officer is, or that nobody is, the point of contact. */
export const ofOfficer = { person: officer.id, version: 1 };
export const ofNobody = { person: null, version: 0 };

export const leadDetails: LeadDetails = {
  programme: 'club',
  prospects: [donor, otherDonor],
  expected: '1000.00',
  rate: 40,
  factors: ['shared-interest'],
  words: words('opening'),
  plannedIn: null,
  owner: officer.id,
};

export const attached = {
  attachment: 'pledge-1',
  mediaType: 'application/pdf',
  size: 1000,
  sha256: 'b'.repeat(64),
  words: words('name-of-pledge'),
};
export const payments = [
  { dueOn: '2026-04-15', amount: '400.00', complaint: 'NC-C-00000-000001' },
  { dueOn: '2026-06-15', amount: '600.00', complaint: 'NC-C-00000-000002' },
];

/** A body that each command takes as it stands; what must be approved is known by its digest only. */
export const bodies = {
  follow: { donor, channel: 'phone', contact: ofOfficer, words: words('contact') },
  'log-contact': { donor, channel: 'phone', contact: ofOfficer, reached: true, words: words('contact') },
  rate: { rate: 60, factors: [], words: words('why') },
  review: { outcome: 'unchanged', words: null, rate: 40 },
  close: {
    ...{ donor, amount: '1000.00', payments, words: words('pledge') },
    pledge: { attachment: attached.attachment, sha256: attached.sha256 },
  },
  succeed: {},
  assign: { to: 'colleague', words: null },
  cancel: { words: words('why') },
  correct: { words: words('why') },
  attach: attached,
  'request-contact': { donors: [{ donor, contact: ofOfficer }], words: words('why') },
  'appoint-contact': { donors: [{ donor, contact: ofNobody }], person: officer.id, words: null },
  'reject-contact': { digest: null, words: words('why-not') },
};

export const wednesday = '2026-03-11T07:00:00Z';

export class LeadStory {
  record: CaseRecord<LeadState>;
  readonly events: TimelineEvent[] = [];
  notices: Step<LeadState>['notices'] = [];
  errands: PendingErrand[] = [];
  private readonly calendar = riyadhOpened;
  private commands = 0;

  constructor(how: { by?: Actor; at?: string; details?: Partial<LeadDetails>; policy?: Partial<LeadPolicy> } = {}) {
    const { by = officer, at = wednesday, details, policy } = how;
    const { name, version, hash } = riyadh;
    const first = machine.openCase(
      lead,
      {
        ...{ organisation: 'neighbourhood-centres', number: 'NC-L-00000-000001', commandId: 'open', at, actor: by },
        policy: sampleLeadPolicy(policy),
        calendar: { name, version, hash },
        details: { ...leadDetails, ...details },
      },
      this.calendar,
      at,
    );
    this.record = first.record;
    this.take(first);
  }

  /** Gives a command, or says why it was refused. An approval names the digest as it stands where none is given. */
  attempt<Name extends LeadCommandName>(
    name: Name,
    by: Actor,
    at: string,
    body?: Partial<LeadCommands[Name]>,
  ): Step<LeadState> | Refusal {
    const { digest = '' } = waitingRequest(this.state)?.approval ?? {};
    const usual = name === 'approve-contact' ? { digest } : bodies[name as keyof typeof bodies];
    return this.handle({ name, commandId: `command-${++this.commands}`, at, actor: by, body: { ...usual, ...body } });
  }

  /** Gives a command; throws where it is refused. */
  act<Name extends LeadCommandName>(name: Name, by: Actor, at: string, body?: Partial<LeadCommands[Name]>): this {
    const answer = this.attempt(name, by, at, body);
    if ('refusal' in answer) throw new Error(`${name} was refused: ${answer.refusal}, ${answer.detail}`);
    this.take(answer);
    return this;
  }

  /** What comes of an errand arrives, or what the API gives the lead in nobody's name. */
  hears<Name extends Exclude<keyof LeadCommands, LeadCommandName>>(
    name: Name,
    at: string,
    body: LeadCommands[Name],
  ): this {
    const step = this.handle({ name, commandId: `answer-${++this.commands}`, at, actor: systemActor, body });
    if ('refusal' in step) throw new Error(`${name} was refused: ${step.refusal}, ${step.detail}`);
    this.take(step);
    return this;
  }

  reach(instant: string): this {
    this.take(machine.timeReached(lead, this.record, instant, this.calendar, instant));
    return this;
  }

  /** What the system reports back, such as who was told. */
  told(fact: Fact): CaseRecord<LeadState> {
    return machine.report(lead, this.record, [fact], 'told', this.calendar, this.record.lastAt).record;
  }

  take(step: Step<LeadState>): void {
    this.record = step.record;
    this.events.push(...step.events);
    this.notices = step.notices;
    this.errands = step.errands;
  }

  get state(): LeadState {
    return this.record.state;
  }

  get nextInstant(): string | null {
    return nextInstant(lead, this.state, this.calendar);
  }

  ofType(...types: string[]): TimelineEvent[] {
    return this.events.filter(({ type }) => types.includes(type));
  }

  private handle(command: Command): Step<LeadState> | Refusal {
    return machine.handle(lead, this.record, command, this.calendar, command.at);
  }
}

/** Leads in each status, brought there by commands. */
export const followed = (policy: Partial<LeadPolicy> = {}): LeadStory =>
  new LeadStory({ policy }).act('follow', officer, wednesday);
export const closed = (policy: Partial<LeadPolicy> = {}): LeadStory =>
  followed(policy).act('attach', officer, wednesday).act('close', manager, wednesday);
export const received = (amount: string, payment: string | null = null) => ({
  payment,
  received: amount,
  contributions: 1,
});
