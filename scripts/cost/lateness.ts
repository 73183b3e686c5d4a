import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { CaseDocument } from '../../db/cases/cases.ts';
import type { Database } from '../../db/database.ts';
import { startCase } from '../../temporal/cases.ts';
import { sampleCase } from './standard-complaint.ts';

/** Each unanswered complaint of the sandbox breaches two clocks: triage and answer. */
const deadlinesPerCase = 2;

/** Milliseconds between two openings, so that the figure is of a machine with something, but not everything, to do. */
const paceMs = 250;

/** Lets so many deadlines pass in the sandbox and returns, sorted, by how many milliseconds each breach fired late. */
export async function latenessOfDeadlines(client: Client, database: Database, deadlines: number): Promise<number[]> {
  const mark = `late-${Date.now()}`;
  for (let opened = 0; opened < deadlines / deadlinesPerCase; opened += 1) {
    const input = sampleCase('sandbox', `${mark}-${opened}`);
    await startCase(client, 'complaint', input, { bodyDigest: '', at: input.open.at });
    await wait(paceMs);
  }
  for (;;) {
    const found = await database.cases
      .find({ organisation: 'sandbox', number: { $regex: `^${mark}` } })
      .lean<CaseDocument[]>();
    const late = found.flatMap(({ view }) => view.clocks.flatMap(({ rungs }) => rungs.flatMap(latenessAtDue)));
    if (late.length >= deadlines) return late.sort((a, b) => a - b);
    await wait(500);
  }
}

function latenessAtDue({ rung, dueAt, firedAt }: CaseDocument['view']['clocks'][number]['rungs'][number]): number[] {
  return rung === 'at' && dueAt && firedAt ? [Date.parse(firedAt) - Date.parse(dueAt)] : [];
}

/** The value below which the given share of sorted values lies. */
export function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
