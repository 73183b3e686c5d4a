/** A register of many complaints, written straight into the database, and the reading of what is exported of it. */
import { keepManyWords } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import { type CaseProjection, projectionOf } from '../../../domain/case/view.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { Story, wednesday } from '../stories/complaint-story.ts';
import { laterBy } from '../workflows/case-in-workflow.ts';

/** Coprime to the number of cases: the order of receipt is another one than that in which they are written. */
const stride = 7919;
const minute = 60_000;
const atOnce = 1000;

/** Which place in the order of receipt the case has that was written at `index`, both from 0. */
export function placeOf(index: number, cases: number): number {
  return (index * stride) % cases;
}

const digits = (index: number) => String(index).padStart(6, '0');
/** Four of five have been answered. */
const isAnswered = (index: number) => index % 5 !== 0;

/** Writes so many complaints of an organisation, a minute apart, four of five answered. Returns how many were answered. */
export async function writeRegister(database: Database, organisation: string, cases: number): Promise<number> {
  const story = new Story().act('accept', wednesday);
  const open = projectionOf(complaint, story.record);
  const answered = projectionOf(complaint, story.act('answer', wednesday).record);
  for (let first = 0; first < cases; first += atOnce) {
    const indexes = Array.from({ length: Math.min(atOnce, cases - first) }, (_, place) => first + place);
    const documents = indexes.map((index) =>
      caseDocument(isAnswered(index) ? answered : open, organisation, index, placeOf(index, cases)),
    );
    await database.cases.collection.insertMany(documents as never[]);
    await keepManyWords(
      database,
      indexes
        .filter(isAnswered)
        .map((index) => ({ ...answerOf(index), organisation, number: `CASE-${digits(index)}` })),
    );
  }
  return Array.from({ length: cases }, (_, index) => index).filter(isAnswered).length;
}

function caseDocument(projection: CaseProjection, organisation: string, index: number, place: number) {
  const number = `CASE-${digits(index)}`;
  const { detail } = projection.view;
  const answer = detail.answer ? { ...(detail.answer as object), id: `answer-${digits(index)}` } : null;
  const openedAt = laterBy(wednesday, place * minute);
  const view = { ...projection.view, organisation, number, openedAt, detail: { ...detail, answer } };
  const words = [`opening-${digits(index)}`, ...(answer ? [answer.id] : [])];
  return {
    ...projection,
    _id: `${organisation}/${number}`,
    organisation,
    number,
    revision: 3,
    sequence: 9,
    view,
    words,
  };
}

function answerOf(index: number) {
  const text = `SOLUTION-${digits(index)} ${'عولجت المشكلة وأُبلغ العميل بذلك. '.repeat(8)}`;
  const createdAt = '2026-01-01T00:00:00Z';
  return {
    _id: `answer-${digits(index)}`,
    personId: null,
    tokens: [],
    createdAt,
    content: { command: 'answer', text },
  };
}

/** What an export held, however it was written: places in the order of receipt, in the order of its lines, and solutions. */
export class LinesRead {
  /** The first line that was not the next one in the order of receipt; null if there is none. */
  firstOutOfOrder: string | null = null;
  lines = 0;
  solutions = 0;
  bytes = 0;
  private rest = '';
  private readonly cases: number;

  constructor(cases: number) {
    this.cases = cases;
  }

  /** Takes the next piece of the text; a mark may be cut in two between two pieces. */
  add(piece: string): void {
    const text = this.rest + piece;
    let end = 0;
    for (const mark of text.matchAll(/(CASE|SOLUTION)-(\d{6})/g)) {
      end = mark.index + mark[0].length;
      this.take(mark[1] === 'CASE', Number(mark[2]));
    }
    // Copied: a slice would keep the whole text in memory.
    this.rest = Buffer.from(text.slice(Math.max(end, text.length - 'SOLUTION-000000'.length))).toString();
  }

  private take(isLine: boolean, index: number): void {
    if (!isLine) {
      this.solutions += 1;
      return;
    }
    if (placeOf(index, this.cases) !== this.lines) this.firstOutOfOrder ??= `line ${this.lines} is of case ${index}`;
    this.lines += 1;
  }
}
