import { jest } from '@jest/globals';
import type { Database } from '../../../db/database.ts';
import type { CaseProjection } from '../../../domain/case/view.ts';

/** What is held back until it is let through; letting it through again does nothing. */
export interface Held {
  letThrough(): void;
  /** How often it has been tried since it is held. */
  tries(): number;
  /** Lets it through and holds nothing from now on. */
  restore(): void;
}

function gate() {
  let letThrough = () => {};
  const opened = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  return { letThrough: () => letThrough(), opened };
}

/** Keeps callers from writing what their commands came to, as if the database were away for that alone. */
export function unwritable({ cases: { collection } }: Database): { restore(): void } {
  const spy = jest.spyOn(collection, 'bulkWrite').mockRejectedValue(new Error('nothing can be written just now'));
  return { restore: () => spy.mockRestore() };
}

/**
 * Holds what the worker projects of cases that have ended between the writing and the answer to the worker. An earlier
 * projection is not held: the opening's may still be on its way, and the workflow projects one after the other.
 */
export function heldLastProjections({ cases: { collection } }: Database): Held {
  const { letThrough, opened } = gate();
  const write = collection.bulkWrite.bind(collection);
  const spy = jest.spyOn(collection, 'bulkWrite').mockImplementation(async (...given) => {
    const updates = given[0] as unknown as { updateOne: { update: { $set: Pick<CaseProjection, 'view'> } } }[];
    const written = await write(...given);
    if (updates.some(({ updateOne }) => updateOne.update.$set.view.closedAt !== null)) await opened;
    return written;
  });
  return heldBy(spy, letThrough);
}

/** Holds the answer of the next look at contributions: it is what stood there when it was looked at. */
export function heldContributions({ contributions }: Database): Held {
  const { letThrough, opened } = gate();
  const find = contributions.find.bind(contributions);
  const slowly = (...given: Parameters<typeof find>) => ({
    lean: async () => {
      const found = await find(...given).lean();
      await opened;
      return found;
    },
  });
  return heldBy(jest.spyOn(contributions, 'find').mockImplementationOnce(slowly as never), letThrough);
}

function heldBy(spy: { mock: { calls: unknown[] }; mockRestore(): void }, letThrough: () => void): Held {
  return {
    letThrough,
    tries: () => spy.mock.calls.length,
    restore() {
      letThrough();
      spy.mockRestore();
    },
  };
}
