import { type BulkItem, findBulkRun, noteOutcome } from '../../../db/bulk/bulk-runs.ts';
import { findCase, timelineOf } from '../../../db/cases/cases.ts';
import { noteRefusal } from '../../../db/cases/refusals.ts';
import type { Command } from '../../../domain/case/command.ts';
import { CaseEnded, CaseRefused, commandCase } from '../../../temporal/cases.ts';
import type { OpeningDependencies } from '../../dependencies.ts';

/** How many are given in one attempt: seconds of work. */
const mostInOneAttempt = 50;

/**
 * Gives the commands of a run that wait, each under its own id, by which its case takes it once however often it comes.
 * @returns how many still wait
 */
export async function giveWaiting(
  dependencies: OpeningDependencies,
  { organisation, number }: { organisation: string; number: string },
): Promise<number> {
  const run = await findBulkRun(dependencies.database, organisation, number);
  if (!run) throw new Error(`there is no run ${number}`);
  const waiting = run.items.filter(({ state }) => state === 'waiting');
  for (const item of waiting.slice(0, mostInOneAttempt)) {
    await noteOutcome(dependencies.database, run, await given(dependencies, organisation, item));
  }
  return Math.max(0, waiting.length - mostInOneAttempt);
}

async function given(dependencies: OpeningDependencies, organisation: string, item: BulkItem): Promise<BulkItem> {
  const { number } = item;
  const command = item.command as Command;
  try {
    await commandCase(dependencies.temporal, { kind: 'complaint', organisation, number }, command);
    return { ...item, state: 'done' };
  } catch (error) {
    if (error instanceof CaseEnded) return ended(dependencies, organisation, item, command);
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
  { database }: OpeningDependencies,
  organisation: string,
  item: BulkItem,
  { name, commandId }: Command,
): Promise<BulkItem> {
  const found = await findCase(database, organisation, item.number);
  const events = found ? await timelineOf(database, found) : [];
  if (events.some((event) => event.commandId === commandId)) return { ...item, state: 'done' };
  return {
    ...item,
    state: 'refused',
    refusal: 'NotAllowedNow',
    detail: `${name} is not possible: the case has ended.`,
  };
}
