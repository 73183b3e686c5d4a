import { type BulkItem, findBulkRun, noteOutcome, noteTried } from '../../../db/bulk/bulk-runs.ts';
import { noteRefusal } from '../../../db/cases/refusals.ts';
import type { Command } from '../../../domain/case/command.ts';
import { type CaseAddress, CaseEnded, CaseRefused, commandCase, OutcomeUnknown } from '../../../temporal/cases.ts';
import { tookBeforeItEnded } from '../../cases/ended-case.ts';
import type { OpeningDependencies } from '../../dependencies.ts';

/** How many are given in one attempt: seconds of work. */
const mostInOneAttempt = 50;

/**
 * Gives the commands of a run that wait, each under its own id, by which its case takes it once however often it comes.
 * A case of which nothing is known yet does not hold up the others: the next attempt begins with those that were not tried.
 * @returns how many still wait
 * @throws OutcomeUnknown if it is not known of some: they still wait
 */
export async function giveWaiting(
  dependencies: OpeningDependencies,
  { organisation, number }: { organisation: string; number: string },
): Promise<number> {
  const run = await findBulkRun(dependencies.database, organisation, number);
  if (!run) throw new Error(`there is no run ${number}`);
  const waiting = run.items
    .filter(({ state }) => state === 'waiting')
    .sort((a, b) => (a.triedAt ?? '').localeCompare(b.triedAt ?? ''));
  const unknown: string[] = [];
  for (const item of waiting.slice(0, mostInOneAttempt)) {
    try {
      await noteOutcome(dependencies.database, run, await given(dependencies, organisation, item));
    } catch (error) {
      if (!(error instanceof OutcomeUnknown)) throw error;
      await noteTried(dependencies.database, run, item, new Date().toISOString());
      unknown.push(item.number);
    }
  }
  if (unknown.length > 0) throw new OutcomeUnknown(`not known yet of ${unknown.join(', ')}`);
  return Math.max(0, waiting.length - mostInOneAttempt);
}

async function given(dependencies: OpeningDependencies, organisation: string, item: BulkItem): Promise<BulkItem> {
  const { number } = item;
  const command = item.command as Command;
  const address: CaseAddress = { kind: 'complaint', organisation, number };
  try {
    await commandCase(dependencies.temporal, address, command);
    return { ...item, state: 'done' };
  } catch (error) {
    if (error instanceof CaseEnded) return ended(dependencies, address, item, command);
    if (!(error instanceof CaseRefused)) throw error;
    const { refusal, detail } = error.refusal;
    const { name, actor, at } = command;
    await noteRefusal(dependencies.database, {
      organisation,
      number,
      command: name,
      by: actor.id,
      refusal,
      detail,
      at,
    });
    return { ...item, state: 'refused', refusal, detail };
  }
}

/** A case that has ended may have taken the command before it did. */
async function ended(
  dependencies: OpeningDependencies,
  address: CaseAddress,
  item: BulkItem,
  { name, commandId }: Command,
): Promise<BulkItem> {
  if (await tookBeforeItEnded(dependencies, address, commandId)) return { ...item, state: 'done' };
  const detail = `${name} is not possible: the case has ended.`;
  return { ...item, state: 'refused', refusal: 'NotAllowedNow', detail };
}
