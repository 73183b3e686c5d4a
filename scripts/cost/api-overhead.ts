import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../api/app.ts';
import { openingExamples } from '../../api/complaints/opening-examples.ts';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { issueToken } from '../../application/sessions/sessions.ts';
import { commandCase } from '../../temporal/cases.ts';
import { measuredAgent as agent } from '../measuring/measured-agent.ts';
import { percentile } from './lateness.ts';

const { organisation } = agent;

/** The median time, in milliseconds, of `accept` through the API and straight to the engine, taken in turns. */
export async function apiOverBareEngine(
  dependencies: ApiDependencies,
  pairs: number,
): Promise<{ api: number; engine: number }> {
  await dependencies.database.staff.collection.insertOne(agent as never);
  const server = createApp(dependencies).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/organisations/${organisation}/complaints`;
  const { token } = await issueToken(dependencies, agent._id);
  const post = async (path: string, body: unknown) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const response = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { number: string };
  };
  const { _id: id, roles, groups, departments } = agent;
  const times = { api: [] as number[], engine: [] as number[] };
  for (let pair = 0; pair < pairs; pair += 1) {
    for (const way of ['api', 'engine'] as const) {
      const { number } = await post('', openingExamples[organisation]?.value);
      const began = performance.now();
      if (way === 'api') await post(`/${number}/accept`, {});
      else {
        const actor = { id, roles, groups, departments };
        const command = { name: 'accept', commandId: randomUUID(), at: new Date().toISOString(), actor, body: {} };
        await commandCase(dependencies.temporal, { kind: 'complaint', organisation, number }, command);
      }
      times[way].push(performance.now() - began);
    }
  }
  server.close();
  server.closeAllConnections();
  const median = (values: number[]) =>
    percentile(
      values.sort((a, b) => a - b),
      0.5,
    );
  return { api: median(times.api), engine: median(times.engine) };
}
