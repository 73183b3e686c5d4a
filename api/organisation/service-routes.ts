/** Routes of service accounts: proposed by one, confirmed by another, with keys that are shown once (decision 33). */
import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { askedBy, changePerson, mustBeThere } from '../../application/organisation/change-staff.ts';
import { mustOversee } from '../../application/organisation/directory.ts';
import {
  listServices,
  makeServiceKey,
  proposeService,
  serviceOf,
} from '../../application/organisation/service-accounts.ts';
import { invalid } from '../../application/refused.ts';
import { serviceConfirmed } from '../../application/staff/service-accounts.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { isForServices } from '../http/for-services.ts';
import { type Route, route } from '../http/route.ts';
import { noteSecurity } from '../http/security-log.ts';

const base = '/v1/organisations/{organisation}/services';
const names = z.array(z.string().min(1).max(100)).max(50);
const place = { roles: names, groups: names, departments: names };
const scopes = z.array(z.string().min(1).max(100)).min(1).max(100);

const Service = z
  .object({
    staffId: z.string(),
    name: wordingSchema,
    status: z.enum(['invited', 'active', 'away', 'off', 'left']),
    ...place,
    scopes: z.array(z.string()).meta({ description: 'The operations that it may use.' }),
    keys: z.array(z.object({ id: z.string(), madeAt: z.iso.datetime(), until: z.iso.datetime().nullable() })),
    proposed: z
      .object({ ...place, scopes: z.array(z.string()), proposedBy: z.string() })
      .nullable()
      .meta({ description: 'It gives nothing until a second person has confirmed it.' }),
  })
  .meta({ id: 'ServiceAccount' });

const Wanted = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{2,40}$/, 'must be 2 to 40 small letters, digits and hyphens'),
  title: z.strictObject({ ar: z.string().trim().min(1).max(200), en: z.string().trim().min(1).max(200) }),
  roles: names.min(1),
  groups: names,
  departments: names,
  scopes: scopes.meta({ description: 'operationIds of this document: reading, and what brings something in.' }),
});

/** @param routes every operation, asked for once all of them are there */
export function serviceRoutes(routes: () => readonly Route[]): Route[] {
  const mustBeScopes = (given: string[]) => {
    const wrong = given.find((name) => !routes().some((one) => one.operationId === name && isForServices(one)));
    if (wrong !== undefined) throw invalid('scopes', `${wrong} is no operation that a service account may use`);
  };
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listServices',
      summary: 'Service accounts of other systems: what each may do, and its keys',
      tag: 'staff',
      permission: mustOversee,
      replies: { 200: { description: 'All of them.', schema: z.object({ items: z.array(Service) }) } },
      handle: async (context) => ({ status: 200, body: { items: await listServices(context) } }),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'proposeService',
      summary: 'Propose a service account, or another list and place for one: it gives nothing yet',
      tag: 'staff',
      permission: 'signed-in',
      idempotent: true,
      body: Wanted,
      examples: {
        example: {
          summary: 'A website that opens complaints',
          value: {
            name: 'website',
            title: { ar: 'الموقع الإلكتروني (مثال)', en: 'The website (example)' },
            ...{ roles: ['agent'], groups: [], departments: [], scopes: ['openComplaint'] },
          },
        },
      },
      replies: { 201: { description: 'Proposed; a second person confirms it.', schema: Service } },
      handle: (context) => {
        mustBeScopes(context.body.scopes);
        return once(context, async () => ({ status: 201, body: await proposeService(context, context.body) }));
      },
    }),
    route({
      method: 'post',
      path: `${base}/{staffId}/confirm`,
      operationId: 'confirmService',
      summary: 'Confirm what was proposed, as the second of two people',
      tag: 'staff',
      permission: mustBeThere,
      idempotent: true,
      body: z.strictObject({}),
      examples: { example: { summary: 'Confirm it', value: {} } },
      replies: { 200: { description: 'The account is there from now on; it needs a key.', schema: Service } },
      handle: (context) =>
        once(context, async () => {
          const person = await changePerson(context, (found, staff, id) =>
            serviceConfirmed(askedBy(context, found, staff, id)),
          );
          return { status: 200, body: serviceOf(person, context.receivedAt) };
        }),
    }),
    route({
      method: 'post',
      path: `${base}/{staffId}/keys`,
      operationId: 'makeServiceKey',
      summary: 'Another key, shown this once; those before it stay good for the overlap',
      tag: 'staff',
      permission: mustBeThere,
      body: z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) }),
      replies: {
        201: {
          description: 'Give it to the other system by POST /v1/service-token.',
          schema: z.object({ key: z.string(), overlapUntil: z.iso.datetime() }),
        },
      },
      async handle(context) {
        const made = await makeServiceKey(context, context.body.overlapHours);
        noteSecurity(context.dependencies, context.request, 201);
        return { status: 201, body: made };
      },
    }),
  ];
}
