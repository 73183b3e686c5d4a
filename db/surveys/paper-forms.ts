/** Paper forms as people type them; once they agree, or are settled, the answer is kept with all others. */
import type { Answers } from '../../domain/survey/answers.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import type { DataKey, KnownKeys } from '../privacy/data-keys.ts';
import type { Place } from '../privacy/sealing.ts';
import { knownSurveyKeys, type Sealed, surveyKey, withOpenAnswers, withSealedAnswers } from './sealed-answers.ts';

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

type Part = 'first' | 'second' | 'settled';
type SealedTyping = Sealed<TypedForm>;

/** A paper form as it is stored: what was typed is under the key of the survey. */
export interface SealedPaperForm extends Omit<PaperFormDocument, Part> {
  first: SealedTyping;
  second: SealedTyping | null;
  settled: SealedTyping | null;
}

const placeOf = (id: string, part: Part): Place => ['paperForms', part, id];

/** What one person typed, as it is stored. */
export function sealedTyping(key: DataKey, id: string, part: Part, typed: TypedForm): SealedTyping {
  return withSealedAnswers(key, placeOf(id, part), typed);
}

function opened(keys: KnownKeys, form: SealedPaperForm): PaperFormDocument {
  const of = (part: Part, typed: SealedTyping | null) =>
    typed && withOpenAnswers<TypedForm>(keys, placeOf(form._id, part), typed);
  const { first, second, settled } = form;
  return {
    ...form,
    first: withOpenAnswers<TypedForm>(keys, placeOf(form._id, 'first'), first),
    second: of('second', second),
    settled: of('settled', settled),
  };
}

async function openedForms(database: Database, found: SealedPaperForm[]): Promise<PaperFormDocument[]> {
  const keys = await knownSurveyKeys(
    database,
    found.map(({ survey }) => survey),
  );
  return found.map((one) => opened(keys, one));
}

export function paperFormId(survey: string, batch: string, form: string): string {
  return `${survey}/${batch}/${form}`;
}

export async function readPaperForms(database: Database, ids: string[]): Promise<PaperFormDocument[]> {
  return openedForms(database, await database.paperForms.find({ _id: { $in: ids } }).lean<SealedPaperForm[]>());
}

/** The paper forms of a survey, by batch and form. */
export async function paperFormsOf(database: Database, survey: string): Promise<PaperFormDocument[]> {
  const found = await openedForms(database, await database.paperForms.find({ survey }).lean<SealedPaperForm[]>());
  return found.sort((a, b) => (a._id < b._id ? -1 : 1));
}

/** Keeps a form as its first person typed it; false if somebody was faster. */
export async function keepFirstTyping(database: Database, form: PaperFormDocument): Promise<boolean> {
  const key = await surveyKey(database, form.survey);
  const document = { ...form, first: sealedTyping(key, form._id, 'first', form.first) };
  return insertedOnce(() => database.paperForms.collection.insertOne(document as never));
}

/** Keeps what the second person typed, or what was settled, unless something stands there already. */
export async function keepTyping(
  database: Database,
  { _id: id, survey }: Pick<PaperFormDocument, '_id' | 'survey'>,
  part: 'second' | 'settled',
  answered: TypedForm,
): Promise<boolean> {
  const typed = sealedTyping(await surveyKey(database, survey), id, part, answered);
  const { matchedCount } = await database.paperForms.collection.updateOne(
    { _id: id as never, [part]: null },
    { $set: { [part]: typed } },
  );
  return matchedCount === 1;
}
