/** A case replayed and held against everything that is stored of it: what `npm run replay` says, and what auditors are told. */

import {
  changedDocuments,
  changedWords,
  provenOf,
  type StoredCase,
  storedUpTo,
} from '../../application/audit/stored-case.ts';
import { deadlinesWorkedAgain } from '../../application/audit/worked-deadlines.ts';
import type { CaseReplayed } from '../../db/audit/replays.ts';
import type { CommandKeys } from '../../db/command-signatures.ts';
import { findCalendar } from '../../db/organisation/calendars.ts';
import type { CaseKind } from '../../domain/kinds.ts';
import { workflowId } from '../../workflows/messages/case.ts';
import { type ReplayedTimeline, replayedTimeline, replayedViews } from '../replayed-timeline.ts';
import { lastSequence, type ReplayedCase, type ReplaySources, relativesOf, replayCase } from './replayed-case.ts';

export interface ReplayTools extends ReplaySources {
  /** By which seals and signatures are checked. */
  keys: CommandKeys;
}

interface Which {
  kind: CaseKind;
  organisation: string;
  number: string;
}

/** One case: what the rules make of it, what is stored, and what the two say together. */
export interface FoundByReplay {
  replayed: ReplayedCase;
  timeline: ReplayedTimeline;
  stored: StoredCase | null;
  found: CaseReplayed;
}

/** How often the history of a case that goes on is fetched again. */
const timesAtMost = 20;

/** Replays one case and holds it against what is stored: events, clocks, seals, signatures, words, documents, deadlines. */
export async function foundByReplay(
  tools: ReplayTools,
  { kind, organisation, number }: Which,
  relation: CaseReplayed['relation'] = 'itself',
): Promise<FoundByReplay> {
  const { database, keys } = tools;
  const id = workflowId(kind, organisation, number);
  let replayed = await replayCase(tools, id);
  let stored = await storedUpTo(database, organisation, number, lastSequence(replayed));
  // Of a case that goes on, something may have come since the history was fetched. Then fetching it again brings more.
  for (let again = 0; again < timesAtMost && isBehind(replayed, stored); again += 1) {
    const before = lastSequence(replayed);
    replayed = await replayCase(tools, id);
    stored = await storedUpTo(database, organisation, number, lastSequence(replayed));
    if (lastSequence(replayed) === before) break;
  }
  const timeline = replayedTimeline(replayed.steps);
  const { events } = timeline;
  const proof = stored && (await provenOf(stored, events, replayedViews(replayed.steps), { ...keys, database }));
  const checked = {
    ...{ kind, number, relation, runs: replayed.runs, events: events.length, stored: stored !== null },
    ...(proof ?? { difference: null, chainBreaksAt: null, unsealed: [], unproven: [] }),
    words: await changedWords(database, events),
    documents: await changedDocuments(database, events),
    deadlines: await deadlinesWorkedAgain(
      (of, name, version) => findCalendar(database, of, name, version),
      replayed.steps,
    ),
  };
  return { replayed, timeline, stored, found: { ...checked, holds: checked.stored && isSound(checked) } };
}

/** True if more is stored than the histories told when they were fetched. */
function isBehind(replayed: ReplayedCase, stored: StoredCase | null): boolean {
  if (!stored || replayed.runs.some(({ outcome }) => outcome !== 'match')) return false;
  const last = lastSequence(replayed);
  return stored.document.sequence > last || (stored.events.at(-1)?.sequence ?? 0) > last;
}

/** True if nothing that is there is otherwise than the histories say. */
export function isSound(checked: Omit<CaseReplayed, 'holds'>): boolean {
  const { runs, difference, chainBreaksAt, unsealed, unproven, words, documents, deadlines } = checked;
  const bad = [unsealed, unproven, words.changed, documents.changed];
  return (
    runs.every(({ outcome }) => outcome === 'match') &&
    difference === null &&
    chainBreaksAt === null &&
    bad.every((list) => list.length === 0) &&
    deadlines.every(({ holds }) => holds)
  );
}

/** The cases that started this one or that it started, each replayed likewise. */
export async function relativesReplayed(
  tools: ReplayTools,
  { organisation }: Which,
  { histories }: ReplayedCase,
): Promise<CaseReplayed[]> {
  const all: CaseReplayed[] = [];
  for (const { relation, workflowId: id } of relativesOf(histories)) {
    const [kind, of, number] = id.split(':');
    // What is no case of this organisation is none of what an auditor replays.
    if (!kind || !number || of !== organisation) continue;
    all.push((await foundByReplay(tools, { kind: kind as CaseKind, organisation, number }, relation)).found);
  }
  return all;
}
