/** The saved histories of the tests, and what the rules made of each when it was recorded. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { WorkflowBundle } from '@temporalio/worker';
import { type ReplayedTimeline, replayedTimeline } from '../../worker/replayed-timeline.ts';
import { replayedRuns } from '../../worker/replaying.ts';

const histories = new URL('../../test/replay/histories/', import.meta.url);
const timelines = new URL('../../test/replay/timelines/', import.meta.url);
const fileOf = (name: string) => new URL(`${name}.json`, timelines);

/** Names of all histories that are saved. */
export function savedNames(): string[] {
  return readdirSync(histories).map((file) => file.replace('.json', ''));
}

export function savedHistory<History>(name: string): History {
  return JSON.parse(readFileSync(new URL(`${name}.json`, histories), 'utf8')) as History;
}

/** The text of a timeline as it is saved, one event or clock a line, so that a difference is easy to read. */
export function timelineText({ events, clocks, ...ends }: ReplayedTimeline): string {
  const lines = (items: object[]) => `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
  const members = Object.entries(ends).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`);
  return `{\n${[...members, `  "clocks": ${lines(clocks)}`, `  "events": ${lines(events)}`].join(',\n')}\n}\n`;
}

/** The text that was recorded beside a history, or null if there is none yet. */
export function savedTimeline(name: string): string | null {
  return existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'utf8') : null;
}

/** Records what the rules of today make of each history that has nothing beside it. What is recorded is never replaced. */
export async function recordTimelines(replayBundle: WorkflowBundle): Promise<void> {
  mkdirSync(timelines, { recursive: true });
  const missing = savedNames().filter((name) => savedTimeline(name) === null);
  const runs = missing.map((workflowId) => ({ workflowId, history: savedHistory(workflowId) }));
  for await (const { workflowId, error, steps } of replayedRuns(replayBundle, runs)) {
    if (error) throw error;
    const timeline = replayedTimeline(steps);
    writeFileSync(fileOf(workflowId), timelineText(timeline), { flag: 'wx' });
    console.log(`${workflowId}: ${timeline.events.length} events of its timeline`);
  }
}
