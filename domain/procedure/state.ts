import type { Approval } from '../case/approval.ts';
import type { CaseFields } from '../case/case.ts';
import type { VaultTextRef } from '../case/command.ts';
import type { Recommendation, RecommendationDecision } from '../survey-cycle/recommendation.ts';
import type { EvaluatedSubject, EvaluationResult } from './evaluation.ts';
import type { ProcedurePolicy, StepKind, StepRule } from './policy.ts';
import type { Proposal, PublishedVersion } from './proposal.ts';

/** What happened elsewhere and made an occurrence begin. */
export interface Cause {
  event: 'programme-ended' | 'breach' | 'target-missed' | 'knowledge-review-due';
  /** Number of the case in which it happened. */
  number?: string;
  /** Its clock, or the subject that missed a target; the code of a programme; the name of an entry of what is asked often. */
  part: string;
  /** Of an entry: the published version whose review is due. */
  version?: number;
}

/** What an occurrence of a procedure begins with. */
export interface ProcedureDetails {
  /** The period that it is about, such as `2026-11`; null if somebody asked for it. */
  period: string | null;
  /** When it fell due, UTC; null if somebody asked for it. */
  fellDueAt: string | null;
  /** True if nothing ran when it fell due, so that it was made up for. */
  madeUpFor: boolean;
  /** Absent unless something that happened elsewhere made it begin. */
  cause?: Cause;
  /** Number of the occurrence before it, with what that left open. */
  previous: string | null;
  /** What it is about, if somebody asked for it. */
  words: VaultTextRef | null;
  /** Staff ids: only these are asked to acknowledge. Absent: all who hold a role of the step. */
  asks?: string[];
  /** Who was named when it was started; absent if its policy has no parties. */
  parties?: NamedParty[];
  /** What earlier occurrences have deferred, to be decided in this one; absent if there is nothing. */
  deferred?: DeferredRecommendation[];
}

/** Somebody who was named when an occurrence was started, to take the steps of a party. */
export interface NamedParty {
  party: string;
  /** Staff id. */
  staff: string;
}

/** A recommendation that was deferred, as the next occurrence takes it over. */
export interface DeferredRecommendation extends Omit<Recommendation, 'id'> {
  /** Who raised it, under both names. */
  by: string[];
  words: VaultTextRef;
  from: RecommendationOrigin;
}

/** Where a recommendation was raised: its words stand there, under this id. */
export interface RecommendationOrigin {
  number: string;
  id: string;
}

/** What somebody handed in, said or showed in a step, under both names. */
export interface Contribution {
  by: string;
  standingInFor: string | null;
  at: string;
  words: VaultTextRef | null;
  findings: string[];
  /** What it gave for the fields of the step; absent if it gave none. */
  values?: Record<string, string>;
  /** The ends of the days among them by which later steps are due, UTC. */
  instants?: Record<string, string>;
}

/** A report that was made when its step began. */
export interface MadeReport {
  id: string;
  digest: string;
}

/** One step as it stands. */
export interface StepState {
  id: string;
  do: StepKind;
  roles: string[];
  /** Of `review` and `approve`: where it may be sent back to; null if nowhere. */
  returnsTo: string | null;
  status: 'waiting' | 'open' | 'done' | 'skipped';
  begunAt: string | null;
  endedAt: string | null;
  contributions: Contribution[];
  /** Of `review` and `approve`, as long as the step is open and afterwards. */
  approval: Approval | null;
  /** Of `acknowledge`: staff ids of those who are asked, once they are known, and of those who were excused. */
  asked: string[] | null;
  excused: string[];
  /** Of `evaluate`. `from`: the frozen reports that figures were taken from, by the step that each was made for. */
  evaluations: { by: string; subjects: EvaluatedSubject[]; from?: Record<string, MadeReport> }[];
  results: EvaluationResult[];
  /** Of a step that closes by itself, once it has begun: the last instant at which it takes anything. */
  closesAt?: string;
  /** Of `prepare` with a report. While it is awaited, nothing is handed in. */
  report: MadeReport | 'awaited' | null;
  /** Of a step that proposes a version, once it has been handed in. */
  proposal?: Proposal;
  /** The earlier step whose people alone take this one; absent if there is none. */
  by?: string;
  /** The party whose person alone takes this one; absent if there is none. */
  party?: string;
}

/** True of a step whose last approval is there, and whose version is being published: it is open until that is done. */
export function waitsForPublication({ status, approval }: Pick<StepState, 'status' | 'approval'>): boolean {
  return status === 'open' && approval?.status === 'approved';
}

/** A step that nobody has begun. */
export function waitingStep({ id, do: kind, roles, returnsTo, by, party }: StepRule): StepState {
  return {
    ...{ id, do: kind, roles, returnsTo: returnsTo ?? null, status: 'waiting' as const, begunAt: null, endedAt: null },
    ...{ contributions: [], approval: null, asked: null, excused: [], evaluations: [], results: [], report: null },
    ...(by === undefined ? {} : { by }),
    ...(party === undefined ? {} : { party }),
  };
}

/** Something that shall be done; of an evaluation it may be about one of its subjects. */
export interface StepRecommendation extends Recommendation {
  /** The id of the subject. */
  subject?: string;
}

/** Something that shall be done, with the step that raised it and, once there is one, the decision on it. */
export interface RaisedRecommendation extends StepRecommendation {
  /** Null if it came with the occurrence, since an earlier one deferred it. */
  step: string | null;
  /** Of one that was deferred: the occurrence that raised it first. */
  from?: RecommendationOrigin;
  /** Who raised it, under both names. */
  by: string[];
  words: VaultTextRef;
  decision: (Omit<ProcedureDecision, 'recommendation' | 'step'> & { by: string; at: string }) | null;
}

/** What is decided on a recommendation. What is deferred is decided in the next occurrence by calendar. */
export interface ProcedureDecision extends Omit<RecommendationDecision, 'verdict'> {
  step: string;
  verdict: 'accepted' | 'rejected' | 'deferred';
}

/** What every occurrence has, whatever its status. */
export interface ProcedureFields extends CaseFields, Omit<ProcedureDetails, 'words' | 'deferred'> {
  kind: 'procedure';
  policy: ProcedurePolicy;
  /** In the order of the policy. */
  steps: StepState[];
  recommendations: RaisedRecommendation[];
  /** The version of the policy or of a calendar that it has published; absent until then, and of most for ever. */
  published?: PublishedVersion;
  /** Why the version that was approved last could not be published, until another one is handed in. */
  refused?: { problem: string; detail: string };
}

export type ProcedureState = ProcedureFields & { status: 'open' | 'finished' | 'rejected' | 'withdrawn' };

export type ProcedureStatus = ProcedureState['status'];
