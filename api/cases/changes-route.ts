import { z } from 'zod';
import { ChangesQuery, changesSince, readableChanges } from '../../application/cases/live/changes.ts';
import { liveStreamsOf } from '../../application/cases/live/live-streams.ts';
import { route } from '../http/route.ts';

const ChangesSchema = z
  .object({
    changes: z.array(z.object({ number: z.string(), kind: z.string(), revision: z.int() })),
    until: z.iso.datetime().meta({ description: 'What to give as `since` the next time.' }),
    isWhole: z.boolean().meta({
      description: 'False if too much has changed, or too long ago: read what is shown anew.',
    }),
  })
  .meta({ id: 'Changes' });

/** What others do, for pages that show it by themselves. */
export const changesRoute = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/changes',
  operationId: 'listChanges',
  summary: 'Which of the cases that I may know of have changed, as a list or as server-sent events',
  tag: 'cases',
  permission: 'signed-in',
  query: ChangesQuery,
  replies: {
    200: {
      description:
        'What has changed since then. With `Accept: text/event-stream` it goes on: an event `changes` has the same fields but `until`, which is its id. A stream ends after a minute; a client that comes again with `Last-Event-ID` misses nothing.',
      schema: ChangesSchema,
    },
  },
  async handle(context) {
    const { request, dependencies, principal, pack, query } = context;
    const isStream = request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream';
    // The browser says by itself how far it had come. An answer to nobody’s question is the first of a stream.
    const last = isStream ? z.iso.datetime().safeParse(request.get('last-event-id')).data : undefined;
    const since = last ?? query.since ?? (isStream ? context.receivedAt : undefined);
    const changes = await changesSince(context, since);
    if (!isStream) return { status: 200, body: changes };
    const { actor } = principal;
    const stream = liveStreamsOf(dependencies.database).stream(
      { organisation: pack.id, staffId: actor.id, logger: dependencies.logger },
      changes,
      (cases) => readableChanges(context, cases),
    );
    const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };
    return { status: 200, stream, headers };
  },
});
