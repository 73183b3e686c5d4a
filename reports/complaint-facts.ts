/**
 * What a report needs to know of one complaint, folded from its events. As of an instant: an event that is left out has not
 * happened. So the same events give the same facts whenever they are asked for. Pure.
 */

/** The part of a stored event that is counted. */
export interface CountedEvent {
  type: string;
  /** In milliseconds. */
  at: number;
  by: string;
  standingInFor: string | null;
  policyVersion: number;
  data: object;
}

/** Instants are in milliseconds: each is looked at by many measures. */
export interface ComplaintFacts {
  number: string;
  category: string;
  channel: string;
  customerClass: string | null;
  /** Where it belongs by its policy; set by the reader, which knows the policies. */
  group: string;
  department: string;
  /** The centre or branch that it is about; set by the reader. */
  place: string;
  owner: string | null;
  /** The versions of the policy under which it happened. */
  policies: readonly number[];
  registeredAt: number;
  /** When it came: before it was registered if it was a letter. Everything that lasts is counted from here. */
  receivedAt: number;
  /** Interim answers, answers and declines: what the customer was told of the matter itself. */
  replies: readonly number[];
  answers: readonly { at: number; by: string }[];
  returns: readonly number[];
  /** How it ended, each time; one that was reopened ends again. */
  endings: readonly { at: number; how: Ending; solved: boolean }[];
  /** When each round after the first began. */
  rounds: readonly number[];
  isOpen: boolean;
  solved: boolean;
  kept: readonly { clock: string; at: number }[];
  breaches: readonly { clock: string; at: number }[];
  escalations: readonly { clock: string; rung: number; at: number }[];
  /** What customers themselves said, one for each round; what staff recorded for them is not among it. */
  verdicts: readonly {
    round: number;
    at: number;
    helped: boolean;
    expected: number | null;
    perceived: number | null;
  }[];
  /** Number of an earlier complaint that it repeats; set by the reader, which knows what is alike. */
  repeats: string | null;
  /** The same of one whose words are much alike. */
  resembles: string | null;
  /** Number of an earlier one of the same kind about the same place, from any customer; set by the reader. */
  repeatsAtPlace: string | null;
  /** Contacts and attempts that staff recorded, and by which channel. */
  contacts: readonly { at: number; channel: string; reached: boolean }[];
}

/** The key of what is in no group. */
export const none = '-';

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

/** What has not happened. One list for all: of most complaints most has not. */
const empty: readonly never[] = [];

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
    group: none,
    department: none,
    place: none,
    owner: null,
    policies: [first.policyVersion],
    registeredAt: first.at,
    receivedAt: typeof opening.receivedAt === 'string' ? Date.parse(opening.receivedAt) : first.at,
    replies: empty,
    answers: empty,
    returns: empty,
    endings: empty,
    rounds: empty,
    isOpen: true,
    solved: false,
    kept: empty,
    breaches: empty,
    escalations: empty,
    verdicts: empty,
    repeats: null,
    resembles: null,
    repeatsAtPlace: null,
    contacts: empty,
  };
  for (const event of rest) {
    // Kept reports name the versions that they were counted by, from before contacts were.
    const isContact = event.type === 'contactLogged' || event.type === 'contactAttempted';
    if (!isContact && !facts.policies.includes(event.policyVersion))
      facts.policies = [...facts.policies, event.policyVersion];
    (folds as Partial<Record<string, Fold>>)[event.type]?.(facts, event.at, event.data as Data, event);
  }
  return facts;
}

type Fold = (facts: ComplaintFacts, at: number, data: Data, event: CountedEvent) => void;

const ends =
  (how: Ending): Fold =>
  (facts, at) => {
    facts.endings = [...facts.endings, { at, how, solved: facts.solved }];
    facts.isOpen = false;
  };

const declines = ends('declined');

const contacted: Fold = (facts, at, { channel, reached }) => {
  facts.contacts = [...facts.contacts, { at, channel: String(channel), reached: reached === true }];
};

const owned: Fold = (facts, _at, { to, owner, receiver }) => {
  const next = to ?? owner ?? receiver;
  facts.owner = typeof next === 'string' ? next : null;
};

const judged: Fold = (facts, at, { helped, expected, perceived }, { by }) => {
  if (by !== 'customer') return;
  const round = facts.rounds.length + 1;
  const before = facts.verdicts.find((verdict) => verdict.round === round);
  const verdict = { round, at, helped: before?.helped ?? helped === true };
  const scores = { expected: score(expected), perceived: score(perceived) };
  facts.verdicts = [...facts.verdicts.filter((one) => one !== before), { ...verdict, ...scores }];
};

function score(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** What each event says besides the first one, which opens the complaint. */
const folds: Record<Exclude<CountedType, 'received'>, Fold> = {
  accepted: owned,
  assigned: owned,
  handOverTaken: owned,
  givenBack: (facts) => {
    facts.owner = null;
  },
  ownerLost: (facts) => {
    facts.owner = null;
  },
  interimAnswered: (facts, at) => {
    facts.replies = [...facts.replies, at];
  },
  answered(facts, at, _data, { by, standingInFor }) {
    facts.replies = [...facts.replies, at];
    facts.answers = [...facts.answers, { at, by: standingInFor ?? by }];
    facts.solved = false;
  },
  solved: (facts) => {
    facts.solved = true;
  },
  declined(facts, at, data, event) {
    // Nobody has written anything if a customer let the time for completing it pass.
    if (event.by !== 'system') facts.replies = [...facts.replies, at];
    declines(facts, at, data, event);
  },
  returnedForCompletion: (facts, at) => {
    facts.returns = [...facts.returns, at];
  },
  contactLogged: contacted,
  contactAttempted: contacted,
  confirmed: judged,
  rated: judged,
  closed: ends('closed'),
  withdrawn: ends('withdrawn'),
  merged: ends('merged'),
  // It goes on as if it had never ended.
  mergeUndone(facts) {
    facts.endings = facts.endings.slice(0, -1);
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
    facts.rounds = [...facts.rounds, at];
    facts.isOpen = true;
    facts.solved = false;
  },
  clockMet: (facts, at, { clock }) => {
    facts.kept = [...facts.kept, { clock: ruleOfClock(clock), at }];
  },
  breached: (facts, at, { clock }) => {
    facts.breaches = [...facts.breaches, { clock: ruleOfClock(clock), at }];
  },
  escalated: (facts, at, { clock, rung }) => {
    facts.escalations = [...facts.escalations, { clock: ruleOfClock(clock), rung: Number(rung) + 1, at }];
  },
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
