import type { z } from 'zod';
import { actingSecret, reachOf } from '../../../db/access/customer-keys.ts';
import { customerActor } from '../../../domain/case/command.ts';
import type { Call } from '../../call.ts';
import { mustBePublicKey } from '../../public-key.ts';
import { type OpenedView, openComplaint } from '../open-complaint.ts';
import type { PublicOpeningBody } from '../opening-body.ts';

/**
 * Opens a complaint for somebody without an account. The secret acts; nobody but the opener ever gets it (S9).
 * @param earlierSecret of the complaint that this one goes on from; empty if there is none
 */
export async function openedByCustomer(
  context: Call,
  body: z.infer<typeof PublicOpeningBody>,
  earlierSecret: string,
): Promise<{ view: OpenedView; number: string; secret: string }> {
  const { dependencies, pack, key, receivedAt } = context;
  mustBePublicKey(key);
  const view = await openComplaint(dependencies, {
    pack,
    actor: customerActor,
    principal: 'public',
    key,
    body: { ...body, channel: 'web', about: [] },
    receivedAt,
    mayFollow: async ({ number }) => {
      const of = { organisation: pack.id, number };
      return (await reachOf(dependencies.database, dependencies, of, earlierSecret, receivedAt)) !== null;
    },
  });
  const { number } = view;
  return { view, number, secret: actingSecret(dependencies, { organisation: pack.id, number }) };
}
