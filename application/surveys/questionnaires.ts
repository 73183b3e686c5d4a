/** Questionnaires, by version: a draft changes; a version that a survey asks, or that the policy says, never does (N-10). */

import {
  addQuestionnaire,
  changeDraft,
  findQuestionnaire,
  type QuestionnaireDocument,
  questionnairesOf,
} from '../../db/surveys/questionnaires.ts';
import { digest } from '../../domain/digest.ts';
import type { QuestionnaireContent } from '../../packs/schema/questionnaire.ts';
import type { Call } from '../call.ts';
import { notFound, Refused } from '../refused.ts';

type Kept = Omit<QuestionnaireDocument, '_id'>;

/** Every version of every questionnaire, without what it asks. */
export async function listQuestionnaires({ dependencies, pack }: Call) {
  return (await questionnairesOf(dependencies.database, pack.id)).map(listed);
}

/** One questionnaire. @param version left out: the latest @throws Refused `NotFound` */
export async function readQuestionnaire(call: Call, version: number | undefined) {
  const { dependencies, pack, ids } = call;
  const found =
    version === undefined
      ? await latestIn(call)
      : await findQuestionnaire(dependencies.database, pack.id, ids.questionnaire ?? '', version);
  if (!found) throw notFound();
  return shown(found);
}

/** Makes a questionnaire under an id of its own, as a draft. @throws Refused `QuestionnaireStands` */
export async function makeQuestionnaire(call: Call, id: string, content: QuestionnaireContent) {
  return shown(await added(call, id, 1, content));
}

/** Revises a questionnaire: a draft changes, of a frozen version the next one is made. */
export async function reviseQuestionnaire(call: Call, content: QuestionnaireContent) {
  const before = await latestIn(call);
  if (!before) throw notFound();
  if (before.digest === digest(content)) return shown(before);
  if (before.frozen) return shown(await added(call, before.id, before.version + 1, content));
  const change = { content, digest: digest(content), ...changed(call) };
  if (await changeDraft(call.dependencies.database, before, change)) return shown({ ...before, ...change });
  throw new Refused('QuestionnaireStands', 'It has been changed or opened to people meanwhile. Read it anew.');
}

function changed({ principal, receivedAt }: Pick<Call, 'principal' | 'receivedAt'>) {
  return { changedBy: principal.actor.id, changedAt: receivedAt };
}

/** Adds a version. What a request that broke off had written is found by its repetition. */
async function added(call: Call, id: string, version: number, content: QuestionnaireContent): Promise<Kept> {
  const { dependencies, pack } = call;
  const own = {
    organisation: pack.id,
    id,
    version,
    digest: digest(content),
    content,
    frozen: false,
    ...changed(call),
  };
  if (await addQuestionnaire(dependencies.database, own)) return own;
  const stands = await findQuestionnaire(dependencies.database, pack.id, id, version);
  if (stands?.digest === own.digest) return stands;
  throw new Refused('QuestionnaireStands', `There is a version ${version} of ${id} already: revise that one.`);
}

async function latestIn({ dependencies, pack, ids }: Call): Promise<QuestionnaireDocument | undefined> {
  return (await questionnairesOf(dependencies.database, pack.id, ids.questionnaire ?? '')).at(-1);
}

function listed({ id, version, content, digest: own, frozen, changedBy, changedAt }: Kept) {
  return { id, version, title: content.title, digest: own, frozen, changedBy, changedAt };
}

function shown(document: Kept) {
  return { ...listed(document), content: document.content };
}
