/** Every deadline of every saved history is worked out again: with pauses, extensions, newer calendars and newer policies. */
import { expect, test } from '@jest/globals';
import { deadlinesWorkedAgain } from '../../application/audit/worked-deadlines.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { savedHistory, savedNames } from '../../scripts/histories/timelines.ts';
import { inflated } from '../../temporal/data-converter.ts';
import { replayedRuns } from '../../worker/replaying.ts';
import { workflowCode } from '../support/workflows/workflow-code.ts';

type Payloads = { data?: string | Uint8Array | null; metadata?: unknown }[];

/** Every calendar that stands anywhere in a history, by name and version. */
function calendarsIn(part: unknown, found = new Map<string, CalendarSnapshot>()): Map<string, CalendarSnapshot> {
  if (typeof part !== 'object' || part === null) return found;
  const { name, version, calendar, hash, payloads } = part as Partial<CalendarSnapshot> & { payloads?: Payloads };
  if (name && version && calendar && hash) found.set(`${name}/${version}`, part as CalendarSnapshot);
  for (const payload of payloads ?? []) calendarsIn(read(payload), found);
  for (const inner of Object.values(part)) calendarsIn(inner, found);
  return found;
}

/** What stands in a payload of the saved JSON, in which bytes are base 64. */
function read({ data, metadata = {} }: Payloads[number]): unknown {
  if (typeof data !== 'string') return null;
  const bytes = Object.entries(metadata as Record<string, string>).map(([key, value]) => [
    key,
    Buffer.from(value, 'base64'),
  ]);
  const payload = inflated({ data: Buffer.from(data, 'base64'), metadata: Object.fromEntries(bytes) });
  return JSON.parse(new TextDecoder().decode(payload.data ?? undefined));
}

test('each due instant of the saved histories is what its calendar gives again', async () => {
  const bundle = await workflowCode('replay');
  const wrong: string[] = [];
  let worked = 0;
  const histories = savedNames().map((workflowId) => ({ workflowId, history: savedHistory<never>(workflowId) }));
  for await (const { workflowId: name, steps } of replayedRuns(bundle, histories)) {
    const calendars = calendarsIn(savedHistory(name));
    const find = (_of: string, calendar: string, version: number) =>
      Promise.resolve(calendars.get(`${calendar}/${version}`) ?? null);
    const deadlines = await deadlinesWorkedAgain(find, steps);
    worked += deadlines.length;
    for (const { holds, clock, event } of deadlines) if (!holds) wrong.push(`${name}: ${clock}, event ${event}`);
  }
  expect(wrong).toEqual([]);
  expect(worked).toBeGreaterThan(100);
});
