/** An incident: one cause of many complaints, declared by those who lead, and answered once (ours). */
import { z } from 'zod';
import { numbersDone } from '../../db/bulk/bulk-runs.ts';
import {
  findIncident,
  type IncidentDocument,
  keepIncident,
  newestIncidents,
  setAnswer,
} from '../../db/bulk/incidents.ts';
import { readTexts, storeText } from '../../db/cases/vault.ts';
import { namesOf } from '../../domain/case/command.ts';
import { digest } from '../../domain/digest.ts';
import type { Call } from '../call.ts';
import { caseNumber } from '../cases/case-number.ts';
import { pageOfCases } from '../cases/reading/list-cases.ts';
import { mostAtOnce } from '../complaints/many/bulk-run.ts';
import { invalid, Refused } from '../refused.ts';

/** How many incidents a list shows. */
const mostListed = 50;

export const IncidentView = z.object({
  incident: z.string(),
  title: z.string(),
  cause: z.string(),
  declaredBy: z.string(),
  declaredAt: z.string(),
  /** Those that the reader may see, by status. */
  complaints: z.object({ total: z.int(), byStatus: z.record(z.string(), z.int()) }),
  told: z.int(),
  answered: z.int(),
  answer: z
    .object({
      text: z.string(),
      solved: z.boolean(),
      by: z.string(),
      at: z.string(),
      digest: z.string(),
      approved: z.object({ by: z.string(), at: z.string() }).nullable(),
      waitsForApproval: z.boolean(),
    })
    .nullable(),
});
export type IncidentView = z.infer<typeof IncidentView>;

export interface Declared {
  title: string;
  cause: string;
  about: string[];
}

/** Declares an incident; the same key again is the same one. */
export async function declareIncident(call: Call<unknown, Declared>): Promise<IncidentView> {
  const { dependencies, pack, principal, key, receivedAt, body } = call;
  const { database, secret } = dependencies;
  const { actor } = principal;
  if (namesOf(actor).some((name) => body.about.includes(name)))
    throw invalid('about', 'names you: somebody else declares it');
  const number = caseNumber(secret, pack.prefix, 'X', [pack.id, actor.id, key]);
  const { about, ...content } = body;
  const words = await keptWords(call, number, 'declared', content);
  await keepIncident(database, {
    ...{ _id: `${pack.id}/${number}`, organisation: pack.id, number, words, about },
    ...{ declaredBy: actor.id, declaredAt: receivedAt, answer: null },
  });
  const kept = await findIncident(database, pack.id, number);
  // Words are kept once under a number: another title under the same key is another request.
  if (kept === null || kept.words.digest !== words.digest) throw new Error(`incident ${number} is gone`);
  const [first] = await readTexts(database, [words.id]);
  if (first?.content.title !== content.title || first.content.cause !== content.cause) {
    throw new Refused('KeyReused', 'This Idempotency-Key was used for another request. Use a new key for a new one.');
  }
  return viewOf(call, kept);
}

/** Keeps words of an incident under its number. The same place again is what stands there already. */
function keptWords(
  { dependencies, pack, receivedAt }: Call,
  number: string,
  place: string,
  content: Record<string, unknown>,
) {
  const words = { _id: `${number}/${place}`, organisation: pack.id, number, personId: null, content, tokens: [] };
  return storeText(dependencies.database, { ...words, createdAt: receivedAt });
}

/** The incident of that number, unless it concerns the caller (F-10). @throws Refused `NotFound` */
export async function incidentOf({ dependencies, pack, principal }: Call, number: string): Promise<IncidentDocument> {
  const found = await findIncident(dependencies.database, pack.id, number);
  if (!found || namesOf(principal.actor).some((name) => found.about.includes(name))) {
    throw new Refused('NotFound', 'There is no such incident.');
  }
  return found;
}

/** @throws Refused `Invalid` if a body names an incident that is none, or none for the caller */
export async function incidentKnown(call: Call, number: string): Promise<void> {
  await incidentOf(call, number).catch((error: unknown) => {
    throw error instanceof Refused ? invalid('incident', 'is no incident') : error;
  });
}

export async function readIncident(call: Call): Promise<IncidentView> {
  return viewOf(call, await incidentOf(call, call.ids.incident ?? ''));
}

/** The newest incidents that do not concern the reader. */
export async function listIncidents(call: Call): Promise<IncidentView[]> {
  const { dependencies, pack, principal } = call;
  const newest = await newestIncidents(dependencies.database, pack.id, mostListed);
  const names = namesOf(principal.actor);
  const readable = newest.filter(({ about }) => !about.some((name) => names.includes(name)));
  return Promise.all(readable.map((one) => viewOf(call, one)));
}

/** The complaints of an incident that the reader may see: nobody learns of another one. */
async function membersOf(call: Call, { number }: Pick<IncidentDocument, 'number'>) {
  const and = [{ 'view.detail.incident': number }];
  const { page } = await pageOfCases(call, { kind: 'complaint', query: { limit: mostAtOnce, order: 'opened' }, and });
  return page.map(({ view }) => view);
}

async function viewOf(call: Call, incident: IncidentDocument): Promise<IncidentView> {
  const { database } = call.dependencies;
  const { organisation, number, declaredBy, declaredAt, answer, words } = incident;
  const members = await membersOf(call, incident);
  const [text, answerText] = await readTexts(database, [words.id, ...(answer ? [answer.words.id] : [])]);
  const among = async (command: string) => {
    const done = await numbersDone(database, organisation, number, command);
    return members.filter((one) => done.has(one.number)).length;
  };
  const byStatus: Record<string, number> = {};
  for (const { status } of members) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    ...{
      incident: number,
      title: String(text?.content.title),
      cause: String(text?.content.cause),
      declaredBy,
      declaredAt,
    },
    complaints: { total: members.length, byStatus },
    told: await among('interim'),
    answered: await among('answer'),
    answer: answer && {
      ...{ text: String(answerText?.content.text), solved: answer.solved, by: answer.by, at: answer.at },
      ...{ digest: answer.digest, approved: answer.approved, waitsForApproval: waitsForApproval(call, incident) },
    },
  };
}

/** Statuses in which the answer is still to be given. */
const unanswered = ['received', 'returned', 'open'];

/** Numbers of those that a command of the incident has not reached yet, of those that the caller may see. */
export async function notYet(
  call: Call,
  incident: IncidentDocument,
  command: string,
  again = false,
): Promise<string[]> {
  const done = again
    ? new Set<string>()
    : await numbersDone(call.dependencies.database, incident.organisation, incident.number, command);
  const members = await membersOf(call, incident);
  return members
    .filter(({ number, status }) => unanswered.includes(status) && !done.has(number))
    .map((one) => one.number);
}

const approvers = ({ pack }: Call): string[] => pack.kinds.complaint.incidents?.answersApprovedBy ?? [];

function waitsForApproval(call: Call, { answer }: IncidentDocument): boolean {
  return answer !== null && answer.approved === null && approvers(call).length > 0;
}

/** Sets the one answer to all its complaints, or another one if nobody has been answered yet. */
export async function proposeAnswer(call: Call<unknown, { text: string; solved: boolean }>): Promise<IncidentView> {
  const { dependencies, pack, principal, key, receivedAt, body } = call;
  const { database } = dependencies;
  const incident = await incidentOf(call, call.ids.incident ?? '');
  const words = await keptWords(call, incident.number, `answer/${principal.actor.id}/${key}`, { text: body.text });
  const next = { ...{ words, solved: body.solved, by: principal.actor.id, at: receivedAt }, approved: null };
  const answer = { ...next, digest: digest([words.digest, body.solved]) };
  if (incident.answer?.digest === answer.digest) return viewOf(call, incident);
  if ((await numbersDone(database, pack.id, incident.number, 'answer')).size > 0) {
    throw new Refused('NotAllowedNow', 'its answer has been sent: it is answered once');
  }
  if (!(await setAnswer(database, incident, answer))) throw changed();
  return viewOf(call, { ...incident, answer });
}

/** A second person approves the answer that they have seen, named by its digest: of the roles of the policy, if it names any. */
export async function approveAnswer(call: Call): Promise<IncidentView> {
  const { dependencies, principal, receivedAt, ifMatch } = call;
  const { actor } = principal;
  const incident = await incidentOf(call, call.ids.incident ?? '');
  const { answer } = incident;
  const roles = approvers(call);
  if (roles.length > 0 && !actor.roles.some((role) => roles.includes(role))) {
    throw new Refused('Forbidden', 'your role approves no answers of incidents');
  }
  if (answer === null) throw new Refused('NotAllowedNow', 'it has no answer yet');
  if (namesOf(actor).includes(answer.by))
    throw new Refused('SamePerson', 'somebody else than its author approves the answer');
  if (answer.digest !== ifMatch) throw changed();
  if (answer.approved !== null) return viewOf(call, incident);
  const approved = { ...answer, approved: { by: actor.id, at: receivedAt } };
  if (!(await setAnswer(dependencies.database, incident, approved))) throw changed();
  return viewOf(call, { ...incident, answer: approved });
}

const changed = () => new Refused('PreconditionFailed', 'The answer has changed since. Read it again.');

/** The answer as it may be sent. @throws Refused `NotAllowedNow` if there is none, or nobody has approved it */
export async function answerToSend(call: Call): Promise<{ incident: IncidentDocument; text: string; solved: boolean }> {
  const incident = await incidentOf(call, call.ids.incident ?? '');
  const { answer } = incident;
  if (answer === null) throw new Refused('NotAllowedNow', 'it has no answer yet');
  if (waitsForApproval(call, incident)) throw new Refused('NotAllowedNow', 'nobody has approved its answer yet');
  const [words] = await readTexts(call.dependencies.database, [answer.words.id]);
  return { incident, text: String(words?.content.text), solved: answer.solved };
}
