import { z } from 'zod';
import { changedUntil } from '../../application/changed-since.ts';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { CustomerListQuery, listCustomers } from '../../application/registry/list-customers.ts';
import {
  complaintsOfCustomer,
  customerFields,
  customerVersions,
  readCustomer,
} from '../../application/registry/read-customer.ts';
import { mustReadCustomers } from '../../application/registry/readers.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type Route, route } from '../http/route.ts';
import { CustomerItem, CustomerVersion, CustomerView } from './customer-view.ts';

const base = '/v1/organisations/{organisation}/customers';
const tag = 'customers';
const Reason = z.object({ reason: reasonOfLook });
const Own = z.object({
  version: z.int(),
  fields: z.array(
    z.object({
      name: z.string(),
      title: wordingSchema,
      required: z.boolean(),
      choices: z.array(z.object({ code: z.string(), title: wordingSchema })).nullable(),
    }),
  ),
});
const LinkedComplaint = z.object({
  number: z.string(),
  category: z.string(),
  status: z.string(),
  openedAt: z.string(),
});

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
    handle: async (context) => ({ status: 200, body: await listCustomers(context) }),
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
    handle: async (context) => ({ status: 200, body: await readCustomer(context) }),
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
    handle: async (context) => ({ status: 200, body: await customerVersions(context) }),
  }),
  route({
    method: 'get',
    path: `${base}/{number}/complaints`,
    operationId: 'listCustomerComplaints',
    summary:
      'Complaints that name this customer’s telephone number or e-mail address, as far as the reader may know of them; the look is recorded',
    tag,
    permission: mustReadCustomers,
    query: Reason,
    replies: {
      200: { description: 'The newest first.', schema: z.object({ items: z.array(LinkedComplaint) }) },
    },
    handle: async (context) => ({ status: 200, body: { items: await complaintsOfCustomer(context) } }),
  }),
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/customer-fields',
    operationId: 'getCustomerFields',
    summary: 'The fields that the organisation has added to its customers’ records, and their version (F-04)',
    tag,
    permission: mustReadCustomers,
    replies: { 200: { description: 'The fields.', schema: Own } },
    handle: async (context) => ({ status: 200, body: await customerFields(context) }),
  }),
];
