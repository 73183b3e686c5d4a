import { z } from 'zod';
import { markSeen } from '../../application/cases/mark-seen.ts';
import { type Route, route } from '../http/route.ts';

const Seen = z.object({ number: z.string(), revision: z.int().meta({ description: 'Seen up to this revision.' }) });

/** Marks a case as seen, so that "my work" says what has happened since (C-07). The case itself knows nothing of it. */
export function seenRoute(address: string, tag: string, name: string): Route {
  return route({
    method: 'post',
    path: `${address}/seen`,
    operationId: `mark${name}Seen`,
    summary: 'I have seen it: what happens from now on is new to me (C-07)',
    tag,
    permission: 'signed-in',
    ofCase: name,
    idempotent: true,
    body: z.strictObject({
      revision: z.int().positive().optional().meta({ description: 'The revision seen; left out: the present one.' }),
    }),
    examples: { example: { summary: 'I have seen it as it is now', value: {} } },
    replies: { 200: { description: 'Noted.', schema: Seen } },
    handle: async (context) => ({ status: 200, body: await markSeen(context, context.body.revision) }),
  });
}
