import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { inflated } from '../../../temporal/data-converter.ts';

/** Everything that the engine holds of the cases of a namespace as text: ids, attributes, and payloads as they were given. */
export async function textsOfHistories({ workflow }: Client): Promise<string[]> {
  const texts: string[] = [];
  for await (const { workflowId, raw } of workflow.list()) {
    const history = await workflow.getHandle(workflowId).fetchHistory();
    texts.push(workflowId, textOf(raw), textOf(history));
  }
  return texts;
}

/** Of a message of the engine: its texts, and its payloads decoded. */
export function textOf(part: unknown): string {
  if (typeof part === 'string') return part;
  if (part === null || typeof part !== 'object') return '';
  if (ArrayBuffer.isView(part)) return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString();
  if ('metadata' in part && 'data' in part) return textOf(inflated(part as Payload).data);
  return Object.entries(part)
    .flatMap(([name, value]) => [name, textOf(value)])
    .join('\n');
}
