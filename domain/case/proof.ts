/** What is stored of a case, held against what the rules make of its history. Pure. */
import { canonicalJson } from '../digest.ts';
import type { TimelineEvent } from './event.ts';
import type { CaseView } from './view.ts';

/** A place at which the two are not the same; null: not there at all. */
export interface Difference {
  /** Such as `event 5, answered` or `clock answer`. */
  at: string;
  field: string;
  replayed: unknown;
  stored: unknown;
}

/**
 * The first entry of the stored timeline that is not what the rules make of the history. When an event was written down
 * (`recordedAt`) is the engine's word and differs from replay to replay (decision 6).
 */
export function timelineDifference(
  replayed: readonly TimelineEvent[],
  stored: readonly TimelineEvent[],
): Difference | null {
  const inPlace = new Map(stored.map((event) => [event.sequence, event]));
  for (const event of replayed) {
    const at = `event ${event.sequence}, ${event.type}`;
    const found = inPlace.get(event.sequence);
    if (!found) return { at, field: 'the whole of it', replayed: event, stored: null };
    const field = firstField(event, found, ['recordedAt']);
    if (field) return { at, ...field };
  }
  const known = new Set(replayed.map(({ sequence }) => sequence));
  const added = stored.find(({ sequence }) => !known.has(sequence));
  if (!added) return null;
  return { at: `event ${added.sequence}, ${added.type}`, field: 'the whole of it', replayed: null, stored: added };
}

/** Of the view these say what became of the case; the rest is for lists, and an earlier release may have known less of it. */
const outcomes = ['status', 'round', 'owner', 'openedAt', 'closedAt', 'policyVersion', 'calendar'] as const;

/** The places at which the stored view, its clocks above all, is not what the rules make at the same revision. */
export function viewDifference(replayed: CaseView | undefined, stored: CaseView): Difference | null {
  if (!replayed) return { at: `revision ${stored.revision}`, field: 'the whole of it', replayed: null, stored };
  for (const field of outcomes) {
    if (isSame(replayed[field], stored[field])) continue;
    return { at: 'the case', field, replayed: replayed[field], stored: stored[field] };
  }
  const ids = [...new Set([...replayed.clocks, ...stored.clocks].map(({ id }) => id))];
  for (const id of ids) {
    const [own, found] = [replayed, stored].map(({ clocks }) => clocks.find((clock) => clock.id === id));
    const at = `clock ${id}`;
    if (!own || !found) return { at, field: 'the whole of it', replayed: own ?? null, stored: found ?? null };
    // What a later release has added to a clock is not in one that an earlier release has stored.
    const known = Object.fromEntries(Object.entries(own).filter(([field]) => field in found));
    const field = firstField(known, found, []);
    if (field) return { at, ...field };
  }
  return null;
}

function firstField(own: object, found: object, beside: string[]): Omit<Difference, 'at'> | null {
  const [replayed, stored] = [own, found] as [Record<string, unknown>, Record<string, unknown>];
  // The digest last: it differs whenever anything does, and says least.
  const fields = [...new Set([...Object.keys(replayed), ...Object.keys(stored)])].filter((field) => field !== 'digest');
  for (const field of [...fields, 'digest']) {
    if (beside.includes(field) || isSame(replayed[field], stored[field])) continue;
    return { field, replayed: replayed[field] ?? null, stored: stored[field] ?? null };
  }
  return null;
}

const isSame = (one: unknown, other: unknown) => canonicalJson(one) === canonicalJson(other);
