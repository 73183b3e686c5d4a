import { setTimeout as wait } from 'node:timers/promises';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { LocalApi } from '../api-client.ts';
import { opened } from './opening.ts';

/** A complaint of the sandbox that nobody answers in time: what happens by itself, as it happens. */
export async function nobodyAnswers(api: LocalApi): Promise<void> {
  const { number } = await opened(api, 'sandbox', 'sandbox.agent.1');
  console.log('  … and now nobody does anything. Nobody has to notice either:');
  const address = `/v1/organisations/sandbox/complaints/${number}`;
  let answered = false;
  let told = 0;
  for (let shown = 0; ; ) {
    const { events } = (await api.must('GET', `${address}/timeline`, 'sandbox.manager.1')) as unknown as {
      events: TimelineEvent[];
    };
    for (const event of events.slice(shown)) {
      const line = lineOf(event);
      if (line) console.log(line);
      if (event.type === 'told' && (event.data as { clock: string }).clock === 'answer') told += 1;
    }
    shown = events.length;
    if (answered && events.some(({ type }) => type === 'answered')) return;
    // Warning, supervisor, manager. Then the manager answers.
    if (told >= 3 && !answered) {
      await api.must('POST', `${address}/accept`, 'sandbox.manager.1', {});
      await api.must('POST', `${address}/answer`, 'sandbox.manager.1', { text: 'نعتذر عن التأخير، وهذا هو الرد.' });
      answered = true;
    }
    await wait(250);
  }
}

function lineOf({ type, at, recordedAt, by, data }: TimelineEvent): string | null {
  const { clock, dueAt, staff } = data as { clock?: string; dueAt?: string; staff?: string[] };
  switch (type) {
    case 'received':
      return `  ${at}  received`;
    case 'warned':
      return `  ${recordedAt}  WARNING for the clock ${clock}: rung due ${dueAt}, fired ${recordedAt}`;
    case 'breached':
      return `  ${recordedAt}  BREACH of the clock ${clock}: due ${dueAt}, fired ${recordedAt}`;
    case 'escalated':
      return `  ${recordedAt}  ESCALATION of the clock ${clock}: rung due ${dueAt}, fired ${recordedAt}`;
    case 'told':
      return `  ${recordedAt}    told: ${staff?.join(', ')}`;
    case 'answered':
      return `  ${at}  ANSWERED by ${by}, late; the breach stays a fact`;
    default:
      return null;
  }
}
