/** What was given to people and taken from them, and by whom: for those who review it afterwards. */

import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { askedBy, changePerson } from '../../application/organisation/change-staff.ts';
import { mustReview, rightsChanges } from '../../application/organisation/directory.ts';
import { memberOf } from '../../application/staff/member.ts';
import { reviewed } from '../../application/staff/reviewing.ts';
import { wholeNumber } from '../../application/whole-number.ts';
import { type Route, route } from '../http/route.ts';
import { Fact, Member } from './staff-schema.ts';

const base = '/v1/organisations/{organisation}/staff';

const Review = z.object({ by: z.string(), at: z.iso.datetime(), verdict: z.string(), note: z.string() });
const Change = z.object({ staffId: z.string(), fact: Fact, review: Review.nullable() });
const Verdict = z.strictObject({
  verdict: z.enum(['in-order', 'objected']),
  note: z.string().trim().min(3).max(1000),
});

export const reviewRoutes: Route[] = [
  route({
    method: 'get',
    path: `${base}-changes`,
    operationId: 'listStaffChanges',
    summary:
      'Every right that was given or taken, newest first: to whom, by whom, and whether somebody has reviewed it',
    tag: 'staff',
    permission: mustReview,
    query: z.object({
      reviewed: z.enum(['true', 'false']).optional(),
      limit: wholeNumber(z.coerce.number().int().min(1).max(500).default(200)),
    }),
    replies: { 200: { description: 'What was given and taken.', schema: z.object({ items: z.array(Change) }) } },
    async handle(context) {
      const { reviewed: wanted, limit } = context.query;
      const all = await rightsChanges(context, wanted === undefined ? undefined : wanted === 'true');
      return { status: 200, body: { items: all.slice(0, limit) } };
    },
  }),
  route({
    method: 'post',
    path: `${base}/{staffId}/facts/{fact}/review`,
    operationId: 'reviewStaffChange',
    summary: 'Say whether what was given or taken was in order, as somebody who had no part in it',
    tag: 'staff',
    permission: mustReview,
    idempotent: true,
    body: Verdict,
    examples: {
      'in-order': { summary: 'In order', value: { verdict: 'in-order', note: 'طلب مكتوب من مديره (مثال).' } },
    },
    replies: { 200: { description: 'Reviewed.', schema: Member } },
    handle: (context) =>
      once(context, async () => {
        const { body, ids, receivedAt } = context;
        const person = await changePerson(context, (found, staff, id) =>
          reviewed(askedBy(context, found, staff, id), String(ids.fact), body),
        );
        return { status: 200, body: memberOf(person, receivedAt) };
      }),
  }),
];
