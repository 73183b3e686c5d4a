import { z } from 'zod';
import { mustHold } from '../../application/cases/permission.ts';
import { giveToMany, mostAtOnce } from '../../application/complaints/many/bulk-run.ts';
import { numbersAsked, whichComplaints } from '../../application/complaints/many/which-complaints.ts';
import {
  answerToSend,
  approveAnswer,
  declareIncident,
  IncidentView,
  incidentOf,
  listIncidents,
  notYet,
  proposeAnswer,
  readIncident,
} from '../../application/incidents/incident.ts';
import { mustBeInDirectory } from '../../application/organisation/on-the-staff.ts';
import { text } from '../../application/text.ts';
import { instantOrSpan } from '../cases/future-instant.ts';
import { asAlone, ran, replyOf } from '../complaints/many/run-reply.ts';
import { type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}';
const tag = 'incidents';
const mayLead = mustHold('join-incident');
const incident = `${base}/incidents/{incident}`;

const asItStands = { 200: { description: 'The incident as it stands.', schema: IncidentView } };

export const incidentRoutes: Route[] = [
  route({
    method: 'post',
    path: `${base}/incidents`,
    operationId: 'declareIncident',
    summary: 'Declare an incident: one cause of many complaints',
    tag,
    permission: mayLead,
    idempotent: true,
    body: z.strictObject({
      title: z.string().trim().min(1).max(200),
      cause: text,
      about: z.array(z.string().min(1).max(100)).max(10).default([]).meta({
        description: 'Staff ids of those whom it concerns: they do not see it (F-10).',
      }),
    }),
    examples: {
      example: {
        summary: 'An application that is down',
        value: { title: 'تعطل التطبيق', cause: 'توقفت خدمة الدخول إلى التطبيق منذ الصباح.' },
      },
    },
    replies: { 201: { description: 'It is declared.', schema: IncidentView } },
    async handle(context) {
      await mustBeInDirectory(context, 'about', context.body.about);
      const body = await declareIncident(context);
      const headers = { Location: `/v1/organisations/${context.pack.id}/incidents/${body.incident}` };
      return { status: 201, headers, body };
    },
  }),
  route({
    method: 'get',
    path: `${base}/incidents`,
    operationId: 'listIncidents',
    summary: 'The newest incidents, with how many complaints each holds that the reader may see',
    tag,
    permission: mayLead,
    replies: { 200: { description: 'The newest first.', schema: z.object({ items: z.array(IncidentView) }) } },
    handle: async (context) => ({ status: 200, body: { items: await listIncidents(context) } }),
  }),
  route({
    method: 'get',
    path: incident,
    operationId: 'getIncident',
    summary: 'An incident, and how its complaints stand that the reader may see',
    tag,
    permission: mayLead,
    replies: asItStands,
    handle: async (context) => ({ status: 200, body: await readIncident(context) }),
  }),
  route({
    method: 'post',
    path: `${incident}/complaints`,
    operationId: 'joinComplaintsToIncident',
    summary: 'Join complaints to it, by their numbers or by what they have in common; each keeps its own clocks',
    tag,
    permission: mayLead,
    idempotent: true,
    body: z.strictObject(whichComplaints(mostAtOnce)),
    examples: { example: { summary: 'By number', value: { numbers: ['{prefix}-C-7K3M9-Q2X8TW'] } } },
    replies: ran,
    async handle(context) {
      const { number } = await incidentOf(context, context.ids.incident ?? '');
      const run = await giveToMany(context, {
        ...{ command: 'join-incident', incident: number },
        numbers: () => numbersAsked(context, context.body),
        toBody: async () => ({ incident: number }),
      });
      return replyOf(context, run);
    },
  }),
  route({
    method: 'post',
    path: `${incident}/tell`,
    operationId: 'tellOfIncident',
    summary: 'Tell each customer once that we know of it, and when they hear more (F-15)',
    tag,
    permission: mayLead,
    idempotent: true,
    body: z.strictObject({
      text,
      steps: z.array(z.string().trim().min(1).max(1000)).min(1).max(20),
      expectedBy: instantOrSpan.meta({ description: 'When they hear more; not after the answer to one is due.' }),
      again: z.boolean().default(false).meta({ description: 'True: those as well who have been told before.' }),
    }),
    examples: {
      example: {
        summary: 'We know',
        value: { text: 'نعلم بالمشكلة ونعمل على حلها.', steps: ['إصلاح العطل'], expectedBy: 'PT5S' },
      },
    },
    replies: ran,
    async handle(context) {
      const found = await incidentOf(context, context.ids.incident ?? '');
      const { again, ...news } = context.body;
      const run = await giveToMany(context, {
        ...{ command: 'interim', incident: found.number },
        numbers: (run) => notYet(context, found, { run, command: 'interim', again }),
        toBody: asAlone(context, 'interim', news),
      });
      return replyOf(context, run);
    },
  }),
  route({
    method: 'post',
    path: `${incident}/answer`,
    operationId: 'answerIncident',
    summary: 'Set the one answer to all its complaints; nobody gets it yet',
    tag,
    permission: mayLead,
    idempotent: true,
    body: z.strictObject({ text, solved: z.boolean().default(true) }),
    examples: { example: { summary: 'Solved', value: { text: 'أُصلح العطل، وعاد التطبيق إلى العمل. نعتذر عمّا حدث.' } } },
    replies: asItStands,
    handle: async (context) => ({ status: 200, body: await proposeAnswer(context) }),
  }),
  route({
    method: 'post',
    path: `${incident}/approve-answer`,
    operationId: 'approveAnswerOfIncident',
    summary:
      'Approve its answer, by the digest of what was seen; somebody else than its author, if the policy asks for it',
    tag,
    permission: mayLead,
    idempotent: true,
    ifMatch: 'required',
    body: z.strictObject({}),
    examples: { example: { summary: 'The answer as it was read', value: {} } },
    replies: asItStands,
    handle: async (context) => ({ status: 200, body: await approveAnswer(context) }),
  }),
  route({
    method: 'post',
    path: `${incident}/send-answer`,
    operationId: 'sendAnswerOfIncident',
    summary: 'Answer each complaint with it that has not been answered with it yet; what cannot be answered is listed',
    tag,
    permission: mayLead,
    idempotent: true,
    body: z.strictObject({}),
    examples: { example: { summary: 'To all who wait', value: {} } },
    replies: ran,
    async handle(context) {
      const { incident: found, ...answer } = await answerToSend(context);
      const run = await giveToMany(context, {
        ...{ command: 'answer', incident: found.number },
        numbers: (run) => notYet(context, found, { run, command: 'answer' }),
        toBody: asAlone(context, 'answer', answer),
      });
      return replyOf(context, run);
    },
  }),
];
