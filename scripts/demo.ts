/**
 * `npm run demo`, against a running `npm start`: one Arabic complaint for each of the five organisations, and one in the
 * sandbox that nobody answers in time. Prints what happens as it happens. All persons are made up and marked so.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { openingExamples } from '../api/complaints/opening-examples.ts';
import type { TimelineEvent } from '../domain/event.ts';
import type { CaseView } from '../domain/view.ts';
import { LocalApi } from './api-client.ts';

const api = new LocalApi(process.env.INAYA_DATA_DIR || '.inaya');
const five = ['development-fund', 'courier', 'neighbourhood-centres', 'beneficiary-society', 'government-services'];

for (const organisation of five) await oneComplaint(organisation);
await nobodyAnswers();

async function oneComplaint(organisation: string): Promise<void> {
  const agent = `${organisation}.agent.1`;
  const { number } = await open(organisation, agent);
  const address = `/v1/organisations/${organisation}/complaints/${number}`;
  const accepted = (await api.must('POST', `${address}/accept`, agent, {})) as unknown as CaseView;
  const due = accepted.clocks.find(({ id }) => id === 'answer');
  console.log(`  accepted by ${accepted.owner}; the answer is due ${due?.dueLocal} (${due?.source})`);
  await api.must('POST', `${address}/answer`, agent, { text: 'نعتذر عمّا حدث، وقد عولجت المشكلة.' });
  const closed = (await api.must('POST', `${address}/confirm`, agent, { helped: true })) as unknown as CaseView;
  console.log(`  answered, the customer says that it helped: ${closed.status}`);
}

async function nobodyAnswers(): Promise<void> {
  const { number } = await open('sandbox', 'sandbox.agent.1');
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
    // Warning, supervisor, manager: then the manager answers himself.
    if (told >= 3 && !answered) {
      await api.must('POST', `${address}/accept`, 'sandbox.manager.1', {});
      await api.must('POST', `${address}/answer`, 'sandbox.manager.1', { text: 'نعتذر عن التأخير، وهذا هو الرد.' });
      answered = true;
    }
    await wait(250);
  }
}

async function open(organisation: string, as: string): Promise<CaseView> {
  const body = openingExamples[organisation]?.value;
  const view = (await api.must(
    'POST',
    `/v1/organisations/${organisation}/complaints`,
    as,
    body,
  )) as unknown as CaseView;
  console.log(`\n${organisation}: received ${view.number} (${view.category}, priority ${view.priority})`);
  return view;
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
