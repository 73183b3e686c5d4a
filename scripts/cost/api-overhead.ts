import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../api/app.ts';
import { openingExamples } from '../../api/complaints/opening-examples.ts';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { issueToken } from '../../application/sessions/sessions.ts';
import type { Command } from '../../domain/case/command.ts';
import { commandCase } from '../../temporal/cases.ts';
import { measuredAgent as agent } from '../measuring/measured-agent.ts';
import { percentile } from './lateness.ts';

const { organisation } = agent;

/** Sends a request as the agent of the measurement; the path begins below that of the complaints. */
type Post = (path: string, body: unknown) => Promise<{ number: string }>;

/** Has an API of its own answer while something is measured. */
export async function withApi<Measured>(
  dependencies: ApiDependencies,
  measure: (post: Post) => Promise<Measured>,
): Promise<Measured> {
  const { staff } = dependencies.database;
  await staff.collection.updateOne({ _id: agent._id as never }, { $set: { ...agent } as never }, { upsert: true });
  const server = createApp(dependencies).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/organisations/${organisation}/complaints`;
  const { token } = await issueToken(dependencies, agent._id);
  try {
    return await measure(async (path, body) => {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      };
      const response = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as { number: string };
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** A new complaint, to be accepted. */
export const openedBy = (post: Post): Promise<{ number: string }> => post('', openingExamples[organisation]?.value);

/** The command `accept`, as it goes to the engine without a signature. */
export function unsignedAccept(): Command {
  const { _id: id, roles, groups, departments } = agent;
  const actor = { id, roles, groups, departments };
  return { name: 'accept', commandId: randomUUID(), at: new Date().toISOString(), actor, body: {} };
}

export const median = (values: number[]): number =>
  percentile(
    values.sort((a, b) => a - b),
    0.5,
  );

/** The median time, in milliseconds, of `accept` through the API and straight to the engine, taken in turns. */
export function apiOverBareEngine(
  dependencies: ApiDependencies,
  pairs: number,
): Promise<{ api: number; engine: number }> {
  return withApi(dependencies, async (post) => {
    const times = { api: [] as number[], engine: [] as number[] };
    for (let pair = 0; pair < pairs; pair += 1) {
      for (const way of ['api', 'engine'] as const) {
        const { number } = await openedBy(post);
        const began = performance.now();
        if (way === 'api') await post(`/${number}/accept`, {});
        else await commandCase(dependencies.temporal, { kind: 'complaint', organisation, number }, unsignedAccept());
        times[way].push(performance.now() - began);
      }
    }
    return { api: median(times.api), engine: median(times.engine) };
  });
}
