/** What auditors ask about all cases of the organisation. They read, and change nothing. */
import { z } from 'zod';
import { ApprovalQuery, approvalQuestion } from '../../application/audit/questions/approvals.ts';
import { breachQuestion } from '../../application/audit/questions/breaches.ts';
import { PeriodQuery } from '../../application/audit/questions/listed.ts';
import { RefusalQuery, refusalQuestion } from '../../application/audit/questions/refusals.ts';
import type { Route } from '../http/route.ts';
import { accessRoute } from './access-route.ts';
import { countedRoutes } from './counted-routes.ts';
import { listedRoute } from './listed-route.ts';

const instant = z.iso.datetime();
const event = z.int().meta({ description: 'Its sequence in the timeline of the case.' });
const kind = z.string().nullable();
const hidden = 'What is about cases that the reader may not know of is left out.';

const titles = {
  at: { ar: 'الوقت', en: 'Instant' },
  number: { ar: 'رقم الحالة', en: 'Case' },
  kind: { ar: 'نوع الحالة', en: 'Kind' },
  by: { ar: 'بواسطة', en: 'By' },
  event: { ar: 'رقم الحدث', en: 'Event' },
};

export const questionRoutes: Route[] = [
  accessRoute,
  listedRoute({
    path: '/audit/breaches',
    operationId: 'auditBreaches',
    summary: 'Every deadline that was missed in a period: by which clause, when it was due, and where its proof is',
    description: hidden,
    query: PeriodQuery,
    question: breachQuestion,
    file: 'breaches',
    schema: z.object({
      at: instant,
      number: z.string(),
      kind,
      category: z.string().nullable(),
      owner: z.string().nullable().meta({ description: 'Who has the case now.' }),
      clock: z.string(),
      source: z.string().nullable().meta({ description: 'The clause of the clock.' }),
      dueAt: instant,
      recordedAt: instant.meta({ description: 'When the case wrote it down.' }),
      stoppedAt: instant.nullable().meta({ description: 'When it was done all the same.' }),
      event,
      proof: z.string().meta({ description: 'Address of the proof of the due instant.' }),
    }),
    columns: [
      { title: titles.at, cell: ({ at }) => at },
      { title: titles.number, cell: ({ number }) => number },
      { title: titles.kind, cell: (one) => one.kind },
      { title: { ar: 'التصنيف', en: 'Category' }, cell: ({ category }) => category },
      { title: { ar: 'المسؤول عن الحالة', en: 'Owner' }, cell: ({ owner }) => owner },
      { title: { ar: 'المهلة', en: 'Clock' }, cell: ({ clock }) => clock },
      { title: { ar: 'البند', en: 'Clause' }, cell: ({ source }) => source },
      { title: { ar: 'موعد الاستحقاق', en: 'Due' }, cell: ({ dueAt }) => dueAt },
      { title: { ar: 'وقت التدوين', en: 'Written down' }, cell: ({ recordedAt }) => recordedAt },
      { title: { ar: 'أُنجز في', en: 'Done' }, cell: ({ stoppedAt }) => stoppedAt },
      { title: titles.event, cell: (one) => one.event, isNumber: true },
      { title: { ar: 'الإثبات', en: 'Proof' }, cell: ({ proof }) => proof },
    ],
  }),
  listedRoute({
    path: '/audit/approvals',
    operationId: 'auditApprovals',
    summary: 'Who approved, decided or turned down what, and in whose place',
    description: hidden,
    query: ApprovalQuery,
    question: approvalQuestion,
    file: 'approvals',
    schema: z.object({
      at: instant,
      number: z.string(),
      kind,
      fact: z.string().meta({ description: 'As `approvalGiven`, `approved`, `rejected`.' }),
      by: z.string().meta({ description: 'Staff id.' }),
      standingInFor: z.string().nullable().meta({ description: 'The absent person in whose right it was done.' }),
      roles: z.array(z.string()),
      subject: z.string().nullable().meta({ description: 'Digest of what was decided on.' }),
      event,
    }),
    columns: [
      { title: titles.at, cell: ({ at }) => at },
      { title: titles.number, cell: ({ number }) => number },
      { title: titles.kind, cell: (one) => one.kind },
      { title: { ar: 'الإجراء', en: 'What was done' }, cell: ({ fact }) => fact },
      { title: titles.by, cell: ({ by }) => by },
      { title: { ar: 'نيابة عن', en: 'Standing in for' }, cell: ({ standingInFor }) => standingInFor },
      { title: { ar: 'الأدوار', en: 'Roles' }, cell: ({ roles }) => roles.join(' ') },
      { title: { ar: 'بصمة ما عُرض', en: 'Digest of the subject' }, cell: ({ subject }) => subject },
      { title: titles.event, cell: (one) => one.event, isNumber: true },
    ],
  }),
  listedRoute({
    path: '/audit/refusals',
    operationId: 'auditRefusals',
    summary: 'The commands that cases have refused: to whom, which, and why',
    description: `${hidden} What was refused while nobody waited stands in the timeline as \`commandRefused\`.`,
    query: RefusalQuery,
    question: refusalQuestion,
    file: 'refusals',
    schema: z.object({
      at: instant,
      number: z.string(),
      kind,
      command: z.string(),
      by: z.string().meta({ description: 'Staff id.' }),
      refusal: z.string().meta({ description: 'Name of the refusal, as `SamePerson`.' }),
    }),
    columns: [
      { title: titles.at, cell: ({ at }) => at },
      { title: titles.number, cell: ({ number }) => number },
      { title: titles.kind, cell: (one) => one.kind },
      { title: { ar: 'الإجراء المطلوب', en: 'Command' }, cell: ({ command }) => command },
      { title: titles.by, cell: ({ by }) => by },
      { title: { ar: 'سبب الرفض', en: 'Refusal' }, cell: ({ refusal }) => refusal },
    ],
  }),
  ...countedRoutes,
];
