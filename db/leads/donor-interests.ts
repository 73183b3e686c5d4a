import type { CustomerRecord } from '../../domain/customer/record.ts';
import { readTexts } from '../cases/vault.ts';
import type { Database } from '../database.ts';
import type { CustomerDocument } from '../registry/customer-models.ts';

/** Records that are decrypted at a time. */
const atATime = 500;

/** Active customers of these classes who care for something, by number, and what that is (N-24). It is read from the vault. */
export async function donorInterests(
  database: Database,
  organisation: string,
  classes: readonly string[],
): Promise<{ number: string; interests: string[] }[]> {
  if (classes.length === 0) return [];
  const found = await database.customers
    .find(
      { organisation, classes: { $in: [...classes] }, version: { $gt: 0 }, status: 'active', interested: true },
      { number: 1, record: 1 },
    )
    .sort({ _id: 1 })
    .lean<Pick<CustomerDocument, 'number' | 'record'>[]>();
  const said = new Map<string, string[]>();
  for (let at = 0; at < found.length; at += atATime) {
    const ids = found.slice(at, at + atATime).map(({ record }) => record.id);
    for (const { _id, content } of await readTexts(database, ids))
      said.set(_id, (content as Partial<CustomerRecord>).interests ?? []);
  }
  return found.map(({ number, record }) => ({ number, interests: said.get(record.id) ?? [] }));
}
