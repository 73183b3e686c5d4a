/** Two minutes an attempt are too few for the open cases of a large organisation: each attempt goes on after the one before it. */
import { expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { publishingActivities } from '../../activities/cases/publish-version.ts';
import type { OpeningDependencies } from '../../application/dependencies.ts';

const idOf = (place: number) => `complaint:sandbox:${String(place).padStart(4, '0')}`;
const all = Array.from({ length: 450 }, (_, place) => idOf(place));
const asked = { organisation: 'sandbox', calendar: 'sandbox', version: 2 };

/** One attempt at telling them all, and which were told. */
function attempt(known: { heartbeatDetails?: string } = {}) {
  const told: string[] = [];
  // The engine lists the newest first.
  const list = () => all.toReversed().map((workflowId) => ({ workflowId }));
  const getHandle = (id: string) => ({ signal: async () => told.push(id) });
  const calendar = { name: 'sandbox', version: 2, hash: 'h', calendar: {} };
  const dependencies = {
    temporal: { workflow: { list, getHandle } },
    database: { calendars: { findById: () => ({ lean: async () => calendar }) } },
    secret: 'of the tests',
  } as unknown as OpeningDependencies;
  const { tellCalendar } = publishingActivities(dependencies);
  const environment = new MockActivityEnvironment(known);
  const beats: unknown[] = [];
  environment.on('heartbeat', (detail) => beats.push(detail));
  return { told, beats, environment, run: () => environment.run(tellCalendar, asked) };
}

test('each open case is told, and the engine hears how far that has come', async () => {
  const { told, beats, run } = attempt();
  expect(await run()).toBe(all.length);
  expect(told.toSorted()).toEqual(all);
  expect(beats).toEqual([199, 399, 449].map(idOf));
});

test('an attempt that has been given up ends, and the next one tells those that are left alone', async () => {
  const first = attempt();
  first.environment.once('heartbeat', () => first.environment.cancel('TIMED_OUT'));
  await expect(first.run()).rejects.toThrow('given up');
  const second = attempt({ heartbeatDetails: String(first.beats.at(-1)) });
  expect(await second.run()).toBe(250);
  expect([...first.told, ...second.told].toSorted()).toEqual(all);
});
