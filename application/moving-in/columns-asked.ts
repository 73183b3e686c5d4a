import type { Pack } from '../../packs/schema.ts';
import { matchedIn, wrongQuery } from '../registry/imports/reading-asked.ts';
import { isColumn } from './columns.ts';

/** What somebody says of titles that are not known. @throws Refused `InvalidQuery` if one is matched to nothing that there is */
export function columnsAsked(pack: Pack, given: string | undefined): Record<string, string> {
  if (given === undefined) return {};
  const columns = matchedIn(given);
  const unknown = Object.values(columns).find((column) => column !== '' && !isColumn(pack, column));
  if (unknown !== undefined) throw wrongQuery('columns', `there is no field ${unknown}`);
  return columns;
}
