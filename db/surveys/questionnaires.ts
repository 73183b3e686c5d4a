/** Questionnaires by version (N-10): a draft may change; once a survey asks it, a version stands for ever. */
import type { Questionnaire } from '../../domain/survey/questionnaire.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';

/** One version of a questionnaire; `_id` is organisation/id/version. */
export interface QuestionnaireDocument {
  _id: string;
  organisation: string;
  id: string;
  version: number;
  /** SHA-256 of the content's canonical JSON. */
  digest: string;
  content: Questionnaire;
  /** True once people may have seen it: a survey asks it, or the policy says it. It never changes again. */
  frozen: boolean;
  /** Staff id, or `policy`. */
  changedBy: string;
  changedAt: string;
}

/** A version that a survey asks. */
export type QuestionnaireVersion = Pick<QuestionnaireDocument, 'id' | 'version' | 'digest'>;

const idOf = (organisation: string, id: string, version: number): string => `${organisation}/${id}/${version}`;

/** Adds a version; false if there is one of that number already. */
export function addQuestionnaire(database: Database, document: Omit<QuestionnaireDocument, '_id'>): Promise<boolean> {
  const _id = idOf(document.organisation, document.id, document.version);
  return insertedOnce(() => database.questionnaires.collection.insertOne({ _id, ...document } as never));
}

/** Changes a draft that is still as it was read; false if it has changed meanwhile, or is frozen. */
export async function changeDraft(
  database: Database,
  before: QuestionnaireDocument,
  change: Pick<QuestionnaireDocument, 'content' | 'digest' | 'changedBy' | 'changedAt'>,
): Promise<boolean> {
  const { matchedCount } = await database.questionnaires.collection.updateOne(
    { _id: before._id as never, digest: before.digest, frozen: false },
    { $set: change },
  );
  return matchedCount === 1;
}

/** Freezes the version that has this very content. False if there is none: the draft has changed. */
export async function freezeQuestionnaire(
  database: Database,
  organisation: string,
  { id, version, digest }: QuestionnaireVersion,
): Promise<boolean> {
  const _id = idOf(organisation, id, version) as never;
  const { matchedCount } = await database.questionnaires.collection.updateOne(
    { _id, digest },
    { $set: { frozen: true } },
  );
  return matchedCount === 1;
}

export async function findQuestionnaire(
  database: Database,
  organisation: string,
  id: string,
  version: number,
): Promise<QuestionnaireDocument | null> {
  return database.questionnaires.findById(idOf(organisation, id, version)).lean<QuestionnaireDocument>();
}

/** All versions of an organisation's questionnaires, or of one of them, by id and version. */
export async function questionnairesOf(
  database: Database,
  organisation: string,
  id?: string,
): Promise<QuestionnaireDocument[]> {
  const found = await database.questionnaires
    .find({ organisation, ...(id === undefined ? {} : { id }) })
    .lean<QuestionnaireDocument[]>();
  return found.sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1));
}
