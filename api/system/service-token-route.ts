import { z } from 'zod';
import { serviceToken } from '../../application/sessions/service-token.ts';
import { type Route, route } from '../http/route.ts';
import { noteSecurity } from '../http/security-log.ts';

export const serviceTokenRoute: Route = route({
  method: 'post',
  path: '/v1/service-token',
  operationId: 'getServiceToken',
  summary: 'A token for a service account, by its key; it is good for ten minutes',
  tag: 'session',
  permission: 'anybody',
  body: z.strictObject({ service: z.string().min(1).max(200), key: z.string().min(1).max(200) }),
  replies: {
    201: { description: 'Signed in.', schema: z.object({ token: z.string(), expiresAt: z.iso.datetime() }) },
  },
  async handle({ dependencies, request, body, receivedAt }) {
    const token = await serviceToken(dependencies, body, receivedAt);
    noteSecurity(dependencies, request, 201);
    return { status: 201, body: token };
  },
});
