/**
 * Every measure, each defined once. A measure says which values it takes of one case in a period; `sum` says what becomes
 * of the values of all cases. A period begins with `from` and ends before `before`; nothing later has happened.
 */
import type { Wording } from '../packs/schema.ts';
import type { ComplaintFacts } from './complaint-facts.ts';
import type { Found } from './dimensions.ts';

/** The instants of a period, in milliseconds, and how opening time is counted. */
export interface CountedPeriod {
  from: number;
  before: number;
  /** Opening time between two instants, in milliseconds. */
  openingTime(from: number, to: number): number;
}

/**
 * - `count`: how many values there are.
 * - `share`: how many of the values are 1, in per cent.
 * - `median`, `ninetieth`: the value that half, or nine in ten, do not exceed (the nearest rank).
 * - `mean`: the average.
 * - `quotient`: the sum of the values ÷ the sum of what each is out of, in per cent.
 */
export type Sum = 'count' | 'share' | 'median' | 'ninetieth' | 'mean' | 'quotient';

export interface Measure {
  title: Wording;
  unit: 'cases' | 'percent' | 'minutes' | 'score';
  sum: Sum;
  /** What customers judged: groups under five are hidden, and nothing leads to single cases. */
  isJudgement?: true;
  of(one: ComplaintFacts, period: CountedPeriod): readonly Found[];
}

const minute = 60_000;
const nothing: readonly Found[] = [];
const one: readonly Found[] = [{ value: 1 }];
const zero: readonly Found[] = [{ value: 0 }];
const yes = (is: boolean) => (is ? one : zero);
const isIn = (at: number, { from, before }: CountedPeriod) => at >= from && at < before;
const first = (instants: readonly number[]) => (instants.length === 0 ? null : Math.min(...instants));

/** What a measure takes of each part that lies in the period. Most cases have none or one: those make no list of their own. */
function ofEach<Part extends { at: number }>(
  parts: readonly Part[],
  period: CountedPeriod,
  take: (part: Part) => readonly Found[],
): readonly Found[] {
  let found = nothing;
  for (const part of parts) {
    if (!isIn(part.at, period)) continue;
    const taken = take(part);
    if (taken.length > 0) found = found.length === 0 ? taken : [...found, ...taken];
  }
  return found;
}

/** Minutes from receipt to the first reply, if that was in the period. */
function toReply(
  { replies, receivedAt }: ComplaintFacts,
  period: CountedPeriod,
  by: (from: number, to: number) => number,
): readonly Found[] {
  const reply = first(replies);
  if (reply === null || !isIn(reply, period)) return nothing;
  return [{ value: Math.round(by(receivedAt, reply) / minute) }];
}

/** What a measure takes of each closing or decline in the period. */
function ofDecisions(
  { endings }: ComplaintFacts,
  period: CountedPeriod,
  take: (ending: ComplaintFacts['endings'][number]) => readonly Found[],
): readonly Found[] {
  return ofEach(endings, period, (ending) => {
    return ending.how === 'closed' || ending.how === 'declined' ? take(ending) : nothing;
  });
}

/** Minutes from receipt to each closing or decline in the period. */
function toClosing(
  facts: ComplaintFacts,
  period: CountedPeriod,
  by: (from: number, to: number) => number,
): readonly Found[] {
  return ofDecisions(facts, period, ({ at }) => [{ value: Math.round(by(facts.receivedAt, at) / minute) }]);
}

const elapsed = (from: number, to: number) => Math.max(0, to - from);

const measuresByName = {
  /** Complaints registered in the period; a letter counts when it was registered. */
  received: {
    ...{ title: { ar: 'الواردة', en: 'Received' }, unit: 'cases', sum: 'count' },
    of: ({ registeredAt }, period) => (isIn(registeredAt, period) ? one : nothing),
  },
  /** Complaints that have not ended at the end of the period, whenever they came. */
  openAtEnd: {
    ...{ title: { ar: 'المفتوحة في نهاية الفترة', en: 'Open at the end of the period' }, unit: 'cases', sum: 'count' },
    of: ({ isOpen }) => (isOpen ? one : nothing),
  },
  /** Of those, the ones with a deadline that was missed, in this period or before. */
  openAndLate: {
    ...{ title: { ar: 'المفتوحة المتأخرة', en: 'Open, with a missed deadline' }, unit: 'cases', sum: 'count' },
    of: ({ isOpen, breaches }) => (isOpen && breaches.length > 0 ? one : nothing),
  },
  /** Answers given in the period: an interim answer is none, and two rounds may have one each. */
  answered: {
    ...{ title: { ar: 'الردود', en: 'Answered' }, unit: 'cases', sum: 'count' },
    of: ({ answers }, period) => ofEach(answers, period, ({ by }) => [{ value: 1, agent: by }]),
  },
  /** Closings and declines in the period. What was withdrawn or merged was not closed. */
  closed: {
    ...{ title: { ar: 'المغلقة', en: 'Closed' }, unit: 'cases', sum: 'count' },
    of: (facts, period) => ofDecisions(facts, period, () => one),
  },
  /** Deadlines that were kept in the period: stopped without a breach. */
  inTime: {
    ...{ title: { ar: 'المواعيد المحققة', en: 'Deadlines kept' }, unit: 'cases', sum: 'count' },
    of: ({ kept }, period) => ofEach(kept, period, ({ clock }) => [{ value: 1, clock }]),
  },
  /** Breaches that happened in the period. A breach stays one, whatever came after it. */
  late: {
    ...{ title: { ar: 'المواعيد الفائتة', en: 'Deadlines missed' }, unit: 'cases', sum: 'count' },
    of: ({ breaches }, period) => ofEach(breaches, period, ({ clock }) => [{ value: 1, clock }]),
  },
  /** Kept ÷ (kept + missed) in the period. */
  inTimeShare: {
    ...{ title: { ar: 'نسبة الالتزام بالمواعيد', en: 'Share of deadlines kept' }, unit: 'percent', sum: 'share' },
    of: ({ kept, breaches }, period) => [
      ...ofEach(kept, period, ({ clock }) => [{ value: 1, clock }]),
      ...ofEach(breaches, period, ({ clock }) => [{ value: 0, clock }]),
    ],
  },
  /** Rungs of ladders in the period at which somebody was told, after a warning. */
  escalations: {
    ...{ title: { ar: 'التصعيدات', en: 'Escalations' }, unit: 'cases', sum: 'count' },
    of: ({ escalations }, period) => ofEach(escalations, period, ({ clock, rung }) => [{ value: 1, clock, rung }]),
  },
  /** Of those registered in the period: replied to by its end ÷ all. Interim answers and declines are replies. */
  responseRate: {
    ...{ title: { ar: 'نسبة الاستجابة', en: 'Response rate' }, unit: 'percent', sum: 'share' },
    of: ({ registeredAt, replies }, period) => (isIn(registeredAt, period) ? yes(replies.length > 0) : nothing),
  },
  /** Minutes from receipt to the first reply, of first replies in the period; half took no longer. */
  responseMedian: {
    ...{ title: { ar: 'وسيط زمن الاستجابة', en: 'Response time, median' }, unit: 'minutes', sum: 'median' },
    of: (facts, period) => toReply(facts, period, elapsed),
  },
  /** The same; nine in ten took no longer. */
  responseNinetieth: {
    ...{ title: { ar: 'زمن الاستجابة لتسعة من كل عشرة', en: 'Response time, nine in ten' } },
    ...{ unit: 'minutes', sum: 'ninetieth' },
    of: (facts, period) => toReply(facts, period, elapsed),
  },
  /** The median, in minutes of opening time. */
  responseWorkingMedian: {
    ...{ title: { ar: 'وسيط زمن الاستجابة في أوقات العمل', en: 'Response time in opening hours, median' } },
    ...{ unit: 'minutes', sum: 'median' },
    of: (facts, period) => toReply(facts, period, period.openingTime),
  },
  /** Nine in ten, in minutes of opening time. */
  responseWorkingNinetieth: {
    ...{
      title: { ar: 'زمن الاستجابة في أوقات العمل لتسعة من كل عشرة', en: 'Response time in opening hours, nine in ten' },
    },
    ...{ unit: 'minutes', sum: 'ninetieth' },
    of: (facts, period) => toReply(facts, period, period.openingTime),
  },
  /** Minutes from receipt to each closing or decline in the period; half took no longer. */
  closingMedian: {
    ...{ title: { ar: 'وسيط زمن الإغلاق', en: 'Closing time, median' }, unit: 'minutes', sum: 'median' },
    of: (facts, period) => toClosing(facts, period, elapsed),
  },
  /** The same; nine in ten took no longer. */
  closingNinetieth: {
    ...{ title: { ar: 'زمن الإغلاق لتسعة من كل عشرة', en: 'Closing time, nine in ten' } },
    ...{ unit: 'minutes', sum: 'ninetieth' },
    of: (facts, period) => toClosing(facts, period, elapsed),
  },
  /** The median, in minutes of opening time. */
  closingWorkingMedian: {
    ...{ title: { ar: 'وسيط زمن الإغلاق في أوقات العمل', en: 'Closing time in opening hours, median' } },
    ...{ unit: 'minutes', sum: 'median' },
    of: (facts, period) => toClosing(facts, period, period.openingTime),
  },
  /** Nine in ten, in minutes of opening time. */
  closingWorkingNinetieth: {
    ...{
      title: { ar: 'زمن الإغلاق في أوقات العمل لتسعة من كل عشرة', en: 'Closing time in opening hours, nine in ten' },
    },
    ...{ unit: 'minutes', sum: 'ninetieth' },
    of: (facts, period) => toClosing(facts, period, period.openingTime),
  },
  /** Of closings and declines in the period: with the problem solved ÷ all. */
  solvedShare: {
    ...{ title: { ar: 'نسبة المشكلات المحلولة', en: 'Share solved' }, unit: 'percent', sum: 'share' },
    of: (facts, period) => ofDecisions(facts, period, ({ solved }) => yes(solved)),
  },
  /** Of first answers in the period: the first reply, solved, never returned and without a second round by its end ÷ all. */
  firstContactShare: {
    ...{ title: { ar: 'نسبة الحل من أول تواصل', en: 'Solved at first contact' }, unit: 'percent', sum: 'share' },
    of({ answers, replies, returns, rounds, solved }, period) {
      const answer = answers[0];
      if (!answer || !isIn(answer.at, period)) return nothing;
      return yes(replies[0] === answer.at && returns.length === 0 && rounds.length === 0 && solved);
    },
  },
  /** Later rounds that began in the period: by a no, an objection or a reopening. */
  reopened: {
    ...{ title: { ar: 'المعاد فتحها', en: 'Reopened' }, unit: 'cases', sum: 'count' },
    of: ({ rounds }, period) => rounds.filter((at) => isIn(at, period)).flatMap(() => one),
  },
  /** Returns for completion in the period. */
  returns: {
    ...{ title: { ar: 'المعادة للاستكمال', en: 'Returned for completion' }, unit: 'cases', sum: 'count' },
    of: ({ returns }, period) => returns.filter((at) => isIn(at, period)).flatMap(() => one),
  },
  /** Registered in the period, by a customer who had registered one of the same category within ninety days before. */
  repeated: {
    ...{ title: { ar: 'المتكررة', en: 'Repeated' }, unit: 'cases', sum: 'count' },
    of: ({ registeredAt, repeats }, period) => (repeats !== null && isIn(registeredAt, period) ? one : nothing),
  },
  /** Of those registered in the period: repeated ÷ all. */
  repeatedShare: {
    ...{ title: { ar: 'نسبة المتكررة', en: 'Share repeated' }, unit: 'percent', sum: 'share' },
    of: ({ registeredAt, repeats }, period) => (isIn(registeredAt, period) ? yes(repeats !== null) : nothing),
  },
  /** Registered in the period, of a kind of which any customer had registered one about the same place within ninety days before. */
  repeatedAtPlace: {
    ...{
      title: { ar: 'المتكررة في المركز أو الفرع نفسه', en: 'Repeated at the same place' },
      unit: 'cases',
      sum: 'count',
    },
    of: ({ registeredAt, repeatsAtPlace }, period) =>
      repeatsAtPlace !== null && isIn(registeredAt, period) ? one : nothing,
  },
  /** Registered in the period, much alike in words to one of the same customer and category: by the policy’s rules for duplicates. */
  resembling: {
    ...{ title: { ar: 'المتشابهة', en: 'Near duplicates' }, unit: 'cases', sum: 'count' },
    of: ({ registeredAt, resembles }, period) => (resembles !== null && isIn(registeredAt, period) ? one : nothing),
  },
  /** Those that went into another one in the period. */
  merged: {
    ...{ title: { ar: 'المدموجة', en: 'Merged' }, unit: 'cases', sum: 'count' },
    of: ({ endings }, period) => ofEach(endings, period, ({ how }) => (how === 'merged' ? one : nothing)),
  },
  /** Contacts with customers in the period, reached or not, as staff recorded them. */
  contacts: {
    ...{ title: { ar: 'مرات التواصل مع العميل', en: 'Contacts' }, unit: 'cases', sum: 'count' },
    of: ({ contacts }, period) => ofEach(contacts, period, ({ channel }) => [{ value: 1, contactChannel: channel }]),
  },
  /** Of these: the customer was reached ÷ all. */
  reachedShare: {
    ...{ title: { ar: 'نسبة الوصول إلى العميل', en: 'Share of contacts that reached' }, unit: 'percent', sum: 'share' },
    of: ({ contacts }, period) =>
      ofEach(contacts, period, ({ channel, reached }) => [{ value: reached ? 1 : 0, contactChannel: channel }]),
  },
  /** Of what customers said in the period: it helped ÷ all. */
  helpedShare: {
    ...{ title: { ar: 'نسبة من أفادهم الرد', en: 'Said that it helped' }, unit: 'percent', sum: 'share' },
    isJudgement: true,
    of: ({ verdicts }, period) => ofEach(verdicts, period, ({ helped }) => yes(helped)),
  },
  /** The average of what customers perceived, from 1 to 5, given in the period. */
  satisfaction: {
    ...{ title: { ar: 'الرضا (الملموس)', en: 'Satisfaction (perceived)' }, unit: 'score', sum: 'mean' },
    isJudgement: true,
    of: ({ verdicts }, period) =>
      ofEach(verdicts, period, ({ perceived }) => (perceived === null ? nothing : [{ value: perceived }])),
  },
  /** The average of perceived − expected, of verdicts in the period that have both: below 0 is less than was expected. */
  againstExpected: {
    ...{ title: { ar: 'الملموس مقابل المتوقع', en: 'Perceived against expected' }, unit: 'score', sum: 'mean' },
    isJudgement: true,
    of: ({ verdicts }, period) =>
      ofEach(verdicts, period, ({ expected, perceived }) =>
        expected === null || perceived === null ? nothing : [{ value: perceived - expected }],
      ),
  },
  /** Of the same verdicts: what was perceived ÷ what was expected, each summed up. 100 is ordinary, less is poor service (B-02). */
  perceivedOfExpected: {
    ...{
      title: { ar: 'الملموس نسبةً إلى المتوقع', en: 'Perceived, of what was expected' },
      unit: 'percent',
      sum: 'quotient',
    },
    isJudgement: true,
    of: ({ verdicts }, period) =>
      ofEach(verdicts, period, ({ expected, perceived }) =>
        expected === null || perceived === null ? nothing : [{ value: perceived, outOf: expected }],
      ),
  },
} satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measuresByName;
export const measures: Record<MeasureName, Measure> = measuresByName;
