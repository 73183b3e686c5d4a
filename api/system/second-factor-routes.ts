import { z } from 'zod';
import { enrol, offer } from '../../application/sessions/second-factor.ts';
import { type Route, route } from '../http/route.ts';
import { callerOf, noteSecurity } from '../http/security-log.ts';
import { isOfBrowser, sessionCookie } from '../http/session-cookie.ts';
import { qrCodeSvg } from '../public/qr-code.ts';

const shared = { method: 'post', tag: 'session', permission: 'signed-in', whileEnrolling: true } as const;

const Offered = z.object({
  secret: z.string().meta({ description: 'For an authenticator without a camera: SHA-1, six digits, thirty seconds.' }),
  uri: z.string().meta({ description: 'otpauth://totp/…' }),
  qr: z.string().meta({ description: 'The same as a picture (SVG).' }),
});

const Enrolled = z.object({
  recoveryCodes: z.array(z.string()).meta({ description: 'Ten, each good once instead of a code; shown this once.' }),
  token: z.string().optional().meta({ description: 'Left out for a browser, whose cookie is a new one.' }),
  expiresAt: z.iso.datetime(),
});

export const secondFactorRoutes: Route[] = [
  route({
    ...shared,
    path: '/v1/session/second-factor',
    operationId: 'offerSecondFactor',
    summary: 'A secret for my authenticator, shown this once; it counts when its first code has come',
    replies: { 201: { description: 'It waits for a quarter of an hour; an earlier one is void.', schema: Offered } },
    async handle(context) {
      const offered = await offer(context);
      noteSecurity(context.dependencies, context.request, 201);
      return { status: 201, body: { ...offered, qr: await qrCodeSvg(offered.uri) } };
    },
  }),
  route({
    ...shared,
    path: '/v1/session/second-factor/confirm',
    operationId: 'enrolSecondFactor',
    summary:
      'The first code of my authenticator: from now on each sign-in needs one, and every other session has ended',
    body: z.strictObject({ code: z.string().min(1).max(100) }),
    replies: { 201: { description: 'Enrolled, and signed in anew.', schema: Enrolled } },
    async handle(context) {
      const enrolled = await enrol(context, callerOf(context.request));
      noteSecurity(context.dependencies, context.request, 201);
      if (!isOfBrowser(context.request)) return { status: 201, body: enrolled };
      const { token, ...told } = enrolled;
      return { status: 201, body: told, headers: { 'Set-Cookie': sessionCookie(context.request, token) } };
    },
  }),
];
