import { z } from 'zod';
import type { PublicOpeningBody } from '../../api/complaints/opening-body.ts';
import { ApiProblem } from '../../api/http/problem.ts';
import type { Context } from '../../api/http/route.ts';
import { actingSecret, reachOf } from '../../db/customer-keys.ts';
import { customerActor } from '../../domain/command.ts';
import { type OpenedView, openComplaint } from './open-complaint.ts';

/** Opens a complaint for somebody without an account. The secret acts; nobody but the opener ever gets it (S9). */
export async function openedByCustomer(
  context: Context,
  body: z.infer<typeof PublicOpeningBody>,
): Promise<{ view: OpenedView; number: string; secret: string }> {
  const { dependencies, pack, key, receivedAt } = context;
  if (!z.uuid().safeParse(key).success) {
    throw new ApiProblem('Malformed', 'The Idempotency-Key of a public request is a UUID.');
  }
  const view = await openComplaint(dependencies, {
    pack,
    actor: customerActor,
    principal: 'public',
    key,
    body: { ...body, channel: 'web', about: [] },
    receivedAt,
    mayFollow: async ({ number }) => {
      const { database, secret } = dependencies;
      const given = context.request.get('case-secret') ?? '';
      return (await reachOf(database, secret, { organisation: pack.id, number }, given, receivedAt)) !== null;
    },
  });
  const { number } = view;
  return { view, number, secret: actingSecret(dependencies.secret, { organisation: pack.id, number }) };
}
