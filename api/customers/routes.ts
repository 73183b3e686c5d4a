import { z } from 'zod';
import { forRights, lookUpCase } from '../../application/cases/find-case.ts';
import { changedUntil } from '../../application/changed-since.ts';
import { notFound } from '../../application/refused.ts';
import { CustomerListQuery, listCustomers } from '../../application/registry/list-customers.ts';
import { lookAtCustomers, mustReadCustomers, recordFor } from '../../application/registry/readers.ts';
import { versionChainHolds, versionsUpTo } from '../../db/customer-versions.ts';
import { findCustomer, findCustomers, numbersOf, survivorOf } from '../../db/customers.ts';
import { complaintsOfPersons } from '../../db/fingerprints.ts';
import { ownFieldsOf } from '../../db/own-fields.ts';
import { readWords, wordsDigest } from '../../db/vault.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { mayRead } from '../../domain/rights.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { CustomerItem, CustomerVersion, CustomerView, customerVersion } from './customer-view.ts';

const base = '/v1/organisations/{organisation}/customers';
const tag = 'customers';
const Reason = z.object({
  reason: z.string().min(3).max(500).optional().meta({ description: 'Why an auditor looks at the record.' }),
});
const Own = z.object({
  version: z.int(),
  fields: z.array(
    z.object({
      name: z.string(),
      title: z.object({ ar: z.string(), en: z.string() }),
      required: z.boolean(),
      choices: z.array(z.object({ code: z.string(), title: z.object({ ar: z.string(), en: z.string() }) })).nullable(),
    }),
  ),
});
const LinkedComplaint = z.object({
  number: z.string(),
  category: z.string(),
  status: z.string(),
  openedAt: z.string(),
});

const numberIn = ({ request }: Context): string => String(request.params.number);

/** Reading the registry. No route writes a customer: a record change does, once it is approved. */
export const customerRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'searchCustomers',
    summary: 'Customers by number, name, telephone number or e-mail address, by class and status',
    tag,
    permission: mustReadCustomers,
    query: CustomerListQuery,
    replies: {
      200: {
        description: 'A page, in the order of the numbers or of the changes.',
        schema: z.object({ items: z.array(CustomerItem), nextCursor: z.string().nullable(), changedUntil }),
      },
    },
    async handle(context) {
      await lookAtCustomers({ ...context, query: {} }, 'customers', 'names of customers in a list');
      return { status: 200, body: await listCustomers(context) };
    },
  }),
  route({
    method: 'get',
    path: `${base}/{number}`,
    operationId: 'getCustomer',
    summary: 'A customer’s record as it stands; the number of a merged one leads to the one who goes on',
    tag,
    permission: mustReadCustomers,
    query: Reason,
    replies: { 200: { description: 'The record.', schema: CustomerView } },
    async handle(context) {
      const { dependencies, pack, principal } = context;
      const asked = numberIn(context);
      const found = await survivorOf(dependencies.database, pack.id, asked);
      if (!found) throw notFound();
      await lookAtCustomers(context, found.number, 'the record of the customer');
      const [entry] = await readWords(dependencies.database, [found.record.id]);
      if (!entry) throw new Error(`the record of ${found.number} is not in the vault`);
      const { organisation, number, version, status, enteredAt, change } = found;
      const record = recordFor(pack, principal.actor, entry.content as unknown as CustomerRecord);
      const mergedFrom = asked === number ? null : asked;
      const recordDigest = found.record.digest;
      const body = { organisation, number, version, status, mergedFrom, record, recordDigest, enteredAt, change };
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: `${base}/{number}/versions`,
    operationId: 'getCustomerVersions',
    summary: 'Every version of a customer’s record: who entered it, when, by which change, and whether the chain holds',
    tag,
    permission: mustReadCustomers,
    replies: {
      200: {
        description: 'Oldest first. `chainHolds`: none is missing, and no version or record was changed afterwards.',
        schema: z.object({ items: z.array(CustomerVersion), chainHolds: z.boolean() }),
      },
    },
    async handle(context) {
      const { database } = context.dependencies;
      const found = await findCustomer(database, context.pack.id, numberIn(context));
      if (!found) throw notFound();
      const versions = await versionsUpTo(database, found);
      const references = versions.map(({ record }) => record);
      const entries = await readWords(
        database,
        references.map(({ id }) => id),
      );
      const kept = new Map(entries.map(({ _id, nonce, content }) => [_id, wordsDigest(nonce, content)]));
      const recordsHold = references.every(({ id, digest }) => kept.get(id) === digest);
      const isWhole = versions.length === found.version && versions.at(-1)?.digest === found.digest;
      const chainHolds = isWhole && versionChainHolds(versions) && recordsHold;
      return { status: 200, body: { items: versions.map(customerVersion), chainHolds } };
    },
  }),
  route({
    method: 'get',
    path: `${base}/{number}/complaints`,
    operationId: 'listCustomerComplaints',
    summary:
      'Complaints that name this customer’s telephone number or e-mail address, as far as the reader may know of them',
    tag,
    permission: mustReadCustomers,
    replies: {
      200: { description: 'The newest first.', schema: z.object({ items: z.array(LinkedComplaint) }) },
    },
    async handle(context) {
      const { dependencies, pack, principal } = context;
      const found = await survivorOf(dependencies.database, pack.id, numberIn(context));
      if (!found) throw notFound();
      // Complaints know the contacts of whoever complained, which may be those of a record merged since.
      const numbers = await numbersOf(dependencies.database, pack.id, found.number);
      const customers = await findCustomers(dependencies.database, pack.id, numbers);
      const identities = [...new Set(customers.flatMap((one) => one.identities))];
      const items: z.infer<typeof LinkedComplaint>[] = [];
      for (const number of await complaintsOfPersons(dependencies.database, pack.id, identities)) {
        const complaint = await lookUpCase(dependencies, pack.id, number);
        if (!complaint || !mayRead(principal.actor, forRights(dependencies.packs, complaint))) continue;
        const { category, status, openedAt } = complaint.view;
        items.push({ number, category, status, openedAt });
      }
      return { status: 200, body: { items } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/customer-fields',
    operationId: 'getCustomerFields',
    summary: 'The fields that the organisation has added to its customers’ records, and their version (F-04)',
    tag,
    permission: mustReadCustomers,
    replies: { 200: { description: 'The fields.', schema: Own } },
    async handle({ dependencies, pack }) {
      const { version, fields } = await ownFieldsOf(dependencies.database, pack.id);
      return { status: 200, body: { version, fields } };
    },
  }),
];
