import { z } from 'zod';
import { AccessQuery, accessQuestion, mustSeeAccesses } from '../../application/audit/questions/accesses.ts';
import { listedRoute } from './listed-route.ts';

const Access = z
  .object({
    at: z.iso.datetime(),
    number: z.string().meta({
      description: 'Of the case or the customer; `cases`, `customers` or `register` if a list was looked at.',
    }),
    what: z.string().meta({ description: 'As `words`, `attachments`, `names of customers in a list`.' }),
    by: z.string().meta({ description: 'Staff id.' }),
    standingInFor: z.string().nullable().meta({ description: 'The absent person in whose right they looked.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Access' });

export const accessRoute = listedRoute({
  path: '/accesses',
  operationId: 'auditAccesses',
  summary:
    'Who looked at words, attachments, customers, lists and the register, when and why: by person, object, time (F-10)',
  description: 'Looks at cases that the reader may not know of are left out.',
  permission: mustSeeAccesses,
  query: AccessQuery,
  question: accessQuestion,
  schema: Access,
  file: 'accesses',
  columns: [
    { title: { ar: 'الوقت', en: 'Instant' }, cell: ({ at }) => at },
    { title: { ar: 'الرقم', en: 'Number' }, cell: ({ number }) => number },
    { title: { ar: 'ما اطُّلع عليه', en: 'What was looked at' }, cell: ({ what }) => what },
    { title: { ar: 'المطَّلع', en: 'By' }, cell: ({ by }) => by },
    { title: { ar: 'نيابة عن', en: 'Standing in for' }, cell: ({ standingInFor }) => standingInFor },
    { title: { ar: 'السبب', en: 'Reason' }, cell: ({ reason }) => reason },
  ],
});
