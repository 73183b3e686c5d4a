/** Answers added up one by one, so that none of them need be held: how often each place was chosen, by people alike. */
import { foldedText, withoutInvisible } from '../written-text.ts';
import { type Answers, notApplicable } from './answers.ts';
import { dimensionsOf, type PairQuestion, type Questionnaire, type ScaleQuestion } from './questionnaire.ts';

export type Rating = ScaleQuestion | PairQuestion;

/** The questions that are analysed. */
export function ratingsOf({ questions }: Pick<Questionnaire, 'questions'>): Rating[] {
  return questions.filter(
    (question): question is Rating => question.kind === 'scale' || question.kind === 'expected-and-perceived',
  );
}

/** People who gave the same answer to every question that answers are analysed by. */
export interface Alike {
  /** Their answer by dimension; empty if they left it open. */
  labels: string[];
  count: number;
  /** How often each slot of the layout was chosen. */
  slots: Uint32Array;
}

/** Where the counts of one question stand among the slots. */
export interface Layout {
  question: Rating;
  places: number;
  /** Of a statement: its places, then `not applicable`. Of a pair: what was expected, what was perceived, then B-02’s three. */
  start: number;
}

/** How many slots a question needs. */
const slotsOf = ({ kind }: Rating, places: number): number => (kind === 'scale' ? places + 1 : 2 * places + 3);

/** Adds answers up. */
export class Tally {
  readonly questionnaire: Questionnaire;
  readonly layouts: Layout[] = [];
  counted = 0;
  /** How many wrote something, by id of the question. */
  readonly texts: Record<string, number> = {};
  private readonly size: number;
  private readonly dimensions: { id: string; isText: boolean }[];
  private readonly classes = new Map<string, Alike>();
  /** By dimension, by text as it is compared: how often it was written in which way. */
  private readonly spellings: Map<string, Map<string, number>>[];

  constructor(questionnaire: Questionnaire) {
    this.questionnaire = questionnaire;
    this.dimensions = dimensionsOf(questionnaire).map(({ id, kind }) => ({ id, isText: kind === 'text' }));
    this.spellings = this.dimensions.map(() => new Map());
    let start = 0;
    for (const question of ratingsOf(questionnaire)) {
      const places = questionnaire.scales[question.scale]?.length ?? 0;
      this.layouts.push({ question, places, start });
      start += slotsOf(question, places);
    }
    this.size = start;
    for (const question of questionnaire.questions) {
      if (question.kind === 'text' && question.format === 'any' && !question.personal && !question.groups)
        this.texts[question.id] = 0;
    }
  }

  add(answers: Answers): void {
    this.counted += 1;
    const alike = this.alike(answers);
    alike.count += 1;
    for (const layout of this.layouts) {
      const { id } = layout.question;
      count(alike.slots, layout, Object.hasOwn(answers, id) ? answers[id] : undefined);
    }
    for (const id of Object.keys(this.texts)) {
      if (Object.hasOwn(answers, id)) this.texts[id] = (this.texts[id] ?? 0) + 1;
    }
  }

  /** People alike, each text in the spelling in which most have written it. */
  get alikes(): Alike[] {
    return [...this.classes.values()].map((alike) => ({
      ...alike,
      labels: alike.labels.map((label, at) => mostWritten(this.spellings[at]?.get(label)) ?? label),
    }));
  }

  /** A name as it is compared; how it is written is counted. */
  private compared(text: string, dimension: number): string {
    const written = withoutInvisible(text).replace(/\s+/g, ' ').trim();
    const folded = foldedText(written);
    const spellings = this.spellings[dimension]?.get(folded) ?? new Map<string, number>();
    spellings.set(written, (spellings.get(written) ?? 0) + 1);
    this.spellings[dimension]?.set(folded, spellings);
    return folded;
  }

  private alike(answers: Answers): Alike {
    const labels = this.dimensions.map(({ id, isText }, at) => {
      const given = Object.hasOwn(answers, id) ? answers[id] : undefined;
      if (typeof given !== 'string') return '';
      return isText ? this.compared(given, at) : given;
    });
    const key = labels.join('\n');
    const known = this.classes.get(key);
    if (known) return known;
    const fresh = { labels, count: 0, slots: new Uint32Array(this.size) };
    this.classes.set(key, fresh);
    return fresh;
  }
}

function count(slots: Uint32Array, { question, places, start }: Layout, answer: Answers[string] | undefined): void {
  const add = (slot: number) => {
    slots[start + slot] = (slots[start + slot] ?? 0) + 1;
  };
  if (question.kind === 'scale') {
    if (answer === notApplicable) add(places);
    else if (typeof answer === 'number') add(answer - 1);
  } else if (typeof answer === 'object') {
    const { expected, perceived } = answer;
    add(expected - 1);
    add(places + perceived - 1);
    add(2 * places + 1 + Math.sign(perceived - expected));
  }
}

/** Of spellings that are equally many the first in the order of their letters, whatever the order of the answers. */
function mostWritten(spellings: ReadonlyMap<string, number> | undefined): string | undefined {
  return [...(spellings ?? [])].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
