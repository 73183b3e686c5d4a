import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import {
  editProgramme,
  listProgrammes,
  mustManage,
  newProgramme,
  readProgramme,
} from '../../application/programmes/keep-programme.ts';
import { mustReadCustomers } from '../../application/registry/readers.ts';
import { type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}/programmes';
const tag = 'programmes';
const words = z.string().trim().min(1).max(200);

const Fields = z.strictObject({
  name: z.strictObject({ ar: words, en: words }),
  centre: words.meta({ description: 'The centre that runs it.' }),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable().default(null),
  fundingNeeded: z.string().max(20).nullable().default(null).meta({ description: 'Decimal text, such as "25000.00".' }),
});
const Programme = Fields.extend({ code: z.string(), changedBy: z.string(), changedAt: z.string() }).meta({
  id: 'Programme',
});

const example = {
  name: { ar: 'نادي الحي (مثال)', en: 'Neighbourhood club (example)' },
  centre: 'مركز مثال',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  fundingNeeded: '25000.00',
};

/** Programmes are plain records: managers write them, and readers of the registry read them. */
export const programmeRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listProgrammes',
    summary: 'The programmes that donors may fund (N-22)',
    tag,
    permission: mustReadCustomers,
    replies: { 200: { description: 'By their codes.', schema: z.object({ items: z.array(Programme) }) } },
    handle: async (context) => ({ status: 200, body: { items: await listProgrammes(context) } }),
  }),
  route({
    method: 'get',
    path: `${base}/{code}`,
    operationId: 'getProgramme',
    summary: 'One programme',
    tag,
    permission: mustReadCustomers,
    replies: { 200: { description: 'The programme.', schema: Programme } },
    handle: async (context) => ({ status: 200, body: await readProgramme(context) }),
  }),
  route({
    method: 'post',
    path: base,
    operationId: 'addProgramme',
    summary: 'Add a programme under a code of its own',
    tag,
    permission: mustManage,
    idempotent: true,
    body: Fields.extend({
      code: z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Lower-case words and hyphens')
        .max(60),
    }),
    examples: { example: { summary: 'A programme of one year', value: { code: 'reading-club', ...example } } },
    replies: { 201: { description: 'Added.', schema: Programme } },
    handle: (context) =>
      once(context, async () => {
        const { code, ...fields } = context.body;
        return { status: 201, body: await newProgramme(context, code, fields) };
      }),
  }),
  route({
    method: 'post',
    path: `${base}/{code}/change`,
    operationId: 'changeProgramme',
    summary: 'Change a programme; its code stays',
    tag,
    permission: mustManage,
    idempotent: true,
    body: Fields,
    examples: { example: { summary: 'More funding is needed', value: { ...example, fundingNeeded: '30000.00' } } },
    replies: { 200: { description: 'Changed.', schema: Programme } },
    handle: (context) =>
      once(context, async () => ({
        status: 200,
        body: await editProgramme(context, context.ids.code ?? '', context.body),
      })),
  }),
];
