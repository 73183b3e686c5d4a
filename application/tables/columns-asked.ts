import { z } from 'zod';
import { Refused } from '../refused.ts';
import type { TitledColumns } from './titled-columns.ts';

/**
 * What somebody says of titles that are not known, as JSON.
 * @throws Refused `InvalidQuery` if it is no such thing, or a title is matched to nothing that there is
 */
export function columnsAsked(given: string, columns: Pick<TitledColumns<string>, 'has'>): Record<string, string> {
  const matched = matchedIn(given);
  const unknown = Object.values(matched).find((column) => column !== '' && !columns.has(column));
  if (unknown !== undefined) throw wrongQuery('columns', `there is no field ${unknown}`);
  return matched;
}

function matchedIn(given: string): Record<string, string> {
  try {
    return z.record(z.string().min(1).max(300), z.string().max(100)).parse(JSON.parse(given));
  } catch {
    throw wrongQuery('columns', 'must be a JSON object of titles and fields');
  }
}

export function wrongQuery(path: string, message: string): Refused {
  return new Refused('InvalidQuery', 'The query is not valid.', { errors: [{ path, message }] });
}
