/** Customers who may be the same: shown when a record is prepared, so that none is entered twice (N-18). */

import { readTexts } from '../../db/cases/vault.ts';
import { type TokenKey, type TokenKeys, tokenKeyOf } from '../../db/derivations.ts';
import { customersByIdentities, survivorOf } from '../../db/registry/customers.ts';
import type { CustomerRecord, RegistryForm } from '../../domain/customer/record.ts';
import { asciiDigits } from '../../domain/written-text.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { contactIdentities, customerIdentities } from './customer-tokens.ts';
import { comparableLikeness, comparableName } from './names.ts';

/** A record that is being prepared, and the number that it has or will have. */
export interface Draft {
  customer: string;
  record: CustomerRecord;
}

export type Alike = RegistryForm['alike'][number];

/** As many as are shown of one customer. */
const mostShown = 10;
/** As many as are compared, those who share a contact first. */
const mostCompared = 50;

/**
 * For each draft the customers that may be the same as it, the most alike first. They come from the registry, which is asked
 * once for all drafts, and from the other drafts. Scores go from 0 to 1; the pack says from which one on they are shown.
 */
export async function alikeCustomers(
  { database, ...keys }: Pick<Dependencies, 'database' | keyof TokenKeys>,
  pack: Pack,
  drafts: readonly Draft[],
): Promise<Alike[]> {
  const key = tokenKeyOf(keys);
  const known = drafts.map(({ customer, record }) => ({
    customer,
    record,
    identities: customerIdentities(key, record),
  }));
  const wanted = [...new Set(known.flatMap(({ identities }) => identities))];
  const entered = wanted.length === 0 ? [] : await customersByIdentities(database, pack.id, wanted);
  const isDraft = new Set(drafts.map(({ customer }) => customer));
  const others = entered.filter(({ number }) => !isDraft.has(number));
  const holders = new Map<string, string[]>();
  for (const { customer, identities } of known) note(holders, identities, customer);
  for (const { number, identities } of others) note(holders, identities, number);

  const candidates = known.map(({ customer, record, identities }) => {
    const own = new Set(contactIdentities(key, record));
    const shared = new Map<string, number>();
    for (const identity of identities) {
      // A contact says more than any number of names that sound alike.
      const weight = own.has(identity) ? 100 : 1;
      for (const other of holders.get(identity) ?? []) shared.set(other, (shared.get(other) ?? 0) + weight);
    }
    shared.delete(customer);
    const order = [...shared].sort(([, a], [, b]) => b - a).map(([other]) => other);
    return { customer, candidates: order.slice(0, mostCompared) };
  });
  const persons = new Map(drafts.map(({ customer, record }) => [customer, comparedBy(key, record)]));
  const compared = new Set(candidates.flatMap((one) => one.candidates));
  const toRead = others.filter(({ number }) => compared.has(number));
  const entries = await readTexts(
    database,
    toRead.map(({ record }) => record.id),
  );
  const contents = new Map(entries.map(({ _id, content }) => [_id, content as unknown as CustomerRecord]));
  for (const { number, record } of toRead) {
    const read = contents.get(record.id);
    if (read) persons.set(number, comparedBy(key, read));
  }
  const alike = candidates.flatMap(({ customer, candidates: like }) => mostAlike(pack, customer, like, persons));
  const merged = toRead.flatMap(({ number, mergedInto }) => (mergedInto === null ? [] : [number]));
  return atTheirSurvivors(alike, await survivorsOf(database, pack.id, merged));
}

/** Where each of these numbers leads. */
async function survivorsOf(
  database: Dependencies['database'],
  organisation: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  const pairs = numbers.map(async (number) => [number, await survivorOf(database, organisation, number)] as const);
  return new Map((await Promise.all(pairs)).map(([number, survivor]) => [number, survivor?.number ?? number]));
}

/** Replaces a merged customer by the one who goes on. Drops matches of a customer with themselves, and keeps each once. */
function atTheirSurvivors(alike: readonly Alike[], survivors: Map<string, string>): Alike[] {
  const led = alike.map((one) => ({ ...one, like: survivors.get(one.like) ?? one.like }));
  const isBest = (one: Alike, at: number) =>
    !led.some(
      (other, place) =>
        other.customer === one.customer &&
        other.like === one.like &&
        (other.score > one.score || (other.score === one.score && place < at)),
    );
  return led.filter((one, at) => one.like !== one.customer && isBest(one, at));
}

function note(holders: Map<string, string[]>, identities: readonly string[], customer: string): void {
  for (const identity of identities) {
    const there = holders.get(identity);
    if (there) there.push(customer);
    else holders.set(identity, [customer]);
  }
}

function mostAlike(pack: Pack, customer: string, candidates: string[], persons: Map<string, Compared>): Alike[] {
  const own = persons.get(customer);
  return candidates
    .flatMap((like) => {
      const other = persons.get(like);
      return own && other ? [{ customer, like, score: likeness(pack, own, other) }] : [];
    })
    .filter((alike) => alike.score * 100 >= pack.registry.duplicates.atLeast)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostShown);
}

/** What of a record is compared: worked out once, however many others it is compared with. */
export interface Compared {
  names: string[];
  nationalNumber: string;
  contacts: ReadonlySet<string>;
}

export function comparedBy(key: TokenKey, record: CustomerRecord): Compared {
  const { name, nameLatin, nationalNumber } = record;
  return {
    names: [name, nameLatin ?? ''].filter((text) => text !== '').map(comparableName),
    nationalNumber: asciiDigits(nationalNumber ?? '').replace(/\W/g, ''),
    contacts: new Set(contactIdentities(key, record)),
  };
}

/**
 * How alike two are, from 0 to 1. One national number is one person. With a shared contact the names decide. Names alone
 * count less, as the pack says.
 */
export function likeness(pack: Pack, one: Compared, other: Compared): number {
  const names = Math.max(0, ...one.names.flatMap((a) => other.names.map((b) => comparableLikeness(a, b))));
  if (one.nationalNumber !== '' && one.nationalNumber === other.nationalNumber) return rounded(Math.max(0.95, names));
  const sharesContact = [...other.contacts].some((token) => one.contacts.has(token));
  return rounded(sharesContact ? (1 + names) / 2 : (names * pack.registry.duplicates.sameNameCounts) / 100);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
