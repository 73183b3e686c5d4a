import type { ApprovalRule } from '../approval/rule.ts';
import type { ClockRule, PolicySlice } from '../case/policy.ts';
import type { FollowedItemPolicy } from '../followed-item/policy.ts';

/** What somebody owes in a step. A procedure is made of these, in whatever order its policy says. */
export const stepKinds = [
  ...(['prepare', 'review', 'approve', 'decide', 'carry-out'] as const),
  ...(['acknowledge', 'evaluate', 'wait-for', 'archive'] as const),
] as const;
export type StepKind = (typeof stepKinds)[number];

/** The figure of a report that the value of a criterion is: nobody types it (F-12, G-12, B-02). */
export interface FigureRule {
  /** The earlier step that the report was frozen for. */
  step: string;
  measure: string;
  /** A dimension of the report, each of whose groups is evaluated. Absent: the figure over everything, of the one subject `all`. */
  by?: string;
}

/** What is measured in an evaluation: the value that is wanted, and how much it counts beside the others. */
export interface Criterion {
  id: string;
  target: number;
  weight: number;
  /** True: a smaller value is the better one, as with a response time. */
  lowerIsBetter: boolean;
  /** Absent: those who evaluate give the value. */
  figure?: FigureRule;
}

/**
 * A value that a step asks for: a local date, an amount, a choice, several choices with commas between them, or a code. It is
 * no words, so events may have it.
 */
export interface FieldRule {
  id: string;
  type: 'date' | 'amount' | 'choice' | 'choices' | 'code';
  required: boolean;
  /** Of a choice and of choices. */
  choices?: string[];
  /** Of a date: the field of the same step whose day it may not be before. */
  notBefore?: string;
}

/** A date that an earlier step gives. */
export interface GivenDate {
  step: string;
  field: string;
}

/** What an earlier step may have found. */
export interface Finding {
  step: string;
  found: string;
}

/** How long a memo may be in force, and how long before its end that is told; both in days. */
export interface MemoLimits {
  longestDays: number;
  remindDays: number;
}

/** One step as its policy has it. Its clock is the rule of the same id. */
export interface StepRule {
  id: string;
  do: StepKind;
  /** Who takes it: the people of these roles. */
  roles: string[];
  /** It begins once all of these have ended; if there are none, with the procedure. */
  after: string[];
  /** It is skipped unless that earlier step found this, or one of these if there are several. */
  onlyIf?: Finding | Finding[];
  /** Codes of what the step may find. */
  findings?: string[];
  /** True: each person who takes it finds exactly one of them, as if a question has one answer. */
  findsOne?: true;
  /** Of `review` and `approve`: how many must agree, and where it goes back to. */
  approval?: ApprovalRule;
  returnsTo?: string;
  /** Of `evaluate`. */
  criteria?: Criterion[];
  /** A target that is missed asks for a recommendation; `each`: one for each subject that misses one. */
  corrects?: true | 'each';
  /** Of `prepare`: something must be recommended, so that it is decided on and followed. */
  mustRecommend?: true;
  /** How many different people evaluate; one if it is left out. */
  evaluators?: number;
  /** Of `prepare`, `carry-out` and `wait-for`: the values that it asks for; what it asks for in words the policy knows alone. */
  fields?: FieldRule[];
  /** The step is due at the end of that day, if it has been given; else as its clock says. */
  dueOn?: GivenDate;
  /** Of `wait-for`: it takes what comes until that day has ended, and then ends by itself. Nobody reads it before. */
  closes?: true;
  /** Of `prepare`: the report that is made and frozen when the step begins. */
  report?: string;
  /**
   * Of `prepare`: who takes it hands in a version of the policy or of a calendar, or a memo. A memo deviates from the policy for
   * a time (N-01, N-02).
   */
  proposes?: 'version' | 'calendar' | { memo: MemoLimits };
  /** Of `approve`: with the last approval the version that was proposed before is published (N-03). */
  publishes?: true;
  /** An earlier step: nobody but who took that one takes this. */
  by?: string;
  /** A party: nobody takes it but the person who was named as that when the occurrence was started. */
  party?: string;
}

/** The clock of a step. While a date that an earlier step gave is its time, it keeps the time that the policy gives. */
type StepClock = ClockRule & {
  dueByPolicy?: ClockRule['due'];
};

/** The slice of a pack that an occurrence of a procedure is pinned to. Its category is the procedure's id. */
export interface ProcedurePolicy extends PolicySlice {
  clocks: StepClock[];
  steps: StepRule[];
  /** The rules of what accepted recommendations become; null if the pack follows none. */
  follow: FollowedItemPolicy | null;
  /** False: none falls due by calendar, so nothing is deferred. Absent: what is deferred is decided in the next one by calendar. */
  defers?: false;
}

/** The rule of a step. @throws Error if the policy has none. No case goes over to such a policy. */
export function ruleOfStep({ steps }: Pick<ProcedurePolicy, 'steps'>, id: string): StepRule {
  const rule = steps.find((one) => one.id === id);
  if (!rule) throw new Error(`the policy has no step ${id}`);
  return rule;
}

/** The ids of all steps that end before this one begins, near and far. */
export function stepsBefore(policy: Pick<ProcedurePolicy, 'steps'>, id: string): string[] {
  const { after } = ruleOfStep(policy, id);
  return [...new Set(after.flatMap((earlier) => [...stepsBefore(policy, earlier), earlier]))];
}

/** The step and all that come after it, near and far: what is done again if it is. */
export function stepsFrom({ steps }: Pick<ProcedurePolicy, 'steps'>, id: string): string[] {
  return steps.filter((one) => one.id === id || stepsBefore({ steps }, one.id).includes(id)).map((one) => one.id);
}
