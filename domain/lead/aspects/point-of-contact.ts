/** One point of contact per donor (N-08), appointed with the secretary's approval. Others who want contact ask first. */

import type { ApprovalRule } from '../../approval/rule.ts';
import {
  type Approval,
  decisionIn,
  isLastNeeded,
  objectionTo,
  openApproval,
  withDecision,
} from '../../case/approval.ts';
import { unchanged } from '../../case/aspect.ts';
import type { DecisionContext, Window } from '../../case/case.ts';
import { type Actor, effectiveUser, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { windowEnd } from '../../complaint/window-end.ts';
import { digest } from '../../digest.ts';
import { type Decisions, type Evolutions, isOver, type LeadAspect } from '../aspect.ts';
import type { LeadFact } from '../facts.ts';
import type { LeadState } from '../state.ts';

/** Who a donor's point of contact was when a command was received. Version 0 and nobody if none was ever appointed. */
export interface DonorContact {
  person: string | null;
  version: number;
}

/** A donor whose contact somebody asks for, with how the registry of contacts stood. */
export interface DonorAsked {
  donor: string;
  contact: DonorContact;
}

/** In what right somebody contacts a donor. */
export type Ground = 'point-of-contact' | 'permission';

export interface ContactRequest {
  /** Its place among the requests of the lead, from `1` on. */
  request: string;
  /** `appointment`: to become, or take over as, the point of contact. `permission`: to contact the donors for a while. */
  asks: 'appointment' | 'permission';
  donors: DonorAsked[];
  /** Staff id of the person who is to contact the donors. */
  person: string;
  status: 'waiting' | 'approved' | 'rejected' | 'expired' | 'appointed' | 'stale';
  approval: Approval;
  /** While it waits: when it lapses. Of a permission that was given: until when it holds. UTC. */
  until: string;
}

/** What the registry of contacts says to an approved appointment: how each donor stands now. */
export interface AppointmentOutcome {
  request: string;
  outcome: 'appointed' | 'stale';
  donors: { donor: string; person: string | null; version: number }[];
}

/** A person who contacted a donor, or was about to, without being the donor's point of contact or having asked. */
export interface Stranger {
  by: string;
  donor: string;
  command: string;
}

export interface ContactRequestCommands {
  'request-contact': { donors: DonorAsked[]; words: VaultTextRef };
  'appoint-contact': { donors: DonorAsked[]; person: string; words: VaultTextRef | null };
  'approve-contact': { digest: string };
  'reject-contact': { digest: string | null; words: VaultTextRef };
  'settle-contact': AppointmentOutcome;
  'report-stranger': Stranger;
}

type Asked = Pick<ContactRequest, 'request' | 'asks' | 'donors' | 'person' | 'until'> & {
  digest: string;
  rule: ApprovalRule;
  /** Who may not decide on it. */
  makers: string[];
  words: VaultTextRef | null;
};

export type ContactRequestFact =
  | { type: 'contactRequested' | 'appointmentProposed'; data: Asked }
  | { type: 'contactApprovalGiven'; data: { request: string; digest: string } }
  /** `until`: of a permission, how long it holds. */
  | { type: 'contactApproved'; data: { request: string; digest: string; until: string | null } }
  | { type: 'contactRejected'; data: { request: string; digest: string; words: VaultTextRef } }
  | { type: 'contactExpired'; data: { request: string } }
  | { type: 'contactAppointed' | 'appointmentStale'; data: AppointmentOutcome }
  | { type: 'strangerReported'; data: Stranger };

export function waitingRequest({ requests }: Pick<LeadState, 'requests'>): ContactRequest | undefined {
  return requests.find(({ status }) => status === 'waiting');
}

/** In what right the actor contacts this donor of the lead, or what stands against it. */
export function groundOf(
  state: Pick<LeadState, 'prospects' | 'requests'>,
  { donor, contact }: DonorAsked,
  actor: Actor,
  at: string,
): Ground | No {
  if (!state.prospects.includes(donor)) return no('Incomplete', `${donor} is no prospect of this lead`);
  const person = effectiveUser(actor);
  if (contact.person === person) return 'point-of-contact';
  const isPermitted = (one: ContactRequest) =>
    one.asks === 'permission' &&
    one.status === 'approved' &&
    one.person === person &&
    one.donors.some((asked) => asked.donor === donor) &&
    Date.parse(at) < Date.parse(one.until);
  if (state.requests.some(isPermitted)) return 'permission';
  const who = contact.person === null ? 'has no point of contact yet' : `is contacted by ${contact.person} alone`;
  return no('NotPointOfContact', `${donor} ${who}: ask first with request-contact`);
}

/** The facts of asking: frozen by their digest, with who must approve and until when. */
function asked(
  state: LeadState,
  { asks, donors, person, words }: Pick<ContactRequest, 'asks' | 'donors' | 'person'> & { words: VaultTextRef | null },
  actor: Actor,
  around: DecisionContext,
): LeadFact[] | No {
  const stranger = donors.find(({ donor }) => !state.prospects.includes(donor));
  if (stranger) return no('Incomplete', `${stranger.donor} is no prospect of this lead`);
  if (donors.every(({ contact }) => contact.person === person)) {
    return no('NotAllowedNow', `${person} is the point of contact already`);
  }
  const { organisation, number, policy } = state;
  const request = String(state.requested + 1);
  const subject = { organisation, number, request, asks, donors, person, words: words?.digest ?? null };
  const makers = [...new Set([...namesOf(actor), ...(asks === 'appointment' ? [person] : [])])];
  const until = windowEnd(policy.contact.decideWithin, around);
  const rule = policy.approval[asks];
  const data: Asked = { request, asks, donors, person, until, digest: digest(subject), rule, makers, words };
  return [{ type: asks === 'appointment' ? 'appointmentProposed' : 'contactRequested', data }];
}

const decisions: Decisions<ContactRequestCommands> = {
  'request-contact': (state, { actor, body }, around) =>
    asked(state, { ...body, asks: 'permission', person: effectiveUser(actor) }, actor, around),

  'appoint-contact': (state, { actor, body }, around) => asked(state, { ...body, asks: 'appointment' }, actor, around),

  'approve-contact'(state, { actor, body }, around) {
    const waiting = waitingRequest(state);
    if (!waiting) return no('NotAllowedNow', 'no request waits');
    const { approval, request, asks } = waiting;
    const objection = objectionTo(approval, { verdict: 'approved', digest: body.digest }, actor);
    if (objection) return objection;
    const given: LeadFact = { type: 'contactApprovalGiven', data: { request, digest: approval.digest } };
    if (!isLastNeeded(approval)) return [given];
    const until = asks === 'permission' ? windowEnd(state.policy.contact.permissionLasts, around) : null;
    return [given, { type: 'contactApproved', data: { request, digest: approval.digest, until } }];
  },

  'reject-contact'(state, { actor, body }) {
    const waiting = waitingRequest(state);
    if (!waiting) return no('NotAllowedNow', 'no request waits');
    const { approval, request } = waiting;
    const objection = objectionTo(approval, { verdict: 'rejected', digest: body.digest }, actor);
    if (objection) return objection;
    return [{ type: 'contactRejected', data: { request, digest: approval.digest, words: body.words } }];
  },

  'settle-contact'(state, { body }) {
    const isApproved = state.requests.some(({ request, status }) => request === body.request && status === 'approved');
    if (!isApproved) return [];
    return [{ type: body.outcome === 'appointed' ? 'contactAppointed' : 'appointmentStale', data: body }];
  },

  'report-stranger': (_state, { body }) => [{ type: 'strangerReported', data: body }],
};

/** As many settled requests as a lead keeps at hand beside the one that waits; permissions count among them. */
const kept = 20;

function changed(state: LeadState, request: string, change: (one: ContactRequest) => ContactRequest): LeadState {
  return { ...state, requests: state.requests.map((one) => (one.request === request ? change(one) : one)) };
}

const withStatus =
  (status: ContactRequest['status']) =>
  (state: LeadState, { request }: { request: string }): LeadState =>
    changed(state, request, (one) => ({ ...one, status }));

function opened(state: LeadState, { words: _, digest: of, rule, makers, ...asks }: Asked): LeadState {
  const request: ContactRequest = { ...asks, status: 'waiting', approval: openApproval(of, rule, makers) };
  return { ...state, requested: state.requested + 1, requests: [...state.requests, request].slice(-kept) };
}

const evolutions: Evolutions<ContactRequestFact> = {
  contactRequested: opened,
  appointmentProposed: opened,
  contactApprovalGiven: (state, { request, digest: of }, event) =>
    changed(state, request, (one) => ({
      ...one,
      approval: withDecision(one.approval, decisionIn(event, 'approved', of, null)),
    })),
  contactApproved: (state, { request, until }) =>
    changed(state, request, (one) => ({ ...one, status: 'approved', until: until ?? one.until })),
  contactRejected: (state, { request, digest: of, words }, event) =>
    changed(state, request, (one) => ({
      ...one,
      status: 'rejected',
      approval: withDecision(one.approval, decisionIn(event, 'rejected', of, words)),
    })),
  contactExpired: withStatus('expired'),
  contactAppointed: withStatus('appointed'),
  appointmentStale: withStatus('stale'),
  strangerReported: unchanged,
};

/** A request on which not everybody has decided in time lapses. */
function requestWindows(state: LeadState): Window[] {
  const waiting = isOver(state) ? undefined : waitingRequest(state);
  return waiting ? [{ id: `request:${waiting.request}`, until: waiting.until }] : [];
}

function requestLapsed(_state: LeadState, { id }: Window): ContactRequestFact[] {
  return [{ type: 'contactExpired', data: { request: id.slice('request:'.length) } }];
}

/** One request waits at a time; a decision needs one that does. */
function obstacle(state: LeadState, command: string): string | null {
  const waits = waitingRequest(state) !== undefined;
  if (command === 'request-contact' || command === 'appoint-contact') {
    return waits ? 'another request waits to be decided on' : null;
  }
  return (command === 'approve-contact' || command === 'reject-contact') && !waits ? 'no request waits' : null;
}

/** An approved appointment is entered where all leads look. */
function errands(event: TimelineEvent, state: LeadState): Errand[] {
  const fact = { type: event.type, data: event.data } as LeadFact;
  if (fact.type !== 'contactApproved') return [];
  const request = state.requests.find((one) => one.request === fact.data.request);
  if (request?.asks !== 'appointment') return [];
  const { donors, person } = request;
  const bases = donors.map(({ donor, contact }) => ({ donor, base: contact.version }));
  return [{ do: 'appoint', request: request.request, person, donors: bases, at: event.at, command: 'settle-contact' }];
}

export const contactRequests: LeadAspect<ContactRequestCommands, ContactRequestFact> = {
  decisions,
  evolutions,
  obstacle,
  decidedOn: ({ requests }, command) =>
    command === 'approve-contact' || command === 'reject-contact' ? requests.at(-1)?.approval.digest : undefined,
  windows: { open: requestWindows, ended: { request: requestLapsed } },
  errands,
};
