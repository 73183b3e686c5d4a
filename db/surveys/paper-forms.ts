/** Paper forms as people type them; once they agree, or are settled, the answer is kept with all others. */
import type { Answers } from '../../domain/survey/answers.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** What one person typed; `by` is a staff id. */
export interface TypedForm {
  by: string;
  at: string;
  answers: Answers;
  /** The person is of age, though minors may be as old by the answer. */
  ofAge?: boolean;
}

/** One paper form; `_id` is survey/batch/form. Who filled it in stands elsewhere. */
export interface PaperFormDocument {
  _id: string;
  survey: string;
  batch: string;
  form: string;
  first: TypedForm;
  second: TypedForm | null;
  settled: TypedForm | null;
}

export function paperFormId(survey: string, batch: string, form: string): string {
  return `${survey}/${batch}/${form}`;
}

export async function readPaperForms(database: Database, ids: string[]): Promise<PaperFormDocument[]> {
  return database.paperForms.find({ _id: { $in: ids } }).lean<PaperFormDocument[]>();
}

/** The paper forms of a survey, by batch and form. */
export async function paperFormsOf(database: Database, survey: string): Promise<PaperFormDocument[]> {
  const found = await database.paperForms.find({ survey }).lean<PaperFormDocument[]>();
  return found.sort((a, b) => (a._id < b._id ? -1 : 1));
}

/** Keeps a form as its first person typed it; false if somebody was faster. */
export function keepFirstTyping(database: Database, form: PaperFormDocument): Promise<boolean> {
  return insertedOnce(() => database.paperForms.collection.insertOne(form as never));
}

/** Keeps what the second person typed, or what was settled, unless something stands there already. */
export async function keepTyping(
  database: Database,
  id: string,
  part: 'second' | 'settled',
  typed: TypedForm,
): Promise<boolean> {
  const { matchedCount } = await database.paperForms.collection.updateOne(
    { _id: id as never, [part]: null },
    { $set: { [part]: typed } },
  );
  return matchedCount === 1;
}
