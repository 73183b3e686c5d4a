/** Answers added up one by one, so that none of them need be held: how often each place was chosen, by people alike. */
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
  /** Their answer by dimension; empty where they left it open. */
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
  private readonly spellings = new Map<string, string>();

  constructor(questionnaire: Questionnaire) {
    this.questionnaire = questionnaire;
    this.dimensions = dimensionsOf(questionnaire).map(({ id, kind }) => ({ id, isText: kind === 'text' }));
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
    for (const layout of this.layouts) count(alike.slots, layout, answers[layout.question.id]);
    for (const id of Object.keys(this.texts)) {
      if (answers[id] !== undefined) this.texts[id] = (this.texts[id] ?? 0) + 1;
    }
  }

  get alikes(): Alike[] {
    return [...this.classes.values()];
  }

  private spelt(text: string): string {
    const known = this.spellings.get(text) ?? oneSpelling(text);
    this.spellings.set(text, known);
    return known;
  }

  private alike(answers: Answers): Alike {
    const labels = this.dimensions.map(({ id, isText }) => {
      const given = answers[id];
      if (typeof given !== 'string') return '';
      return isText ? this.spelt(given) : given;
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

/** A name as people write it in more than one way: letters that are written for one another are one letter. */
function oneSpelling(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[\u0622\u0623\u0625\u0671]/g, '\u0627')
    .replace(/\u0649/g, '\u064a')
    .replace(/\u0629/g, '\u0647')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
