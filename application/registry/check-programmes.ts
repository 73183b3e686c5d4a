import type { Database } from '../../db/database.ts';
import { programmesOf } from '../../db/leads/programmes.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { invalidBody } from '../refused.ts';

/**
 * That what a customer joins is a programme of the organisation, and joined once (B-04). What stood before is not judged again.
 * @throws Refused `Invalid` with every entry that is none
 */
export async function checkProgrammes(
  database: Database,
  organisation: string,
  { programmes = [] }: CustomerRecord,
  present: CustomerRecord | null,
): Promise<void> {
  const stood = new Set(present?.programmes?.map(({ code }) => code));
  const anew = programmes.filter(({ code }) => !stood.has(code));
  const known = new Set(anew.length === 0 ? [] : (await programmesOf(database, organisation)).map(({ code }) => code));
  const errors = programmes.flatMap(({ code }, at) => {
    const path = `record.programmes[${at}].code`;
    if (programmes.findIndex((one) => one.code === code) < at) return [{ path, message: 'is there twice' }];
    return stood.has(code) || known.has(code) ? [] : [{ path, message: `there is no programme ${code}` }];
  });
  if (errors.length > 0) throw invalidBody(errors);
}
