/** What a reader is shown of one customer. */

import { complaintsOfPersons } from '../../db/cases/fingerprints.ts';
import { presentDigest, readTexts } from '../../db/cases/vault.ts';
import { ownFieldsOf } from '../../db/registry/custom-fields.ts';
import type { CustomerVersionDocument } from '../../db/registry/customer-models.ts';
import { versionChainHolds, versionsUpTo } from '../../db/registry/customer-versions.ts';
import { findCustomer, findCustomers, numbersOf, survivorOf } from '../../db/registry/customers.ts';
import { mayRead } from '../../domain/case/rights.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import type { Call } from '../call.ts';
import { forRights, lookUpCase } from '../cases/reading/find-case.ts';
import { notFound } from '../refused.ts';
import { lookAtCustomers, recordFor } from './readers.ts';

/** The record as it stands; the number of a merged one leads to the one who goes on. The look is recorded. */
export async function readCustomer(call: Call<{ reason?: string | undefined }>) {
  const { dependencies, pack, principal, ids } = call;
  const asked = ids.number ?? '';
  const found = await survivorOf(dependencies.database, pack.id, asked);
  if (!found) throw notFound();
  await lookAtCustomers(call, found.number, 'the record of the customer');
  const [entry] = await readTexts(dependencies.database, [found.record.id]);
  if (!entry) throw new Error(`the record of ${found.number} is not in the vault`);
  const { organisation, number, version, status, enteredAt, change } = found;
  const record = recordFor(pack, principal.actor, entry.content as unknown as CustomerRecord);
  const mergedFrom = asked === number ? null : asked;
  const recordDigest = found.record.digest;
  return { organisation, number, version, status, mergedFrom, record, recordDigest, enteredAt, change };
}

/** Every version of the record, oldest first, and whether none is missing or was changed afterwards. */
export async function customerVersions({ dependencies: { database }, pack, ids }: Call) {
  const found = await findCustomer(database, pack.id, ids.number ?? '');
  if (!found) throw notFound();
  const versions = await versionsUpTo(database, found);
  const references = versions.map(({ record }) => record);
  const entries = await readTexts(
    database,
    references.map(({ id }) => id),
  );
  const kept = new Map(entries.map((entry) => [entry._id, presentDigest(entry)]));
  const recordsHold = references.every(({ id, digest }) => kept.get(id) === digest);
  const isWhole = versions.length === found.version && versions.at(-1)?.digest === found.digest;
  const chainHolds = isWhole && versionChainHolds(versions) && recordsHold;
  return { items: versions.map(shownVersion), chainHolds };
}

function shownVersion({ _id, organisation, number, record, ...version }: CustomerVersionDocument) {
  return { ...version, recordDigest: record.digest };
}

/** Complaints that name this customer's telephone number or e-mail address, as far as the caller may know of them. The look is recorded. */
export async function complaintsOfCustomer(call: Call<{ reason?: string | undefined }>) {
  const { dependencies, pack, principal, ids } = call;
  const { database } = dependencies;
  const found = await survivorOf(database, pack.id, ids.number ?? '');
  if (!found) throw notFound();
  await lookAtCustomers(call, found.number, 'complaints of the customer');
  // Complaints know the contacts of the complainants, which may be those of a record merged since.
  const numbers = await numbersOf(database, pack.id, found.number);
  const customers = await findCustomers(database, pack.id, numbers);
  const identities = [...new Set(customers.flatMap((one) => one.identities))];
  const items: { number: string; category: string; status: string; openedAt: string }[] = [];
  for (const number of await complaintsOfPersons(database, pack.id, identities)) {
    const complaint = await lookUpCase(dependencies, pack.id, number);
    if (!complaint || !mayRead(principal.actor, forRights(dependencies.packs, complaint))) continue;
    const { category, status, openedAt } = complaint.view;
    items.push({ number, category, status, openedAt });
  }
  return items;
}

/** The fields that the organisation has added to its customers' records, and their version (F-04). */
export async function customerFields({ dependencies, pack }: Call) {
  const { version, fields } = await ownFieldsOf(dependencies.database, pack.id);
  return { version, fields };
}
