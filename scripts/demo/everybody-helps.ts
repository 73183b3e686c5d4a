import { setTimeout as wait } from 'node:timers/promises';
import type { CaseView } from '../../domain/case/view.ts';
import type { LocalApi } from '../api-client.ts';
import { opened } from './opening.ts';
import { saidOnThePhone } from './said-on-the-phone.ts';

const agent = 'sandbox.agent.1';
const departments = ['operations', 'finance'];

/**
 * One complaint with two tickets to other departments and a claim that two managers approve. A hand-over that nobody takes
 * returns by itself, and the customer reopens the complaint for a second round.
 */
export async function everybodyHelps(api: LocalApi): Promise<void> {
  const { number } = await opened(api, 'sandbox', agent);
  const address = `/v1/organisations/sandbox/complaints/${number}`;
  const give = async (command: string, as: string, body: object = {}, headers = {}) =>
    (await api.must('POST', `${address}/${command}`, as, body, headers)) as unknown as CaseView;
  const read = async (atLeast = 1) =>
    (await api.must('GET', `${address}?atLeast=${atLeast}`, agent)) as unknown as CaseView;

  await give('accept', agent);
  console.log(`  accepted by ${agent}`);
  await handOverThatReturns(give, read);
  await departmentsHelp(api, give, read);
  await twoManagersApprove(give);
  await give('answer', agent, { text: 'نعتذر عمّا حدث، وقد عولج الأمر وصُرف التعويض.' });
  await give('confirm', agent, { helped: true, said: saidOnThePhone() });
  console.log('  answered, the customer says that it helped: closed');
  const { round } = await give('reopen', agent, { text: 'عادت المشكلة من جديد.', said: saidOnThePhone() });
  console.log(`  the customer has it reopened: round ${round}, with a clock of its own`);
  await give('answer', agent, { text: 'عولج السبب هذه المرة.' });
  const last = await give('confirm', agent, { helped: true, said: saidOnThePhone() });
  const clocks = last.clocks.map(({ id, state }) => `${id} ${state}`).join(', ');
  console.log(`  answered again, and it helped: ${last.status}. Its clocks: ${clocks}`);
}

type Give = (command: string, as: string, body?: object, headers?: Record<string, string>) => Promise<CaseView>;
type Read = (atLeast?: number) => Promise<CaseView>;

async function handOverThatReturns(give: Give, read: Read): Promise<void> {
  const { revision } = await give('hand-over', agent, {
    to: 'sandbox.agent.2',
    customerConsents: true,
    reason: 'الموضوع من اختصاص الزميل.',
    briefing: 'وافق العميل على التحويل وأُبلغ باسم الزميل.',
  });
  console.log('  handed over to sandbox.agent.2, who does not take it …');
  await until(
    () => read(revision),
    ({ detail }) => detail.handOver === undefined,
  );
  console.log(`  … it has returned to ${(await read()).owner} by itself`);
}

async function departmentsHelp(api: LocalApi, give: Give, read: Read): Promise<void> {
  let view: CaseView | null = null;
  for (const department of departments) {
    view = await give('open-department-ticket', agent, { department, text: 'نرجو إفادتنا بما لديكم.' });
  }
  const tickets = view?.detail.tickets as { number: string; department: string }[];
  for (const { number, department } of tickets) {
    const ticket = `/v1/organisations/sandbox/department-tickets/${number}`;
    console.log(`  ticket ${number} is with ${department}`);
    await until(
      () => api.call('GET', ticket, agent),
      ({ status }) => status === 200,
    );
    await api.must('POST', `${ticket}/resolve`, 'sandbox.supervisor.1', { text: 'تمت المعالجة من جهتنا.' });
    await api.must('POST', `${ticket}/accept`, agent, {});
    console.log(`  ticket ${number} is resolved, and its result accepted`);
  }
  await until(read, ({ detail }) =>
    (detail.tickets as { status: string }[]).every(({ status }) => status === 'accepted'),
  );
}

async function twoManagersApprove(give: Give): Promise<void> {
  const prepared = await give('prepare-claim', agent, { amount: '250.00', text: 'قيمة الشحنة بحسب الفاتورة.' });
  const claim = (prepared.detail.claims as { digest: string; amount: string; needed: number }[]).at(-1);
  console.log(`  a claim of ${claim?.amount} is prepared; it needs ${claim?.needed} approvals`);
  for (const manager of ['sandbox.manager.1', 'sandbox.manager.2']) {
    await give('approve-claim', manager, {}, { 'if-match': claim?.digest ?? '' });
    console.log(`  approved by ${manager}`);
  }
}

/** Asks until it is so; what happens by itself in the sandbox takes seconds. */
async function until<Answer>(ask: () => Promise<Answer>, isSo: (answer: Answer) => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!isSo(await ask())) {
    if (Date.now() > end) throw new Error('it has not come about in a minute');
    await wait(250);
  }
}
