import { z } from 'zod';
import { Refused } from '../../../application/refused.ts';
import { confirmRegistration, register, registrationIn } from '../../../application/registration/register.ts';
import { RegistrationBody } from '../../../application/registration/registration-body.ts';
import { standingOf } from '../../../application/registration/standing.ts';
import { asciiDigits } from '../../../domain/written-text.ts';
import { statusOf } from '../../http/problem.ts';
import { LanguageQuery } from '../../http/reader-language.ts';
import { type Route, route } from '../../http/route.ts';
import { wantsPage } from '../page-frame.ts';
import { askedRoutes } from './asked-routes.ts';
import { fromForm } from './from-form.ts';
import { base, formReply, registrationReply } from './replies.ts';

const RegistrationView = z
  .object({
    registration: z.string(),
    state: z.enum(['waiting', 'expired', 'registered']),
    number: z
      .string()
      .nullable()
      .meta({ description: 'Of the form that is reviewed, once the mobile number is proven.' }),
    expiresAt: z.iso.datetime(),
    triesLeft: z.int(),
  })
  .meta({ id: 'RegistrationView' });

/** Customers register themselves: link and QR code, form, proof of the mobile number (B-04). */
export const registrationRoutes: Route[] = [
  ...askedRoutes,
  route({
    method: 'post',
    path: `${base}/registrations`,
    operationId: 'register',
    summary: 'Register oneself: a code is sent to the mobile number, which proves it (B-04)',
    tag: 'public',
    permission: 'anybody',
    idempotent: true,
    body: RegistrationBody,
    fromForm,
    examples: {
      beneficiary: {
        summary: 'Somebody registers as a beneficiary (made up)',
        value: { name: 'مستفيد تجريبي (مثال)', mobile: '0500000001', consents: ['surveys'] },
      },
    },
    replies: {
      201: { description: 'It waits for the code.', schema: RegistrationView },
      303: { description: 'The same for a browser: the page that asks for the code.' },
    },
    async handle(context) {
      try {
        const registration = await register(context);
        const Location = `${context.request.path}/${registration.id}`;
        if (wantsPage(context)) return { status: 303, headers: { Location } };
        return { status: 201, headers: { Location }, body: standingOf(registration, context.receivedAt) };
      } catch (error) {
        if (!wantsPage(context) || !(error instanceof Refused) || error.reason !== 'Invalid') throw error;
        const { key, body } = context;
        return formReply(context, body.programme, { key, body, problem: error });
      }
    },
  }),
  route({
    method: 'get',
    path: `${base}/registrations/{registration}`,
    operationId: 'getRegistration',
    summary: 'Where a registration stands; a page for a browser, which asks for the code',
    tag: 'public',
    permission: 'anybody',
    query: LanguageQuery,
    replies: { 200: { description: 'Where it stands.', schema: RegistrationView } },
    async handle(context) {
      const registration = await registrationIn(context);
      if (wantsPage(context)) return registrationReply(context, registration);
      return { status: 200, body: standingOf(registration, context.receivedAt) };
    },
  }),
  route({
    method: 'post',
    path: `${base}/registrations/{registration}`,
    operationId: 'confirmRegistration',
    summary: 'Prove the mobile number by the code: five tries within ten minutes. The form then waits for its review',
    tag: 'public',
    permission: 'anybody',
    query: LanguageQuery,
    body: z.strictObject({
      code: z.preprocess(
        (given) => (typeof given === 'string' ? asciiDigits(given).trim() : given),
        z.string().regex(/^\d{6}$/, 'is six digits'),
      ),
    }),
    fromForm: (fields) => fields,
    examples: { code: { summary: 'The code of the SMS', value: { code: '123456' } } },
    replies: {
      200: { description: 'The mobile number is proven.', schema: RegistrationView },
      303: { description: 'The same for a browser: its page.' },
    },
    async handle(context) {
      try {
        const registration = await confirmRegistration(context);
        if (wantsPage(context)) return { status: 303, headers: { Location: context.request.path } };
        return { status: 200, body: standingOf(registration, context.receivedAt) };
      } catch (error) {
        if (!wantsPage(context) || !(error instanceof Refused) || ![410, 422].includes(statusOf(error))) throw error;
        const shown = { status: statusOf(error), isWrong: error.reason === 'WrongCode' };
        return registrationReply(context, await registrationIn(context), shown);
      }
    },
  }),
];
