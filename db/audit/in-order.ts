/** Lists that are read oldest first, page by page: what comes later never stands before what was read. */

/** The part of a list that is wanted, from one instant to before another, UTC. */
export interface PartWanted {
  from?: string | undefined;
  before?: string | undefined;
  /** The last one that was read already. */
  after?: Place | undefined;
  limit: number;
}

/** Where an entry stands in such a list. */
export interface Place {
  at: string;
  _id: string;
}

/** The order of such a list: an index has the same fields last. */
export const oldestFirst = { at: 1, _id: 1 } as const;

/** What of a filter says which part it is. */
export function partFilter({ from, before, after }: PartWanted): object {
  const bounds = { ...(from ? { $gte: from } : {}), ...(before ? { $lt: before } : {}) };
  return {
    ...(from || before ? { at: bounds } : {}),
    ...(after ? { $or: [{ at: { $gt: after.at } }, { at: after.at, _id: { $gt: after._id } }] } : {}),
  };
}
