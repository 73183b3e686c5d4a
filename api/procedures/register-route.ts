import { z } from 'zod';
import { mustReadRegister, readRegister } from '../../application/procedures/register.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type Route, route } from '../http/route.ts';

const Item = z.object({
  code: z.string(),
  number: z.string().meta({ description: 'The occurrence in which it was chosen.' }),
  status: z.string(),
  fields: z
    .array(z.object({ step: z.string(), field: z.string(), title: wordingSchema, value: z.string() }))
    .meta({ description: 'What was filled in for it, such as the days on which its contract begins and ends.' }),
  measured: z
    .object({
      number: z.string(),
      at: z.iso.datetime(),
      standards: z.array(
        z.object({
          standard: z.string(),
          title: wordingSchema,
          target: z.number(),
          value: z.number(),
          isMet: z.boolean(),
        }),
      ),
    })
    .nullable()
    .meta({ description: 'How it was measured last; null before the first time.' }),
});

/** What a procedure chose: vendors with their contracts, and the standards by which they were measured last (F-13). */
export const registerRoute: Route = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/procedure-registers/{procedure}',
  operationId: 'readProcedureRegister',
  summary:
    'The register of what a procedure chose, such as vendors: contract, clauses, and the standards as measured last (F-13)',
  tag: 'procedures',
  permission: mustReadRegister,
  replies: { 200: { description: 'The newest first.', schema: z.object({ items: z.array(Item) }) } },
  handle: async (context) => ({ status: 200, body: { items: await readRegister(context) } }),
});
