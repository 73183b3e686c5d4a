/**
 * Answers to surveys, and, apart from them, who gave them. Nothing joins the two. An answer's `_id` and a person's are
 * different keyed hashes of the same request, and neither has an instant. A reader of the database lacks the key.
 */
import type { Answers } from '../../domain/survey/answers.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { type DataKey, KnownKeys, keyFor, sealed } from '../privacy/data-keys.ts';
import type { Place } from '../privacy/sealing.ts';
import { knownSurveyKeys, type Sealed, surveyKey, withOpenAnswers, withSealedAnswers } from './sealed-answers.ts';

/** One filled form without its person; `_id` is a keyed hash of what it came under. */
export interface SurveyAnswerDocument {
  _id: string;
  survey: string;
  answers: Answers;
  via: 'invitation' | 'open-link' | 'paper';
  /** Came after the survey was closed: kept and not counted. */
  late: boolean;
  /** The survey had not been closed yet, but may have ended at this instant, after which the answer came. */
  closing?: string;
  /** Made up, for a demonstration. */
  madeUp: boolean;
  /** A keyed hash of what was sent, so that a repetition is known from another form. */
  bodyDigest: string;
}

/** An answer as it is stored. */
export type SealedAnswerDocument = Sealed<SurveyAnswerDocument>;

/** What somebody said of themselves; `_id` is another keyed hash. */
export interface SurveyPersonDocument {
  _id: string;
  survey: string;
  person: Record<string, string>;
  /** True while the paper form is not settled: the person may turn out to be a minor, and is shown to nobody. */
  waits?: true;
}

/** The same as it is stored, under a key of their own. */
export type SealedPersonDocument = Omit<SurveyPersonDocument, 'person'> & { sealed: string };

/** One of the few answers that one device may give to one survey by the open link; `_id` is a keyed hash of all three. */
export interface DeviceSlotDocument {
  _id: string;
  /** A keyed hash of the request that took it. */
  takenBy: string;
}

/** Whether an answer to a closed survey came before its end, also if the cycle could say only later when that was. */
export function counts({ late, closing }: SurveyAnswerDocument, closesAt: string): boolean {
  return !late && (closing === undefined || Date.parse(closing) < Date.parse(closesAt));
}

/** Keeps an answer. Returns what stands under its `_id`: this one, or the one that was faster. */
export async function keepAnswer(database: Database, answer: SurveyAnswerDocument): Promise<SurveyAnswerDocument> {
  const document = sealedAnswer(await surveyKey(database, answer.survey), answer);
  if (await insertedOnce(() => database.surveyAnswers.collection.insertOne(document as never))) return answer;
  return (await findAnswer(database, answer._id)) ?? answer;
}

const placeOf = (id: string): Place => ['surveyAnswers', 'sealed', id];

/** An answer as it is stored. */
export function sealedAnswer(key: DataKey, answer: SurveyAnswerDocument): SealedAnswerDocument {
  return withSealedAnswers(key, placeOf(answer._id), answer);
}

export async function findAnswer(database: Database, id: string): Promise<SurveyAnswerDocument | null> {
  const [found] = await openedAnswers(database, await database.surveyAnswers.find({ _id: id }).lean());
  return found ?? null;
}

async function openedAnswers(database: Database, found: SealedAnswerDocument[]): Promise<SurveyAnswerDocument[]> {
  const keys = await knownSurveyKeys(
    database,
    found.map(({ survey }) => survey),
  );
  return found.map((one) => withOpenAnswers<SurveyAnswerDocument>(keys, placeOf(one._id), one));
}

/** Keeps who gave an answer; kept again it is the same. */
export async function keepPerson(database: Database, person: SurveyPersonDocument): Promise<void> {
  const document = sealedPerson(await keyFor(database, subjectOfPerson(person), true), person);
  await insertedOnce(() => database.surveyPersons.collection.insertOne(document as never));
}

const placeOfPerson = (id: string): Place => ['surveyPersons', 'sealed', id];

/** Whose key it is: nobody's whom the rest of the database knows. */
export function subjectOfPerson({ survey, _id }: { survey: string; _id: string }): string {
  return `survey/${survey}/${_id}`;
}

/** Who gave an answer, as it is stored. */
export function sealedPerson(key: DataKey, { person, ...open }: SurveyPersonDocument): SealedPersonDocument {
  return { ...open, sealed: sealed(key, placeOfPerson(open._id), person) };
}

/** Shows somebody whose form counts now. */
export async function showPerson(database: Database, id: string): Promise<void> {
  await database.surveyPersons.collection.updateOne({ _id: id as never }, { $unset: { waits: '' } } as never);
}

/** Forgets a person who should not have been asked for a name, and their key. */
export async function dropPerson(
  database: Database,
  person: Pick<SurveyPersonDocument, '_id' | 'survey'>,
): Promise<void> {
  await database.surveyPersons.collection.deleteOne({ _id: person._id as never });
  await database.dataKeys.collection.deleteOne({ _id: subjectOfPerson(person) as never });
}

/** The people who gave their names in a survey, in no order that says anything. */
export async function personsOf(database: Database, survey: string): Promise<SurveyPersonDocument[]> {
  const found = await database.surveyPersons.find({ survey, waits: { $exists: false } }).lean<SealedPersonDocument[]>();
  const keys = await KnownKeys.of(database, found.map(subjectOfPerson));
  const opened = found.flatMap(({ sealed: text, ...open }) => {
    const person = keys.open(placeOfPerson(open._id), text);
    return person ? [{ ...open, person: person.value as SurveyPersonDocument['person'] }] : [];
  });
  return opened.sort((a, b) => (a._id < b._id ? -1 : 1));
}

/** Every answer to a survey, streamed: one scan, whatever the server. */
export async function* answersTo(database: Database, survey: string): AsyncGenerator<SurveyAnswerDocument> {
  const keys = await knownSurveyKeys(database, [survey]);
  const cursor = database.surveyAnswers.collection.find({ survey } as never).batchSize(2000);
  for await (const answer of cursor) {
    const stored = answer as unknown as SealedAnswerDocument;
    yield withOpenAnswers<SurveyAnswerDocument>(keys, placeOf(stored._id), stored);
  }
}

/** How many were invited to a survey, and how many answers have come. */
export async function askedAndAnswered(
  database: Database,
  survey: string,
): Promise<{ asked: number; answered: number }> {
  const asked = await database.invitations.countDocuments({ survey });
  const answered = await database.surveyAnswers.countDocuments({ survey });
  return { asked, answered };
}

/** Takes one of the places in `slots` for a request; false if others have taken all. Taken again it is the same place. */
export async function takeDeviceSlot(database: Database, slots: readonly string[], takenBy: string): Promise<boolean> {
  for (const _id of slots) {
    if (await insertedOnce(() => database.deviceSlots.collection.insertOne({ _id, takenBy } as never))) return true;
    const there = await database.deviceSlots.findById(_id).lean<DeviceSlotDocument>();
    if (there?.takenBy === takenBy) return true;
  }
  return false;
}

/** The texts of some answers, by question, in the order of the answers' keyed hashes. */
export async function textsIn(
  database: Database,
  written: Record<string, string[]>,
): Promise<Record<string, string[]>> {
  const ids = [...new Set(Object.values(written).flat())];
  const found = await openedAnswers(database, await database.surveyAnswers.find({ _id: { $in: ids } }).lean());
  const answers = new Map(found.map((one) => [one._id, one.answers]));
  const textOf = (id: string, question: string) => answers.get(id)?.[question];
  return Object.fromEntries(
    Object.entries(written).map(([question, those]) => [
      question,
      those.map((id) => textOf(id, question)).filter((text) => typeof text === 'string'),
    ]),
  );
}
