/** How somebody wants a file to be read, found right. */

import { ownFieldsOf } from '../../../db/registry/custom-fields.ts';
import type { Call } from '../../call.ts';
import { columnsAsked, wrongQuery } from '../../tables/columns-asked.ts';
import type { Language } from '../../tables/file-sentences.ts';
import { columnsWith } from './columns.ts';
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
  const own = (await ownFieldsOf(dependencies.database, pack.id)).fields;
  return { language, defaultClass, columns: columnsAsked(given, columnsWith(own)) };
}
