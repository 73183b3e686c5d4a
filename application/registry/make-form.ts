/** Makes of what somebody fills in the form that is frozen: what each customer's record shall be, and what it was made from. */

import type { VaultDocument } from '../../db/cases/vault.ts';
import { keepManyWords, readTexts, storeText } from '../../db/cases/vault.ts';
import { type TokenKeys, tokenKeyOf } from '../../db/derivations.ts';
import { ownFieldsOf } from '../../db/registry/custom-fields.ts';
import type { CustomerDocument } from '../../db/registry/customer-models.ts';
import { findCustomers } from '../../db/registry/customers.ts';
import { differences } from '../../domain/customer/difference.ts';
import type {
  CustomerRecord,
  CustomerStatus,
  OwnField,
  RegistryForm,
  RegistryWrite,
} from '../../domain/customer/record.ts';
import { canonicalJson } from '../../domain/digest.ts';
import type { FrozenForm } from '../../domain/record-change/form.ts';
import type { Pack } from '../../packs/schema.ts';
import { withoutRemovedFields } from '../../packs/validate-record.ts';
import { customerNumber } from '../cases/case-number.ts';
import type { Dependencies } from '../dependencies.ts';
import { invalid, Refused } from '../refused.ts';
import { checkInfluence } from './check-influence.ts';
import { checkProgrammes } from './check-programmes.ts';
import { checkedRecord } from './checked-record.ts';
import { customerIdentities, customerSearchTokens } from './customer-tokens.ts';
import { alikeCustomers } from './duplicate-customers.ts';
import type { FormBody } from './form-body.ts';

/** One record as the form shall make it, before it is kept. */
export type Draft = Omit<RegistryWrite, 'record'> & { record: CustomerRecord };

export interface Drafted {
  action: RegistryForm['action'];
  drafts: Draft[];
  fields: RegistryForm['fields'];
  /** Of `fields`: the departments whose data it is. */
  departments?: string[];
  alike: RegistryForm['alike'];
  note: string | null;
  /** Keeps what else belongs to the record change, once its opening has been noted and can be swept. */
  keepBeside?: () => Promise<void>;
}

/**
 * What the form asks for, worked out from the records as they stand.
 * @throws Refused `Invalid` if the body fits no record, `StaleBase` if one has moved since it was looked at.
 */
export async function draftForm(
  dependencies: Dependencies,
  pack: Pack,
  change: string,
  body: FormBody,
): Promise<Drafted> {
  const { database, secret } = dependencies;
  const own = await ownFieldsOf(database, pack.id);
  const note = body.note ?? null;
  if (body.action === 'fields') {
    mustBe(own.version, body.base, 'the list of fields');
    for (const [place, { department }] of body.fields.entries()) {
      if (department === undefined || Object.hasOwn(pack.departments, department)) continue;
      throw invalid(`fields.${place}.department`, `must be one of ${Object.keys(pack.departments).join(', ')}`);
    }
    const departments = concerned(pack, own.fields, body.fields);
    const fields = { base: own.version, fields: body.fields };
    return { action: 'fields', drafts: [], fields, departments, alike: [], note };
  }
  /** A record as it shall be, of nothing or of the one that stands. */
  const check = async (record: CustomerRecord, present: CustomerRecord | null, ...numbers: string[]) => {
    const checked = checkedRecord(pack, own.fields, record, present);
    await checkInfluence(database, pack.id, checked, present, numbers);
    await checkProgrammes(database, pack.id, checked, present);
    return checked;
  };
  const carriedOver = (record: CustomerRecord) => withoutRemovedFields(own.fields, record);
  const present = async (path: string, number: string, base: number | undefined) =>
    presentRecord(dependencies, pack, { path, number, base });
  switch (body.action) {
    case 'new': {
      const customer = customerNumber(secret, pack.prefix, { organisation: pack.id, change, row: 0 });
      const draft: Draft = {
        customer,
        base: 0,
        status: 'active',
        mergedInto: null,
        record: await check(body.record, null),
      };
      const alike = await alikeCustomers(dependencies, pack, [draft]);
      return { action: 'new', drafts: [draft], fields: null, alike, note };
    }
    case 'change': {
      const { base, record, status: stands } = await present('customer', body.customer, body.base);
      const carried = carriedOver(record);
      const proposed = await check({ ...carried, ...defined(body.record) }, record, body.customer);
      const status = body.reactivate ? 'active' : stands;
      if (status === stands && differences(carried, proposed).length === 0) throw invalid('record', 'changes nothing');
      const draft: Draft = { customer: body.customer, base, status, mergedInto: null, record: proposed };
      // Who is recognised as before need not be told apart again.
      const known = (one: CustomerRecord) => customerIdentities(tokenKeyOf(dependencies), one).sort().join();
      const alike = known(record) === known(proposed) ? [] : await alikeCustomers(dependencies, pack, [draft]);
      return { action: 'change', drafts: [draft], fields: null, alike, note };
    }
    case 'deactivate': {
      const { base, record, status } = await present('customer', body.customer, body.base);
      if (status === 'inactive') throw invalid('customer', 'is inactive already');
      const draft: Draft = { customer: body.customer, base, status: 'inactive', mergedInto: null, record };
      return { action: 'deactivate', drafts: [draft], fields: null, alike: [], note };
    }
    case 'merge': {
      if (body.customer === body.into) throw invalid('into', 'is the same customer');
      const goes = await present('customer', body.customer, body.base);
      const stays = await present('into', body.into, body.intoBase);
      const asked = { ...carriedOver(stays.record), ...defined(body.record ?? {}) };
      const record = await check(asked, stays.record, body.customer, body.into);
      const drafts: Draft[] = [
        { customer: body.customer, base: goes.base, status: 'merged', mergedInto: body.into, record: goes.record },
        { customer: body.into, base: stays.base, status: stays.status, mergedInto: null, record },
      ];
      return { action: 'merge', drafts, fields: null, alike: [], note };
    }
  }
}

/**
 * Keeps what has been drafted, each record under its customer, and gives what the case may know of it. If the same form has
 * been kept before, that one counts: what was worked out since then is another one.
 */
export async function keepForm(
  { database, ...keys }: Pick<Dependencies, 'database' | keyof TokenKeys>,
  pack: Pack,
  drafted: Drafted,
  place: { change: string; name: string; by: string; at: string },
): Promise<FrozenForm> {
  const { change, name, by, at } = place;
  const kept = { organisation: pack.id, number: change, createdAt: at };
  const _id = `${change}/${name}/form`;
  const [earlier] = await readTexts(database, [_id]);
  const { action, drafts, fields, alike, note, departments } = drafted;
  if (earlier) return frozenForm(earlier, departments);
  const key = tokenKeyOf(keys);
  const records = drafts.map(({ record, customer, base }) => ({
    ...kept,
    // With its base: what an attempt that broke off made from an earlier version is not entered upon a later one.
    _id: `${change}/${name}/${customer}/${base}`,
    personId: customer,
    content: { ...record },
    tokens: customerSearchTokens(key, customer, record, pack.country),
    identities: customerIdentities(key, record),
  }));
  const references = new Map((await keepManyWords(database, records)).map((one) => [one.id, one]));
  const writes: RegistryWrite[] = drafts.map(({ customer, base, status, mergedInto }) => {
    const record = references.get(`${change}/${name}/${customer}/${base}`);
    if (!record) throw new Error(`the record of ${customer} was not kept`);
    return { customer, base, status, mergedInto, record };
  });
  const form: RegistryForm = { action, writes, fields, alike };
  await storeText(database, { ...kept, _id, personId: null, content: { ...form, note, by }, tokens: [] });
  const [counts] = await readTexts(database, [_id]);
  if (!counts) throw new Error(`vault entry ${_id} is gone`);
  return frozenForm(counts, departments);
}

function frozenForm({ _id, digest, content }: VaultDocument, departments: string[] = []): FrozenForm {
  const { action, writes, alike } = content as unknown as RegistryForm;
  return {
    action,
    form: { id: _id, digest },
    customers: writes.map(({ customer }) => customer).slice(0, 20),
    records: writes.length,
    alike: alike.length,
    ...(departments.length > 0 ? { departments } : {}),
  };
}

/** The departments of all fields that come, go or change, but for the one that keeps the records: it approves anyhow (F-04). */
function concerned({ groups, kinds }: Pack, before: readonly OwnField[], after: readonly OwnField[]): string[] {
  const stays = (field: OwnField, among: readonly OwnField[]) =>
    among.some((other) => canonicalJson(other) === canonicalJson(field));
  const touched = [
    ...before.filter((field) => !stays(field, after)),
    ...after.filter((field) => !stays(field, before)),
  ];
  const own = groups[kinds.recordChange.group]?.department;
  const departments = new Set(touched.flatMap(({ department }) => department ?? []));
  return [...departments].filter((department) => department !== own).sort();
}

/** A record as it stands, and its version. If another one was looked at, the form would be stale from the start. */
async function presentRecord(
  { database }: Dependencies,
  pack: Pack,
  { path, number, base }: { path: string; number: string; base: number | undefined },
): Promise<{ base: number; status: CustomerStatus; record: CustomerRecord }> {
  const [customer] = await findCustomers(database, pack.id, [number]);
  if (!customer) throw invalid(path, `there is no customer ${number}`);
  if (customer.mergedInto) throw invalid(path, `${number} has been merged into ${customer.mergedInto}`);
  mustBe(customer.version, base, `customer ${number}`);
  const { version, status } = customer;
  return { base: version, status, record: await recordOf(database, customer) };
}

async function recordOf(
  database: Dependencies['database'],
  { record }: Pick<CustomerDocument, 'record'>,
): Promise<CustomerRecord> {
  const [entry] = await readTexts(database, [record.id]);
  if (!entry) throw new Error(`vault entry ${record.id} is gone`);
  return entry.content as unknown as CustomerRecord;
}

function mustBe(version: number, looked: number | undefined, what: string): void {
  if (looked === undefined || looked === version) return;
  throw new Refused('StaleBase', `${what} is at version ${version} by now, not ${looked}: look at it again`);
}

/** Without the fields that were left out. */
function defined<T extends object>(changes: T): Partial<CustomerRecord> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
