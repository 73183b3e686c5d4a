/**
 * One command for many complaints. The API checks, keeps and signs each command as if it had been given alone. A workflow then
 * gives them, so that no killed process loses one or gives one twice. What a case refuses is noted, and the rest goes on.
 */
import { z } from 'zod';
import { type BulkItem, type BulkRunDocument, findBulkRun, noteBulkRun } from '../../../db/bulk/bulk-runs.ts';
import { readTexts, storeText } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import { contentDigest } from '../../../db/derivations.ts';
import { pollUntil } from '../../../db/poll-until.ts';
import { mayRead } from '../../../domain/case/rights.ts';
import { startGiving } from '../../../temporal/bulk-runs.ts';
import type { Call } from '../../call.ts';
import { caseNumber } from '../../cases/case-number.ts';
import { type KeepWords, takeCommand } from '../../cases/execute-command.ts';
import { mustBeAllowedTo } from '../../cases/permission.ts';
import { forRights, lookUpCase } from '../../cases/reading/find-case.ts';
import { Refused } from '../../refused.ts';

/** How many complaints one command is given to at most. */
export const mostAtOnce = 500;

/** How many of the commands are prepared at a time. */
const atATime = 8;

/** How long the caller waits, in milliseconds; what takes longer goes on, and is asked for by its number. */
const timeoutMs = 6000;

export interface BulkGiven {
  command: string;
  incident?: string;
  /** Why, in words that are kept in the vault. */
  reason?: string;
  /** To whom the run of that number gives it; asked until the run is noted. */
  numbers: (run: string) => Promise<string[]>;
  /** The body for one of the complaints, checked as if it were given alone. */
  toBody(call: Call, keep: KeepWords): Promise<unknown>;
}

export const BulkRunView = z.object({
  run: z.string(),
  command: z.string(),
  incident: z.string().nullable(),
  reason: z.string().nullable(),
  startedAt: z.string(),
  status: z.enum(['running', 'done']),
  done: z.int(),
  refused: z.int(),
  waiting: z.int(),
  items: z.array(
    z.object({
      number: z.string(),
      state: z.enum(['waiting', 'done', 'refused']),
      refusal: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
});
export type BulkRunView = z.infer<typeof BulkRunView>;

/**
 * Gives a command to many complaints. The same request under the same key is the same run, and goes on if it broke off.
 * @throws Refused `KeyReused` if another request stands under the key
 */
export async function giveToMany(call: Call, given: BulkGiven): Promise<BulkRunView> {
  const { dependencies, pack, principal, key, path, body } = call;
  const { database, secret, temporal } = dependencies;
  const number = caseNumber(secret, pack.prefix, 'B', [pack.id, principal.actor.id, path, key]);
  const bodyDigest = contentDigest(secret, [path, body]).toString('hex');
  const earlier = await findBulkRun(database, pack.id, number);
  const run = earlier ?? (await noted(call, given, { number, bodyDigest }));
  if (run.bodyDigest !== bodyDigest) {
    throw new Refused('KeyReused', 'This Idempotency-Key was used for another request. Use a new key for a new one.');
  }
  if (!isDone(run)) await startGiving(temporal, { organisation: pack.id, number });
  const look = async () => (await findBulkRun(database, pack.id, number)) ?? run;
  return viewOf(database, await pollUntil(run, isDone, look, timeoutMs));
}

/** The run as it stands, for the person who began it. @throws Refused `NotFound` */
export async function readBulkRun({ dependencies, pack, principal, ids }: Call): Promise<BulkRunView> {
  const run = await findBulkRun(dependencies.database, pack.id, ids.run ?? '');
  if (run?.by !== principal.actor.id) throw new Refused('NotFound', 'There is no such run.');
  return viewOf(dependencies.database, run);
}

const isDone = ({ items }: BulkRunDocument): boolean => items.every(({ state }) => state !== 'waiting');

async function viewOf(database: Database, run: BulkRunDocument): Promise<BulkRunView> {
  const [words] = run.words ? await readTexts(database, [run.words.id]) : [];
  const count = (wanted: BulkItem['state']) => run.items.filter(({ state }) => state === wanted).length;
  return {
    ...{ run: run.number, command: run.command, incident: run.incident ?? null, startedAt: run.startedAt },
    ...{ status: isDone(run) ? 'done' : 'running', done: count('done'), refused: count('refused') },
    ...{ waiting: count('waiting'), reason: words ? String(words.content.text) : null },
    items: run.items.map(({ number, state, refusal = null, detail = null }) => ({ number, state, refusal, detail })),
  };
}

async function noted(
  call: Call,
  given: BulkGiven,
  { number, bodyDigest }: Pick<BulkRunDocument, 'number' | 'bodyDigest'>,
): Promise<BulkRunDocument> {
  const { dependencies, pack, principal, receivedAt } = call;
  const numbers = [...new Set(await given.numbers(number))];
  const items: BulkItem[] = [];
  for (let next = 0; next < numbers.length; next += atATime) {
    const some = numbers.slice(next, next + atATime);
    items.push(...(await Promise.all(some.map((one) => prepared({ ...call, key: number }, given, one)))));
  }
  const kept = {
    _id: `${number}/reason`,
    organisation: pack.id,
    number,
    personId: null,
    tokens: [],
    createdAt: receivedAt,
  };
  const { reason } = given;
  const words =
    reason === undefined
      ? {}
      : { words: await storeText(dependencies.database, { ...kept, content: { text: reason } }) };
  return noteBulkRun(dependencies.database, {
    ...words,
    ...{ _id: `${pack.id}/${number}`, organisation: pack.id, number, command: given.command },
    ...(given.incident ? { incident: given.incident } : {}),
    ...{ by: principal.actor.id, startedAt: receivedAt, bodyDigest, items },
  });
}

/** The command for one complaint, under a key of the run, ready to be given; or why this person does not give it. */
async function prepared(call: Call, { command: name, toBody }: BulkGiven, number: string): Promise<BulkItem> {
  const { dependencies, pack, principal } = call;
  const { actor } = principal;
  try {
    const found = await lookUpCase(dependencies, pack.id, number);
    const isThere = found && found.view.kind === 'complaint' && mayRead(actor, forRights(dependencies.packs, found));
    // The same whether there is none, or none that this person may know of (F-10).
    if (!isThere) throw new Refused('NotFound', 'There is no complaint of that number that you may see.');
    const one = { ...call, found };
    await mustBeAllowedTo(name)(one);
    const command = await takeCommand(one, { name, actor, principal: actor.id, toBody: (keep) => toBody(one, keep) });
    return { number, state: 'waiting', command };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [first] = error.extras.errors ?? [];
    const detail = first ? `${first.path}: ${first.message}` : error.message;
    return { number, state: 'refused', refusal: error.reason, detail };
  }
}
