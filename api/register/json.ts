import { Readable } from 'node:stream';
import type { RegisterEntry } from '../../reports/register/entry.ts';
import { RegisterSummaryInMaking } from '../../reports/register/summary.ts';

/** The register as one JSON document, as it is read: `head`, then `items`, and last `summary`. */
export function registerAsJson(entries: AsyncIterable<RegisterEntry>, head: Record<string, unknown>): Readable {
  return Readable.from(pieces(entries, head));
}

async function* pieces(entries: AsyncIterable<RegisterEntry>, head: Record<string, unknown>): AsyncGenerator<string> {
  const summary = new RegisterSummaryInMaking();
  let before = `${JSON.stringify(head).slice(0, -1)},"items":[`;
  for await (const entry of entries) {
    summary.add(entry);
    yield `${before}${JSON.stringify(entry)}`;
    before = ',';
  }
  yield `${before === ',' ? '' : before}],"summary":${JSON.stringify(summary.done())}}`;
}
