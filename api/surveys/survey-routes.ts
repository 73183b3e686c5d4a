import { Readable } from 'node:stream';
import { z } from 'zod';
import { onceUnkept } from '../../application/cases/idempotency.ts';
import { makeInvitations } from '../../application/surveys/invitations.ts';
import { listPeople, listSurveys } from '../../application/surveys/people.ts';
import { mustKeepSurveys, mustReadSurveys } from '../../application/surveys/permissions.ts';
import { surveyIn } from '../../application/surveys/survey-in.ts';
import { type Route, route } from '../http/route.ts';
import { qrCodePng, qrCodeSvg } from '../public/qr-code.ts';
import { sendInvitationsRoutes } from './send-invitations-route.ts';
import { linkTo, SurveyView, surveyView } from './survey-view.ts';

const base = '/v1/organisations/{organisation}/surveys';
const tag = 'surveys';

export const surveyRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listSurveys',
    summary: 'The surveys of all cycles, the latest first (N-09)',
    tag,
    permission: mustReadSurveys,
    replies: { 200: { description: 'The surveys.', schema: z.object({ items: z.array(SurveyView) }) } },
    async handle(context) {
      const found = await listSurveys(context);
      return { status: 200, body: { items: found.map((survey) => surveyView(context, survey)) } };
    },
  }),
  route({
    method: 'get',
    path: `${base}/{survey}`,
    operationId: 'getSurvey',
    summary: 'One survey, with its link',
    tag,
    permission: mustReadSurveys,
    replies: { 200: { description: 'The survey.', schema: SurveyView } },
    handle: async (context) => ({ status: 200, body: surveyView(context, (await surveyIn(context)).survey) }),
  }),
  route({
    method: 'get',
    path: `${base}/{survey}/qr-code`,
    operationId: 'getSurveyQrCode',
    summary: 'The open link of a survey as a QR code to print',
    tag,
    permission: mustReadSurveys,
    query: z.object({ format: z.enum(['svg', 'png']).default('svg') }),
    replies: { 200: { description: 'The picture.' } },
    async handle(context) {
      const link = linkTo(context, (await surveyIn(context)).survey);
      if (context.query.format === 'svg') {
        return { status: 200, body: await qrCodeSvg(link), headers: { 'Content-Type': 'image/svg+xml' } };
      }
      return { status: 200, stream: Readable.from([await qrCodePng(link)]), headers: { 'Content-Type': 'image/png' } };
    },
  }),
  route({
    method: 'post',
    path: `${base}/{survey}/invitations`,
    operationId: 'inviteToSurvey',
    summary: 'Make invitations, each good for one answer; their secrets are shown this once, and kept as hashes only',
    tag,
    permission: mustKeepSurveys,
    idempotent: true,
    body: z.strictObject({ count: z.int().min(1).max(1000) }),
    examples: { example: { summary: 'Three', value: { count: 3 } } },
    replies: {
      201: {
        description: 'Made; the same request again gives the same ones.',
        schema: z.object({ items: z.array(z.object({ invitation: z.string(), link: z.string() })) }),
      },
    },
    handle: (context) =>
      onceUnkept(context, async () => {
        const { survey, secrets } = await makeInvitations(context, context.body.count);
        const link = linkTo(context, survey);
        const items = secrets.map((invitation) => ({ invitation, link: `${link}?invitation=${invitation}` }));
        return { status: 201, body: { items } };
      }),
  }),
  ...sendInvitationsRoutes(base, tag),
  route({
    method: 'get',
    path: `${base}/{survey}/people`,
    operationId: 'listSurveyPeople',
    summary: 'Who gave his name in a survey, apart from all answers; each look is recorded',
    tag,
    permission: mustKeepSurveys,
    replies: {
      200: {
        description: 'In no order that says anything about their answers.',
        schema: z.object({ items: z.array(z.record(z.string(), z.string())) }),
      },
    },
    handle: async (context) => ({ status: 200, body: { items: await listPeople(context) } }),
  }),
];
