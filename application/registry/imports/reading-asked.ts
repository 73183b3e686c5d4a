/** How somebody wants a file to be read, found right. */

import { z } from 'zod';
import { ownFieldsOf } from '../../../db/registry/custom-fields.ts';
import type { Call } from '../../call.ts';
import { Refused } from '../../refused.ts';
import type { Language } from '../../tables/file-sentences.ts';
import { isColumnField } from './columns.ts';
import type { ReadingAsked } from './read-file.ts';

/** @throws Refused `InvalidQuery` if a title is matched to nothing that there is, or the class is none of ours */
export async function readingAsked(
  { dependencies, pack }: Call,
  { columns: given, defaultClass }: { columns?: string; defaultClass?: string },
  language: Language,
): Promise<ReadingAsked> {
  if (defaultClass !== undefined && !Object.hasOwn(pack.customerClasses, defaultClass)) {
    throw wrongQuery('defaultClass', `must be one of ${Object.keys(pack.customerClasses).join(', ')}`);
  }
  if (given === undefined) return { language, defaultClass };
  const columns = matchedIn(given);
  const own = (await ownFieldsOf(dependencies.database, pack.id)).fields;
  const unknown = Object.values(columns).find((field) => field !== '' && !isColumnField(field, own));
  if (unknown !== undefined) throw wrongQuery('columns', `there is no field ${unknown}`);
  return { language, defaultClass, columns };
}

export function matchedIn(given: string): Record<string, string> {
  try {
    return z.record(z.string().min(1).max(300), z.string().max(100)).parse(JSON.parse(given));
  } catch {
    throw wrongQuery('columns', 'must be a JSON object of titles and fields');
  }
}

export function wrongQuery(path: string, message: string): Refused {
  return new Refused('InvalidQuery', 'The query is not valid.', { errors: [{ path, message }] });
}
