import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import { type Actor, customerActor, type Refusal, systemActor } from '../../../domain/case/command.ts';
import type { PendingErrand } from '../../../domain/case/errand.ts';
import * as machine from '../../../domain/case/machine.ts';
import type { Step } from '../../../domain/case/step.ts';
import { isSpoken } from '../../../domain/complaint/aspects/statements.ts';
import type { ComplaintCommandName, ComplaintCommands } from '../../../domain/complaint/commands.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import type { ComplaintDetails, ComplaintState } from '../../../domain/complaint/state.ts';
import { manager, samplePolicy, words } from '../samples/sample-policy.ts';
import { ToldCase } from './told-case.ts';

/** Wednesday 11 March 2026, 10:00 in Riyadh: the start of the examples of the design. */
export const wednesday = '2026-03-11T07:00:00Z';

export const details: ComplaintDetails = {
  category: 'complaint',
  priority: 'normal',
  channel: 'phone',
  customerClass: null,
  language: 'ar',
  about: [],
  trackingNumber: null,
  words: words('opening'),
};

/** How the customer said what staff record. It does not count if the customer gives the command. */
const said = {
  channel: 'phone',
  at: '2026-03-01T06:00:00Z',
  words: words('what-the-customer-said'),
  attachment: null,
  reachable: true,
};

/** A body that each command takes as it stands. */
export const bodies: ComplaintCommands = {
  accept: {},
  'return-for-completion': { missing: ['reference'], words: words('what-is-missing') },
  complete: { words: words('completion'), given: ['reference'] },
  decline: { reasonCode: 'not-justified', words: words('reasons') },
  assign: { to: 'agent-1' },
  pause: { reasonCode: 'waits-for-customer' },
  resume: {},
  interim: { words: words('steps'), expectedBy: null },
  'find-party': { party: 'operations', words: words('analysis') },
  'record-discussion': { people: ['agent-2'], words: words('discussion') },
  comment: { words: words('comment') },
  ask: { words: words('question') },
  'answer-question': { question: '1', words: words('answer-to-quality') },
  'log-contact': { channel: 'phone', reached: true, words: null },
  'deliver-letter': { letter: 'letter-1', template: 'answered', by: 'post', answer: null, words: null },
  identify: { channel: 'phone', asked: ['name', 'telephone'], right: 2, wrong: 0 },
  'set-representative': {
    ...{ relation: 'lawyer', may: ['hear-answers', 'object'], messages: 'both', evidence: 'document-1' },
    ...{ from: '2026-03-11T07:00:00Z', until: '2026-12-31T00:00:00Z', words: words('representative') },
  },
  'end-representative': { representative: '1', words: words('why-ended') },
  answer: { words: words('answer'), solved: true },
  confirm: { helped: true, words: null, said },
  withdraw: { words: null, said },
  rate: { helped: true, expected: 3, perceived: 4, words: null, said },
  disown: { statement: null, words: null },
  'give-back': { words: null },
  'correct-contact': { words: words('who-the-customer-is'), changed: ['phone'], language: null },
  'correct-fields': { words: words('what-is-right'), changed: ['details'], trackingNumber: null },
  'correct-category': { policy: samplePolicy({ category: 'enquiry' }), words: words('why-another-kind') },
  'correct-received': { receivedAt: '2026-03-05T06:00:00Z', words: words('when-the-letter-came') },
  'approve-correction': { digest: 'the digest of the correction' },
  'reject-correction': { digest: null, words: words('why-not-corrected') },
  'tick-step': { step: 'listen' },
  'book-appointment': { kind: 'call-back', at: '2026-03-16T07:00:00Z', with: 'agent-1', words: null },
  'keep-appointment': { appointment: '1', kept: true, absent: null, words: null },
  'cancel-appointment': { appointment: '1', words: null },
  'open-department-ticket': { ticket: 'SA-D-00000-00001', department: 'operations', words: words('request') },
  object: { words: words('objection'), said },
  reopen: { words: words('why-again'), said },
  attach: {
    attachment: 'document-1',
    mediaType: 'application/pdf',
    size: 1024,
    sha256: 'c'.repeat(64),
    words: words('name-of-document-1'),
  },
  extend: { clock: 'answer', words: words('why-longer') },
  'hand-over': { receiver: 'agent-2', consent: true, words: words('briefing') },
  take: {},
  'decline-hand-over': { words: null },
  'assign-automatically': { to: 'agent-1' },
  link: { number: 'SA-C-00000-00002', relation: 'related' },
  unlink: { number: 'SA-C-00000-00002', relation: null },
  'link-told': { number: 'SA-C-00000-00002', relation: 'related', linked: true },
  merge: { into: 'SA-C-00000-00002', sameCustomer: false, words: null },
  'merge-offered': { from: 'SA-C-00000-00002', about: [], priority: 'normal', theirWords: [] },
  'merge-taken': { into: 'SA-C-00000-00002', about: [] },
  'undo-merge': { words: words('why-it-is-undone') },
  'join-incident': { incident: 'SA-X-00000-00001' },
  'leave-incident': { words: words('why-it-leaves') },
  'merge-undone': { from: 'SA-C-00000-00002', of: ['SA-C-00000-00002'] },
  'representation-ended': { representative: '1', words: words('why-it-ended') },
  'merge-not-taken': { into: 'SA-C-00000-00002', why: 'ended' },
  'report-abuse': { words: words('abuse') },
  'name-staff': { staff: ['agent-9'] },
  share: { with: 'agent-2' },
  unshare: { with: 'agent-2' },
  'prepare-claim': { amount: '350', words: words('evidence'), attachments: [] },
  'amend-claim': { amount: '300.5', words: null, attachments: null },
  'approve-claim': { digest: 'the digest of the claim' },
  'reject-claim': { digest: null, words: words('why-not') },
  'record-goodwill': { apology: true, benefit: 'voucher', amount: '20', words: words('goodwill') },
  'ticket-step': { ticket: 'SA-D-00000-00001', step: 'resolved', words: null },
};

export interface StoryOptions {
  number?: string;
  policy?: Partial<ComplaintPolicy>;
  calendar?: CalendarSnapshot;
  at?: string;
  details?: Partial<ComplaintDetails>;
  /** Who opens it; the customer if it is left out. */
  by?: Actor;
}

interface Act<Name extends ComplaintCommandName> {
  by?: Actor;
  body?: Partial<ComplaintCommands[Name]>;
  /** When the case handles it; the instant of the act if it is left out. */
  now?: string;
}

/** A complaint told step by step; commands are given by a manager, or by the customer what only a customer wants. */
export class Story extends ToldCase<ComplaintState, ComplaintDetails> {
  /** What it asked for when it was opened. */
  readonly firstErrands: PendingErrand[] = this.errands;

  constructor({
    number = 'SA-C-00000-00001',
    at = wednesday,
    by: actor = customerActor,
    policy,
    details: changes,
    ...more
  }: StoryOptions = {}) {
    super(complaint, {
      ...{ organisation: 'sample', number, at, actor, ...more },
      policy: samplePolicy(policy),
      details: { ...details, ...changes },
    });
  }

  /** Gives a command. Throws if it is refused. */
  act<Name extends ComplaintCommandName>(name: Name, at: string, how: Act<Name> = {}): this {
    return this.taken(name, this.attempt(name, at, how));
  }

  /** The refusal of a command; throws if it is carried out. */
  refusal<Name extends ComplaintCommandName>(name: Name, at: string, how: Act<Name> = {}): Refusal {
    const answer = this.attempt(name, at, how);
    if (!('refusal' in answer)) throw new Error(`${name} was not refused`);
    return answer;
  }

  attempt<Name extends ComplaintCommandName>(
    name: Name,
    at: string,
    { by: actor = isSpoken(name) ? customerActor : manager, body, now }: Act<Name> = {},
  ): Step<ComplaintState> | Refusal {
    return this.give({ name, at, actor, body: { ...bodies[name], ...body } }, now);
  }

  /** Takes what another case says to it. */
  hear<Name extends keyof ComplaintCommands>(
    name: Name,
    at: string,
    body: Partial<ComplaintCommands[Name]> = {},
  ): this {
    return this.act(name as ComplaintCommandName, at, { by: systemActor, body });
  }

  /** What came of the messages with the answer that stands: whether any has reached the customer. */
  messageCame(isTold: boolean, at: string): this {
    const facts = complaint.customerTold?.(this.state, this.state.answeredAt ?? '', isTold) ?? [];
    if (facts.length > 0) this.take(machine.happened(complaint, this.record, facts, 'message', this.calendar, at));
    return this;
  }

  /** Lets the timers fire for every instant up to and including this one, each as late as `now` says. */
  override reach(until: string, now?: string): this {
    for (;;) {
      const next = this.nextInstant;
      if (next === null || Date.parse(next) > Date.parse(until)) return this;
      this.take(machine.timeReached(complaint, this.record, next, this.calendar, now ?? next));
    }
  }

  /** Keeps what a step did, with the notices of all steps so far. */
  override take(step: Step<ComplaintState>): void {
    const all = this.notices;
    super.take(step);
    all.push(...step.notices);
    this.notices = all;
  }
}
