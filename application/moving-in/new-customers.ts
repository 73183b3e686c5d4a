/** The class of customers who come with a file of complaints and whom the registry does not know. */

import type { MovingFault } from '../../db/bulk/movings.ts';
import { type TokenKeys, tokenKeyOf } from '../../db/derivations.ts';
import { customersByIdentities } from '../../db/registry/customers.ts';
import type { Call } from '../call.ts';
import { personTokens } from '../keyed-tokens.ts';
import type { ReadComplaints } from './read-file.ts';
import { type Judging, policyFaults, type RowToMove } from './read-row.ts';

/**
 * The file with the policy's class (`registry.defaultClass`) of each new customer in whose row there is none. A row that the
 * policy refuses for that class is one of the faults. Who is in the registry by telephone or e-mail keeps what stands there.
 */
export async function withDefaultClass(
  { database, ...keys }: Pick<Call['dependencies'], 'database' | keyof TokenKeys>,
  judging: Judging,
  read: ReadComplaints,
): Promise<ReadComplaints> {
  const { pack } = judging;
  const ofClass = pack.registry.defaultClass?.class;
  if (ofClass === undefined) return read;
  const tokensOf = ({ body }: RowToMove) => personTokens(tokenKeyOf(keys), body.customer ?? {});
  const without = read.rows.filter(({ body: { customer } }) => customer && customer.class === undefined);
  const wanted = without.flatMap(tokensOf);
  const registered = wanted.length === 0 ? [] : await customersByIdentities(database, pack.id, wanted);
  const known = new Set(registered.flatMap(({ identities }) => identities));
  const rows: RowToMove[] = [];
  const faults: MovingFault[] = [...read.faults];
  for (const row of read.rows) {
    const { customer } = row.body;
    if (!customer || customer.class !== undefined || tokensOf(row).some((token) => known.has(token))) {
      rows.push(row);
      continue;
    }
    const body = { ...row.body, customer: { ...customer, class: ofClass } };
    const found = policyFaults(judging, row.row, body);
    faults.push(...found);
    if (found.length === 0) rows.push({ ...row, body });
  }
  return { ...read, rows, faults };
}
