/**
 * What a report needs to know of one complaint, folded from its events. As of an instant: an event that is left out has not
 * happened. So the same events give the same facts whenever they are asked for. Pure.
 */

/** The part of a stored event that is counted. */
export interface CountedEvent {
  type: string;
  at: string;
  by: string;
  standingInFor?: string;
  policyVersion: number;
  data: object;
}

/** Instants are in milliseconds: each is looked at by many measures. */
export interface ComplaintFacts {
  number: string;
  category: string;
  channel: string;
  customerClass: string | null;
  owner: string | null;
  /** The versions of the policy under which it happened. */
  policies: number[];
  registeredAt: number;
  /** When it came: before it was registered if it was a letter. Everything that lasts is counted from here. */
  receivedAt: number;
  /** Interim answers, answers and declines: what the customer was told of the matter itself. */
  replies: number[];
  answers: { at: number; by: string }[];
  returns: number[];
  /** How it ended, each time; one that was reopened ends again. */
  endings: { at: number; how: Ending; solved: boolean }[];
  /** When each round after the first began. */
  rounds: number[];
  isOpen: boolean;
  solved: boolean;
  kept: { clock: string; at: number }[];
  breaches: { clock: string; at: number }[];
  escalations: { clock: string; rung: number; at: number }[];
  /** What customers themselves said, one for each round; what staff recorded for them is not among it. */
  verdicts: { round: number; at: number; helped: boolean; expected: number | null; perceived: number | null }[];
  /** Number of an earlier complaint that it repeats; set by the reader, which knows what is alike. */
  repeats: string | null;
  /** The same of one whose words are much alike. */
  resembles: string | null;
  /** Contacts and attempts that staff recorded, and by which channel. */
  contacts: { at: number; channel: string; reached: boolean }[];
}

export type Ending = 'closed' | 'declined' | 'withdrawn' | 'merged';

/** The events that say something here: no other has to be read. */
const countedTypes = [
  ...['received', 'accepted', 'assigned', 'handOverTaken', 'givenBack', 'ownerLost', 'interimAnswered', 'answered'],
  ...[
    'solved',
    'declined',
    'returnedForCompletion',
    'confirmed',
    'rated',
    'closed',
    'withdrawn',
    'merged',
    'mergeUndone',
  ],
  ...['objected', 'roundOpened', 'answerCameBack', 'clockMet', 'breached', 'escalated', 'categoryCorrected'],
  ...['receivedCorrected', 'contactLogged', 'contactAttempted'],
] as const;
export type CountedType = (typeof countedTypes)[number];

/** The fields of their data that say something here. */
export type CountedField =
  | 'category'
  | 'channel'
  | 'customerClass'
  | 'internal'
  | 'receivedAt'
  | 'to'
  | 'owner'
  | 'receiver'
  | 'helped'
  | 'expected'
  | 'perceived'
  | 'barred'
  | 'clock'
  | 'rung'
  | 'reached';

type Data = Partial<Record<CountedField, unknown>>;

/** The facts of one complaint from its events in their order; null if it is no complaint of a customer's. */
export function complaintFacts(number: string, events: readonly CountedEvent[]): ComplaintFacts | null {
  const [first, ...rest] = events;
  if (first?.type !== 'received') return null;
  const opening = first.data as Data;
  // The organisation's own problems are no complaints of customers, and few may know of them (N-25).
  if (opening.internal === true) return null;
  const facts: ComplaintFacts = {
    number,
    category: String(opening.category),
    channel: String(opening.channel),
    customerClass: typeof opening.customerClass === 'string' ? opening.customerClass : null,
    owner: null,
    policies: [first.policyVersion],
    registeredAt: Date.parse(first.at),
    receivedAt: Date.parse(typeof opening.receivedAt === 'string' ? opening.receivedAt : first.at),
    ...{ replies: [], answers: [], returns: [], endings: [], rounds: [], isOpen: true, solved: false },
    ...{ kept: [], breaches: [], escalations: [], verdicts: [], repeats: null },
    ...{ resembles: null, contacts: [] },
  };
  for (const event of rest) {
    // Kept reports name the versions that they were counted by, from before contacts were.
    const isContact = event.type === 'contactLogged' || event.type === 'contactAttempted';
    if (!isContact && !facts.policies.includes(event.policyVersion)) facts.policies.push(event.policyVersion);
    folds[event.type]?.(facts, Date.parse(event.at), event.data as Data, event);
  }
  return facts;
}

type Fold = (facts: ComplaintFacts, at: number, data: Data, event: CountedEvent) => void;

const ends =
  (how: Ending): Fold =>
  (facts, at) => {
    facts.endings.push({ at, how, solved: facts.solved });
    facts.isOpen = false;
  };

const declines = ends('declined');

const contacted: Fold = (facts, at, { channel, reached }) =>
  void facts.contacts.push({ at, channel: String(channel), reached: reached === true });

const owned: Fold = (facts, _at, { to, owner, receiver }) => {
  const next = to ?? owner ?? receiver;
  facts.owner = typeof next === 'string' ? next : null;
};

const judged: Fold = (facts, at, { helped, expected, perceived }, { by }) => {
  if (by !== 'customer') return;
  const round = facts.rounds.length + 1;
  const before = facts.verdicts.find((verdict) => verdict.round === round);
  const score = (value: unknown) => (typeof value === 'number' ? value : null);
  const verdict = { round, at, helped: before?.helped ?? helped === true };
  facts.verdicts = facts.verdicts.filter((one) => one !== before);
  facts.verdicts.push({ ...verdict, expected: score(expected), perceived: score(perceived) });
};

const folds: Record<string, Fold> = {
  accepted: owned,
  assigned: owned,
  handOverTaken: owned,
  givenBack: (facts) => {
    facts.owner = null;
  },
  ownerLost: (facts) => {
    facts.owner = null;
  },
  interimAnswered: (facts, at) => void facts.replies.push(at),
  answered(facts, at, _data, { by, standingInFor }) {
    facts.replies.push(at);
    facts.answers.push({ at, by: standingInFor ?? by });
    facts.solved = false;
  },
  solved: (facts) => {
    facts.solved = true;
  },
  declined(facts, at, data, event) {
    // Nobody has written anything if a customer let the time for completing it pass.
    if (event.by !== 'system') facts.replies.push(at);
    declines(facts, at, data, event);
  },
  returnedForCompletion: (facts, at) => void facts.returns.push(at),
  contactLogged: contacted,
  contactAttempted: contacted,
  confirmed: judged,
  rated: judged,
  closed: ends('closed'),
  withdrawn: ends('withdrawn'),
  merged: ends('merged'),
  // It goes on as if it had never ended.
  mergeUndone(facts) {
    facts.endings.pop();
    facts.isOpen = true;
  },
  objected(facts, _at, { barred }) {
    if (Array.isArray(barred) && barred.includes(facts.owner)) facts.owner = null;
  },
  // Nobody was told after all: what had been kept by telling the customer has not been.
  answerCameBack(facts) {
    const answeredAt = facts.answers.at(-1)?.at ?? Number.POSITIVE_INFINITY;
    facts.kept = facts.kept.filter(({ at }) => at <= answeredAt);
  },
  roundOpened(facts, at) {
    facts.rounds.push(at);
    facts.isOpen = true;
    facts.solved = false;
  },
  clockMet: (facts, at, { clock }) => void facts.kept.push({ clock: ruleOfClock(clock), at }),
  breached: (facts, at, { clock }) => void facts.breaches.push({ clock: ruleOfClock(clock), at }),
  escalated: (facts, at, { clock, rung }) =>
    void facts.escalations.push({ clock: ruleOfClock(clock), rung: Number(rung) + 1, at }),
  categoryCorrected: (facts, _at, { to }) => {
    facts.category = String(to);
  },
  receivedCorrected: (facts, _at, { to }) => {
    facts.receivedAt = Date.parse(String(to));
  },
};

/** A later instance of a clock has a number behind the name of its rule. */
function ruleOfClock(clock: unknown): string {
  return String(clock).replace(/-\d+$/, '');
}
