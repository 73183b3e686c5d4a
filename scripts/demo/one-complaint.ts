import type { CaseView } from '../../domain/case/view.ts';
import type { LocalApi } from '../api-client.ts';
import { opened } from './opening.ts';
import { saidOnThePhone } from './said-on-the-phone.ts';

/** A complaint of one organisation, from receipt to the customer's yes. */
export async function oneComplaint(api: LocalApi, organisation: string): Promise<void> {
  const agent = `${organisation}.agent.1`;
  const { number } = await opened(api, organisation, agent);
  const address = `/v1/organisations/${organisation}/complaints/${number}`;
  const accepted = (await api.must('POST', `${address}/accept`, agent, {})) as unknown as CaseView;
  const due = accepted.clocks.find(({ id }) => id === 'answer');
  console.log(`  accepted by ${accepted.owner}; the answer is due ${due?.dueLocal} (${due?.source})`);
  await api.must('POST', `${address}/answer`, agent, { text: 'نعتذر عمّا حدث، وقد عولجت المشكلة.' });
  const closed = (await api.must('POST', `${address}/confirm`, agent, {
    helped: true,
    said: saidOnThePhone(),
  })) as unknown as CaseView;
  console.log(`  answered; the customer said on the telephone that it helped: ${closed.status}, and is told so`);
}
