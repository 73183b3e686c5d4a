/**
 * The slice of a policy pack that one case is pinned to: rules only, no message texts and no persons, plain JSON.
 * `packs/kinds/pinned-policy.ts` makes it when a case is opened. It travels in the workflow's input. So a case runs to its
 * end under the version it began with, and a replay years later needs no other source.
 */
import type { Amount, Rung } from '../deadline/calendar.ts';

/** Where a rule comes from: the clause's id in the requirements, or `ours` if no document says it. */
export type Source = { rule: string } | { source: 'ours' };

/**
 * A role of the pack, or a person of the case: `owner`, `customer`. `giver` and `receiver` are those whom the event itself
 * names: who hands the case over, and to whom. `appointee` keeps the appointment that the event is about.
 * `former-contact` is where the customer was written to before a correction.
 */
export type Recipient = 'customer' | 'owner' | 'giver' | 'receiver' | 'appointee' | 'former-contact' | `role:${string}`;

export type Channel = 'sms' | 'email';

/** One rung of a ladder: when it fires, who is told, and whether the message may go at night. */
export type LadderStep = Source & { rung: Rung; tell: Recipient[]; urgent: boolean };

/**
 * A clock. `start.on` is the event that starts it, `start.from` the instant it counts from. That is the event's own, or in
 * retrospect the instant at which the complaint was complete (F-07). Or it is the end of a survey cycle's programme (N-09).
 * The clock stops when any (or all) of `stop.on` have happened.
 */
export type ClockRule = Source & {
  id: string;
  due: Amount;
  /** By how much it may be extended, once and before its breach; left out: not at all. */
  extension?: Amount;
  start: { on: string[]; from: 'event' | 'received' | 'complete' | 'programmeEnd' };
  stop: { on: string[]; need: 'any' | 'all' };
  /** True: one limit for all rounds. If what had stopped it is no solution, it runs on from where it began (B-08). */
  overall?: boolean;
  /** True: each start begins an instance of its own, beside those that still run, even if the same event stops those. */
  recurs?: boolean;
  ladder: LadderStep[];
};

/** A message sent when an event happens. The text is looked up by `template` in the pinned version, outside the workflow. */
export type NoticeRule = Source & {
  on: string;
  to: Recipient;
  channels: Channel[];
  template: string;
  urgent: boolean;
};

/** How far a role may see: cases without words, and the words themselves. */
export type Reach = 'none' | 'group' | 'department' | 'all';
export type WordsReach = 'none' | 'own' | 'department' | 'all' | 'with-reason';

/**
 * To whom a command is open within a role: anybody in it, the owner, or the person to whom it is handed over. To assign, also
 * oneself: any case, or only what nobody else owns. `unowned` is the owner, or anybody in the role while there is none.
 * `delegate` is the owner if somebody else has assigned the case to them.
 */
export type CommandReach = 'yes' | 'self' | 'self-unowned' | 'owner' | 'unowned' | 'delegate' | 'receiver';

export interface RoleRights {
  commands: Record<string, CommandReach>;
  read: Reach;
  words: WordsReach;
  replay: boolean;
  /** `own`: those of the cases that are one's own. */
  proofs: boolean | 'own';
  audit: boolean;
}

/**
 * How strictly the rules are read. 1: as at first. 2: money and extensions more strictly. 3: promises, solutions, and who
 * speaks for the customer as the documents say it. 4: the third without the gaps that were found in it: decision 24. A case
 * keeps the reading it began with, so that its history replays.
 */
export type Reading = 1 | 2 | 3 | 4;

/** What the slice of every kind has; a kind adds what only its own rules need. */
export interface PolicySlice {
  /** Absent in slices of an earlier release: read as at first. */
  reading?: Exclude<Reading, 1>;
  organisation: string;
  /** Version of the pack, and the SHA-256 of its content. */
  version: number;
  hash: string;
  category: string;
  /** Who works the case: the group, and the department that the group belongs to. */
  group: string;
  department: string;
  rights: Record<string, RoleRights>;
  /** Commands that the pack switches off: absent from `allowed`, `NotAllowedNow` when tried. */
  switchedOff: string[];
  clocks: ClockRule[];
  notices: NoticeRule[];
  /** Whether staff are written to while the organisation is closed. */
  quietHours: 'outside-opening-hours' | 'none';
}

/** True if the case that this policy is pinned to follows at least this reading of the rules. */
export function readsAs({ policy }: { policy: Pick<PolicySlice, 'reading'> }, reading: Reading): boolean {
  return (policy.reading ?? 1) >= reading;
}
