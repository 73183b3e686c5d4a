/** The donor's written pledge, and the funding that comes of it (N-05, N-25): payment by payment, matched to contributions. */

import { unchanged } from '../../case/aspect.ts';
import type { Window } from '../../case/case.ts';
import { no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import { dayStart } from '../../deadline/days/day-start.ts';
import type { WorkingCalendar } from '../../deadline/deadline.ts';
import { isAtLeast, sumText } from '../../money.ts';
import { type Decisions, type Evolutions, fieldsOf, type LeadAspect } from '../aspect.ts';
import type { LeadState } from '../state.ts';
import { pledgeErrands } from './pledge-errands.ts';

/** A payment as it is pledged: a local date and decimal text, and the number of the complaint that its absence would open. */
export interface PledgedPayment {
  dueOn: string;
  amount: string;
  complaint: string;
}

export interface Payment extends PledgedPayment {
  /** `1`, `2`, … in the order of their dates. */
  payment: string;
  /** Its date has passed: the contributions are asked, or have been. */
  dueAt: string | null;
  missedAt: string | null;
}

export interface Pledge {
  donor: string;
  amount: string;
  /** The attached document that says so, and its SHA-256. */
  attachment: string;
  sha256: string;
  payments: Payment[];
  funding: Funding;
  /** Words of the pledge, which a complaint about it begins with. */
  words: VaultTextRef;
  /** True from a missed payment on, until what is due has been received. */
  arrears: boolean;
}

/** What has been received of it, as contributions say that are matched to this lead and no other. */
export interface Funding {
  received: string;
  contributions: number;
  /** When the contributions were last asked; null before. */
  matchedAt: string | null;
  /** What the whole programme needs and has received; only if the lead succeeds by that. */
  programme?: ProgrammeFunding;
}

/** Decimal texts; `needed` is null if the programme does not say it. */
export interface ProgrammeFunding {
  needed: string | null;
  received: string;
}

export interface PledgeCommands {
  close: {
    donor: string;
    amount: string;
    payments: PledgedPayment[];
    pledge: { attachment: string; sha256: string };
    words: VaultTextRef;
  };
  succeed: object;
  /** The contributions may have changed: they are asked anew. */
  'match-funding': object;
  /** What they say; of a payment whose date has passed, under its name. */
  'settle-funding': {
    payment: string | null;
    received: string;
    contributions: number;
    programme?: ProgrammeFunding;
  };
  /** What has been given back after a correction or a cancellation, and the leads that may count it instead. */
  'settle-release': { contributions: number; leads: string[] };
}

export type PledgeFact =
  | { type: 'closed'; data: PledgeCommands['close'] }
  | { type: 'fundingSought'; data: object }
  | { type: 'fundingMatched'; data: Omit<PledgeCommands['settle-funding'], 'payment'> }
  | { type: 'paymentDue'; data: { payment: string; dueOn: string } }
  | { type: 'pledgeMissed'; data: { payment: string; dueOn: string; due: string; received: string; complaint: string } }
  | { type: 'arrearsCleared'; data: { received: string } }
  | { type: 'fundingReleased'; data: PledgeCommands['settle-release'] }
  | { type: 'succeeded'; data: { received: string; contributions: number } };

const pledgeOf = (state: LeadState): Pledge | null => ('pledge' in state ? state.pledge : null);

const sum = (state: LeadState, payments: readonly { amount: string }[]): string =>
  sumText(
    payments.map(({ amount }) => amount),
    state.policy.currency,
  );

/** What ought to have been received once everything that is due by this payment's date has been. */
function dueWith(state: LeadState, { payments }: Pledge, { dueOn }: Payment): string {
  return sum(
    state,
    payments.filter((other) => other.dueOn <= dueOn),
  );
}

function isFundedByProgramme(state: LeadState): boolean {
  return readsAs(state, 3) && state.policy.fundedBy === 'programme';
}

/** What the programme still lacks, in a sentence. Null if it has what it needs, or if the lead's own pledge decides. */
function programmeLacks(state: LeadState, funding: ProgrammeFunding | undefined): string | null {
  if (!isFundedByProgramme(state)) return null;
  const { needed = null, received = sum(state, []) } = funding ?? {};
  if (needed === null)
    return `it is not known what ${state.programme} needs: say it in \`fundingNeeded\` of the programme`;
  if (isAtLeast(received, needed)) return null;
  return `the pledge is paid, and ${received} of the ${needed} ${state.currency} that ${state.programme} needs have been received`;
}

const decisions: Decisions<PledgeCommands> = {
  close(state, { body }) {
    if (!state.prospects.includes(body.donor)) return no('Incomplete', `${body.donor} is no prospect of this lead`);
    const { attachment, sha256 } = body.pledge;
    if (!state.attachments.some((one) => one.attachment === attachment && one.sha256 === sha256)) {
      return no('Incomplete', 'attach the written pledge first, and name it with its digest');
    }
    if (sum(state, body.payments) !== body.amount) {
      return no('Incomplete', `the payments come to ${sum(state, body.payments)}, not to ${body.amount}`);
    }
    return [{ type: 'closed', data: body }];
  },

  succeed(state) {
    const pledge = pledgeOf(state);
    if (!pledge) return no('NotAllowedNow', 'nothing has been pledged');
    const { received, contributions } = pledge.funding;
    if (!isAtLeast(received, pledge.amount)) {
      return no('Incomplete', `${received} of ${pledge.amount} ${state.currency} have been received so far`);
    }
    const missing = programmeLacks(state, pledge.funding.programme);
    return missing ? no('Incomplete', missing) : [{ type: 'succeeded', data: { received, contributions } }];
  },

  'match-funding': (state) => (state.status === 'closed' ? [{ type: 'fundingSought', data: {} }] : []),

  'settle-release': (_state, { body }) => (body.contributions > 0 ? [{ type: 'fundingReleased', data: body }] : []),

  'settle-funding'(state, { body }): PledgeFact[] {
    const pledge = pledgeOf(state);
    if (state.status !== 'closed' || !pledge) return [];
    const { payment: name, received, contributions } = body;
    const programme = isFundedByProgramme(state) && body.programme ? { programme: body.programme } : {};
    const matched: PledgeFact = { type: 'fundingMatched', data: { received, contributions, ...programme } };
    const payment = pledge.payments.find((one) => one.payment === name);
    const due = payment && dueWith(state, pledge, payment);
    if (payment && due && payment.missedAt === null && !isAtLeast(received, due)) {
      const { dueOn, complaint } = payment;
      return [matched, { type: 'pledgeMissed', data: { payment: payment.payment, dueOn, due, received, complaint } }];
    }
    const missed = pledge.payments.filter(({ missedAt }) => missedAt !== null);
    const isCleared = pledge.arrears && missed.every((one) => isAtLeast(received, dueWith(state, pledge, one)));
    return isCleared ? [matched, { type: 'arrearsCleared', data: { received } }] : [matched];
  },
};

function changed(state: LeadState, change: (pledge: Pledge) => Pledge): LeadState {
  return 'pledge' in state ? { ...state, pledge: change(state.pledge) } : state;
}

function withPayment(state: LeadState, name: string, change: Partial<Payment>): LeadState {
  return changed(state, (pledge) => ({
    ...pledge,
    payments: pledge.payments.map((one) => (one.payment === name ? { ...one, ...change } : one)),
  }));
}

const evolutions: Evolutions<PledgeFact> = {
  closed(state, { donor, amount, payments, pledge: document, words }, { at }) {
    const inOrder = [...payments].sort((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)));
    const pledge: Pledge = {
      ...{ donor, amount, ...document, words, arrears: false },
      payments: inOrder.map((one, index) => ({ ...one, payment: String(index + 1), dueAt: null, missedAt: null })),
      funding: { received: sum(state, []), contributions: 0, matchedAt: null },
    };
    return { ...fieldsOf(state), status: 'closed', inStatusSince: at, pledge };
  },
  fundingSought: unchanged,
  fundingMatched: (state, funding, { at }) =>
    changed(state, (pledge) => ({ ...pledge, funding: { ...funding, matchedAt: at } })),
  paymentDue: (state, { payment }, { at }) => withPayment(state, payment, { dueAt: at }),
  pledgeMissed: (state, { payment }, { at }) =>
    changed(withPayment(state, payment, { missedAt: at }), (pledge) => ({ ...pledge, arrears: true })),
  fundingReleased: unchanged,
  arrearsCleared: (state) => changed(state, (pledge) => ({ ...pledge, arrears: false })),
  succeeded: (state, _data, { at }) => {
    const pledge = pledgeOf(state);
    return pledge ? { ...fieldsOf(state), status: 'successful', inStatusSince: at, closedAt: at, pledge } : state;
  },
};

/** The ends of the local days by which payments are pledged. */
function paymentWindows(state: LeadState, calendar: WorkingCalendar): Window[] {
  if (state.status !== 'closed') return [];
  return state.pledge.payments
    .filter(({ dueAt }) => dueAt === null)
    .map(({ payment, dueOn }) => ({ id: `payment:${payment}`, until: dayStart(calendar, dueOn, 1) }));
}

function paymentDayEnded(state: LeadState, { id }: Window): PledgeFact[] {
  const payment = pledgeOf(state)?.payments.find((one) => one.payment === id.slice('payment:'.length));
  return payment ? [{ type: 'paymentDue', data: { payment: payment.payment, dueOn: payment.dueOn } }] : [];
}

export const pledge: LeadAspect<PledgeCommands, PledgeFact> = {
  decisions,
  evolutions,
  windows: { open: paymentWindows, ended: { payment: paymentDayEnded } },
  errands: pledgeErrands,
};
