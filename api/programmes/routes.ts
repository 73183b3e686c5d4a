import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { currencyOf } from '../../application/programmes/currency.ts';
import { invalid, notFound, Refused } from '../../application/refused.ts';
import { mustReadCustomers } from '../../application/registry/readers.ts';
import {
  addProgramme,
  changeProgramme,
  findProgramme,
  type ProgrammeDocument,
  programmesOf,
} from '../../db/programmes.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { amountText } from '../../domain/money.ts';
import { type Context, type Route, route } from '../http/route.ts';

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

/** Programmes are plain records: managers write them, whoever reads the registry reads them. */
export const programmeRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listProgrammes',
    summary: 'The programmes that donors may fund (N-22)',
    tag,
    permission: mustReadCustomers,
    replies: { 200: { description: 'By their codes.', schema: z.object({ items: z.array(Programme) }) } },
    async handle({ dependencies, pack }) {
      return { status: 200, body: { items: (await programmesOf(dependencies.database, pack.id)).map(viewOf) } };
    },
  }),
  route({
    method: 'get',
    path: `${base}/{code}`,
    operationId: 'getProgramme',
    summary: 'One programme',
    tag,
    permission: mustReadCustomers,
    replies: { 200: { description: 'The programme.', schema: Programme } },
    handle: async (context) => ({ status: 200, body: viewOf(await programmeIn(context)) }),
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
        const programme = programmeOf(context, code, fields);
        if (!(await addProgramme(context.dependencies.database, programme))) {
          const there = await findProgramme(context.dependencies.database, context.pack.id, code);
          // A request that broke off after it had written is repeated, and finds what it wrote.
          if (!there || !isSame(viewOf(there), viewOf(programme))) {
            throw new Refused('ProgrammeStands', `There is a programme ${code} already: change that one.`);
          }
        }
        return { status: 201, body: viewOf(programme) };
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
      once(context, async () => {
        const programme = programmeOf(context, String(context.request.params.code), context.body);
        if (!(await changeProgramme(context.dependencies.database, programme))) throw notFound();
        return { status: 200, body: viewOf(programme) };
      }),
  }),
];

/** Managers keep programmes and contributions. */
export function mustManage({ principal, pack }: Pick<Context, 'principal' | 'pack'>): void {
  if (principal.actor.roles.some((role) => pack.roles[role]?.as === 'manager')) return;
  throw new Refused('Forbidden', 'Programmes and contributions are kept by a manager.');
}

function programmeOf(
  { pack, principal, receivedAt }: Context,
  code: string,
  fields: z.infer<typeof Fields>,
): Omit<ProgrammeDocument, '_id'> {
  const { fundingNeeded, startsOn, endsOn } = fields;
  if (endsOn !== null && endsOn < startsOn) throw invalid('endsOn', 'is before `startsOn`');
  const needed = fundingNeeded === null ? null : amountText(fundingNeeded, currencyOf(pack));
  if (fundingNeeded !== null && needed === null) throw invalid('fundingNeeded', 'is no amount of money above zero');
  const changed = { changedBy: principal.actor.id, changedAt: receivedAt };
  return { organisation: pack.id, code, ...fields, fundingNeeded: needed, ...changed };
}

function isSame(one: z.infer<typeof Programme>, other: z.infer<typeof Programme>): boolean {
  return canonicalJson({ ...one, changedAt: '' }) === canonicalJson({ ...other, changedAt: '' });
}

async function programmeIn({ dependencies, pack, request }: Context): Promise<ProgrammeDocument> {
  const found = await findProgramme(dependencies.database, pack.id, String(request.params.code));
  if (!found) throw notFound();
  return found;
}

function viewOf({
  code,
  name,
  centre,
  startsOn,
  endsOn,
  fundingNeeded,
  changedBy,
  changedAt,
}: Omit<ProgrammeDocument, '_id'>) {
  return { code, name, centre, startsOn, endsOn, fundingNeeded, changedBy, changedAt };
}
