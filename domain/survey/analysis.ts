/** What the answers to a survey say (N-10, B-02): of everybody, and of each group that is large enough to be shown. */
import { resultOf, type StatementResult } from './distribution.ts';
import { dimensionsOf } from './questionnaire.ts';
import { fewest, type Hidden, hiddenGroups } from './suppression.ts';
import type { Alike, Layout, Tally } from './tally.ts';

/** B-02: how many found the service below, at and above what they had expected. */
export interface QualityCounts {
  poor: number;
  ordinary: number;
  distinguished: number;
}

export type Result =
  | (StatementResult & {
      kind: 'scale';
      notApplicable: number;
      /** How many left it open. Absent in a report that an earlier release froze. */
      missing?: number;
    })
  | {
      kind: 'expected-and-perceived';
      n: number;
      missing?: number;
      expected: StatementResult;
      perceived: StatementResult;
      quality: QualityCounts;
    };

/** A group of one dimension; null stands for those that are not shown one by one. */
export interface Group {
  /** Id of the question that tells groups apart. */
  dimension: string;
  /** A choice's code, or a text; empty: left open. Of texts, those that may not be shown are not named either. */
  group: string;
  /** Null: fewer than five, or hidden because it would give such a group away. */
  people: number | null;
}

export interface Analysed {
  question: string;
  /** Null if fewer than five have answered. */
  overall: Result | null;
  groups: { dimension: string; group: string; result: Result | null }[];
}

export interface Analysis {
  /** Answers that count. */
  counted: number;
  groups: Group[];
  ratings: Analysed[];
  /** How many wrote something, by question; null: fewer than five. */
  texts: Record<string, number | null>;
}

/** More groups of one dimension are not listed by name: the rest are one group. */
const mostGroups = 30;
const theRest = 'other';

interface Dimension {
  id: string;
  /** Texts are named only if they may be shown: a name that one person wrote says who they are. */
  isText: boolean;
  groups: string[];
}

/** The answers of a survey by who gave them: which group of each dimension everybody belongs to. */
interface Survey {
  dimensions: Dimension[];
  alikes: Alike[];
  /** By alike, by dimension: the group's index. */
  members: number[][];
}

/** What a tally of answers says. */
export function analysisOf(tally: Tally): Analysis {
  const { alikes, counted } = tally;
  const dimensions = dimensionsIn(tally.questionnaire, alikes);
  const members = alikes.map(({ labels }) => dimensions.map((dimension, at) => groupOf(dimension, labels[at] ?? '')));
  const survey = { dimensions, alikes, members };
  const hidden = hiddenIn(survey, ({ count }) => count);
  const groups = dimensions.flatMap(({ id, isText, groups }, at) =>
    groups.flatMap((group, index): Group[] => {
      const isHidden = hidden[at]?.[index] ?? false;
      const people = isHidden ? 0 : sum(inGroup(survey, at, index).map(({ count }) => count));
      if (isText && people === 0) return [];
      return [{ dimension: id, group, people: people === 0 ? null : people }];
    }),
  );
  const ratings = tally.layouts.map((layout) => analysed(layout, survey, hidden, groups));
  const texts = Object.entries(tally.texts).map(([id, count]) => [id, count < fewest ? null : count] as const);
  return { counted, groups, ratings, texts: Object.fromEntries(texts) };
}

function dimensionsIn(questionnaire: Tally['questionnaire'], alikes: readonly Alike[]): Dimension[] {
  return dimensionsOf(questionnaire).map((question, at) => {
    if (question.kind === 'choice') {
      return { id: question.id, isText: false, groups: [...question.choices.map(({ code }) => code), ''] };
    }
    const sizes = new Map<string, number>();
    for (const { labels, count } of alikes) {
      const label = labels[at] ?? '';
      if (label !== '') sizes.set(label, (sizes.get(label) ?? 0) + count);
    }
    const bySize = [...sizes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([label]) => label);
    return { id: question.id, isText: true, groups: [...bySize.slice(0, mostGroups), theRest, ''] };
  });
}

function groupOf({ groups }: Dimension, label: string): number {
  const known = groups.indexOf(label);
  return known < 0 ? groups.indexOf(theRest) : known;
}

function hiddenIn(
  { dimensions, alikes, members }: Survey,
  countOf: (alike: Alike) => number,
  already?: Hidden,
): Hidden {
  const sizes = dimensions.map(({ groups }) => groups.length);
  const people = alikes.map((alike, index) => ({ groups: members[index] ?? [], count: countOf(alike) }));
  return hiddenGroups(sizes, people, already);
}

function inGroup({ alikes, members }: Survey, dimension: number, group: number): Alike[] {
  return alikes.filter((_, index) => members[index]?.[dimension] === group);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** One question, of everybody and by group. A group that has too few answers to this question is hidden here as well. */
function analysed(layout: Layout, survey: Survey, hidden: Hidden, listed: readonly Group[]): Analysed {
  const own = hiddenIn(survey, ({ slots }) => answersIn(layout, slots), hidden);
  const groups = listed.map(({ dimension, group }) => {
    const at = survey.dimensions.findIndex(({ id }) => id === dimension);
    const index = survey.dimensions[at]?.groups.indexOf(group) ?? -1;
    const result = own[at]?.[index] ? null : resultIn(layout, inGroup(survey, at, index));
    return { dimension, group, result };
  });
  return { question: layout.question.id, overall: resultIn(layout, survey.alikes), groups };
}

/** How many have rated: those to whom a statement does not apply have not. */
function answersIn({ question, places, start }: Layout, slots: Uint32Array): number {
  const from = start + (question.kind === 'scale' ? 0 : places);
  return sum([...slots.subarray(from, from + places)]);
}

function resultIn({ question, places, start }: Layout, alikes: readonly Alike[]): Result | null {
  const chosen = (slot: number) => sum(alikes.map(({ slots }) => slots[start + slot] ?? 0));
  const placesFrom = (first: number) => Array.from({ length: places }, (_, place) => chosen(first + place));
  const result = resultOf(placesFrom(0));
  if (!result || result.n < fewest) return null;
  const open = sum(alikes.map(({ count }) => count)) - result.n;
  if (question.kind === 'scale') {
    const notApplicable = chosen(places);
    const missing = open - notApplicable;
    return { kind: 'scale', ...result, notApplicable, missing };
  }
  const perceived = resultOf(placesFrom(places));
  if (!perceived) return null;
  const [poor = 0, ordinary = 0, distinguished = 0] = [0, 1, 2].map((outcome) => chosen(2 * places + outcome));
  const { n } = result;
  const quality = { poor, ordinary, distinguished };
  return { kind: 'expected-and-perceived', n, missing: open, expected: result, perceived, quality };
}
