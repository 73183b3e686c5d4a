/** An incident: one cause of many complaints, declared by those who lead, and answered once (ours). */
import { z } from 'zod';
import { findBulkRun, reachedIn } from '../../db/bulk/bulk-runs.ts';
import {
  changeIncident,
  findIncident,
  type IncidentDocument,
  keepIncident,
  membersByStatus,
  newestIncidents,
} from '../../db/bulk/incidents.ts';
import { readTexts, storeText } from '../../db/cases/vault.ts';
import { namesOf } from '../../domain/case/command.ts';
import { digest } from '../../domain/digest.ts';
import type { Call } from '../call.ts';
import { caseNumber } from '../cases/case-number.ts';
import { pageOfCases, readableFilters } from '../cases/reading/list-cases.ts';
import { mostAtOnce } from '../complaints/many/bulk-run.ts';
import { invalid, Refused } from '../refused.ts';

/** Statuses in which the answer is still to be given, as a list is narrowed by them. */
export const unanswered = 'received,returned,open';

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
  return viewsOf(call, readable);
}

async function viewOf(call: Call, incident: IncidentDocument): Promise<IncidentView> {
  const [view] = await viewsOf(call, [incident]);
  if (!view) throw new Error(`incident ${incident.number} has no view`);
  return view;
}

/** The views of some incidents; of their complaints those are counted that the reader may see. */
async function viewsOf(call: Call, incidents: readonly IncidentDocument[]): Promise<IncidentView[]> {
  const { database } = call.dependencies;
  const { id } = call.pack;
  const numbers = incidents.map(({ number }) => number);
  const ids = incidents.flatMap(({ words, answer }) => [words.id, ...(answer ? [answer.words.id] : [])]);
  const [members, told, answered, texts] = await Promise.all([
    membersByStatus(database, { $and: readableFilters(call, 'complaint') }, numbers),
    reachedIn(database, id, numbers, 'interim', ['done']),
    reachedIn(database, id, numbers, 'answer', ['done']),
    readTexts(database, ids),
  ]);
  const words = new Map(texts.map(({ _id, content }) => [_id, content]));
  return incidents.map((incident) => {
    const { number, declaredBy, declaredAt, answer } = incident;
    const ours = members.filter(({ _id }) => _id.incident === number);
    const among = (reached: Map<string, Set<string>>) =>
      ours.flatMap((one) => one.numbers).filter((one) => reached.get(number)?.has(one)).length;
    return {
      incident: number,
      title: String(words.get(incident.words.id)?.title),
      cause: String(words.get(incident.words.id)?.cause),
      ...{ declaredBy, declaredAt },
      complaints: {
        total: ours.reduce((sum, one) => sum + one.numbers.length, 0),
        byStatus: Object.fromEntries(ours.map(({ _id, numbers: { length } }) => [_id.status, length])),
      },
      ...{ told: among(told), answered: among(answered) },
      answer: answer && {
        ...{ text: String(words.get(answer.words.id)?.text), solved: answer.solved, by: answer.by, at: answer.at },
        ...{ digest: answer.digest, approved: answer.approved, waitsForApproval: waitsForApproval(call, incident) },
      },
    };
  });
}

/** How long the commands of a run may take to be made ready, in milliseconds: far longer than they do. */
const preparingMs = 10 * 60_000;

/**
 * Numbers of those that a command of the incident is still to be given to: the oldest five hundred that the caller may see.
 * Until the run is noted no other one is made ready: nobody is told twice, and the answer stays as it is.
 * @param again true: those as well who have been told before
 * @throws Refused `NotAllowedNow` while another run is made ready, or if the answer has changed since
 */
export async function notYet(
  call: Call,
  incident: IncidentDocument,
  { run, command, again = false }: { run: string; command: string; again?: boolean },
): Promise<string[]> {
  const { dependencies, pack, receivedAt } = call;
  const { database } = dependencies;
  await nobodyPrepares(call, incident, run);
  if (!(await changeIncident(database, incident, { preparing: { run, at: receivedAt } }))) throw busy();
  const reached = await reachedIn(database, pack.id, [incident.number], command);
  const and = [
    { 'view.detail.incident': incident.number },
    ...(again ? [] : [{ number: { $nin: [...(reached.get(incident.number) ?? [])] } }]),
  ];
  const query = { limit: mostAtOnce, order: 'opened' as const, status: unanswered };
  const { page } = await pageOfCases(call, { kind: 'complaint', query, and });
  return page.map(({ view }) => view.number);
}

/** @throws Refused `NotAllowedNow` while another run of the incident is made ready */
async function nobodyPrepares(call: Call, { preparing }: IncidentDocument, run?: string): Promise<void> {
  const { dependencies, pack, receivedAt } = call;
  if (!preparing || preparing.run === run) return;
  if (Date.parse(receivedAt) - Date.parse(preparing.at) > preparingMs) return;
  if (await findBulkRun(dependencies.database, pack.id, preparing.run)) return;
  throw busy();
}

const busy = () =>
  new Refused('NotAllowedNow', 'a command for its complaints is being made ready: ask again in a minute');

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
  await nobodyPrepares(call, incident);
  const reached = await reachedIn(database, pack.id, [incident.number], 'answer');
  if (reached.get(incident.number)?.size) {
    throw new Refused('NotAllowedNow', 'its answer has been sent, or is being sent: it is answered once');
  }
  if (!(await changeIncident(database, incident, { answer }))) throw changed();
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
  if (!(await changeIncident(dependencies.database, incident, { answer: approved }))) throw changed();
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
