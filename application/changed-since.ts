/** How somebody keeps a copy of a list: what has changed since the copy was made, each change at least once (decision 20). */
import { z } from 'zod';

/**
 * How far each copy looks back, in milliseconds. It is far more than the clocks of processes differ by. It is also far more
 * than lies between the instant that a change is given and the instant from which it can be read.
 */
const overlap = 10 * 60_000;

export const changedSince = z.iso.datetime({ offset: true }).optional().meta({
  description:
    'What has changed since then, in the order of the changes. Give `changedUntil` of the first page of the copy before; some of what it had comes again.',
});

export const changedUntil = z.string().nullable().meta({
  description:
    'On the first page of a copy (`order=opened` or `changedSince`): what to give as `changedSince` the next time.',
});

/** What a client that copies at this instant is to ask for the next time. */
export function nextChangedSince(at: string): string {
  return new Date(Date.parse(at) - overlap).toISOString();
}

/** As instants of changes are stored, so that they sort as texts. */
export function storedInstant(given: string): string {
  return new Date(given).toISOString();
}

/** Where in the order of changes a page ends. */
export interface ChangePlace {
  changedAt: string;
  _id: string;
}

const pattern = /^changed\|([0-9T:.Z-]{24})\|([A-Za-z0-9/-]+)$/;

export function changeKey({ changedAt, _id }: ChangePlace): string {
  return `changed|${changedAt}|${_id}`;
}

/** Null if it is no such key. */
export function changePlace(key: string): ChangePlace | null {
  const [, changedAt, _id] = pattern.exec(key) ?? [];
  return changedAt && _id ? { changedAt, _id } : null;
}
