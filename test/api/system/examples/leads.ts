/** The examples of leads: from the first contact to the money. */
import { expect } from '@jest/globals';
import type { CaseView } from '../../../../domain/case/view.ts';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';

/** Who agrees to a point of contact. */
const approver = ({ pack }: ExampleSender) => `${pack.kinds.lead?.contact.appointment.roles[0]}.1`;

interface Request {
  status: string;
  approval: { digest: string };
}
const requestsOf = ({ detail }: CaseView) => detail.requests as Request[];

const path = (sender: ExampleSender, number: string) => `${sender.base}/leads/${number}`;

async function waitingIn(sender: ExampleSender, number: string): Promise<string | undefined> {
  const { view } = await sender.as('manager.1').get(path(sender, number));
  return requestsOf(view).find(({ status }) => status === 'waiting')?.approval.digest;
}

async function opened(sender: ExampleSender): Promise<{ number: string }> {
  await sender.withExampleCustomer();
  const { number } = (await sender.send('openLead', { by: 'agent.1' })).view;
  return { number };
}

export const stories: Story[] = [
  {
    title: 'a lead is followed by a point of contact, closed by a pledge, and succeeds; another one is cancelled',
    sends: [
      'openLead',
      'markLeadSeen',
      'appointContactLead',
      'approveContactLead',
      'followLead',
      'logContactLead',
      'rateLead',
      'reviewLead',
      'attachLead',
      'closeLead',
      'succeedLead',
      'requestContactLead',
      'rejectContactLead',
      'assignLead',
      'correctLead',
      'cancelLead',
    ],
    async tell(sender) {
      const second = approver(sender);
      await sender.hire(second);
      const at = await opened(sender);
      await sender.send('markLeadSeen', { by: 'manager.1', at });
      await sender.send('appointContactLead', { by: 'manager.1', at });
      const seen = await waitingIn(sender, at.number);
      await sender.send('approveContactLead', { by: second, at, seen });
      const isAppointed = (view: CaseView) => requestsOf(view)[0]?.status === 'appointed';
      await sender.api.projected(path(sender, at.number), sender.id('manager.1'), isAppointed);
      await sender.send('followLead', { by: 'agent.1', at });
      await sender.send('logContactLead', { by: 'agent.1', at });
      await sender.send('rateLead', { by: 'manager.1', at });
      await sender.send('reviewLead', { by: 'manager.1', at });
      const attached = await sender.send('attachLead', { by: 'agent.1', at });
      const [pledge] = attached.view.detail.attachments as { attachment: string; sha256: string }[];
      const { attachment = '', sha256 = '' } = pledge ?? {};
      const closed = await sender.send('closeLead', { by: 'manager.1', at, put: { attachment, sha256 } });
      await paid(sender, closed.view);
      await sender.send('succeedLead', { by: 'manager.1', at });
      await cancelled(sender, second);
    },
  },
  {
    title: 'many leads are reviewed in one session',
    sends: ['openLead', 'reviewLeads'],
    async tell(sender) {
      const [one, other] = [await opened(sender), await opened(sender)];
      const answer = await sender.send('reviewLeads', { by: 'manager.1', put: { number: [one.number, other.number] } });
      const statuses = answer.as<{ items: { status: number }[] }>().items.map(({ status }) => status);
      expect(statuses).toEqual([200, 200]);
    },
  },
  {
    title: 'a round plans the leads of half a year',
    sends: ['openLeadRound'],
    async tell(sender) {
      await sender.withExampleCustomer();
      await sender.send('openLeadRound', { by: 'manager.1' });
    },
  },
  {
    title: 'what donors care for is discussed',
    sends: ['recordInterestsDiscussion'],
    async tell(sender) {
      await sender.hire('strategic-planning.1');
      await sender.send('recordInterestsDiscussion', { by: 'manager.1' });
    },
  },
  {
    title: 'a lead of an earlier policy goes over to the newest one',
    sends: ['openLead', 'repinLead'],
    async tell(sender) {
      const at = await sender.underFirstPolicy(() => opened(sender));
      await sender.send('repinLead', { by: 'manager.1', at });
    },
  },
];

/** What the donor of the pledge has given, all of it. */
async function paid(sender: ExampleSender, { number, detail }: CaseView): Promise<void> {
  const { donor } = sender.exampleOf('closeLead') as { donor: string };
  const contribution = {
    ...{ reference: `FIN-${number}`, programme: String(detail.programme), customer: donor },
    ...{ amount: '25000.00', paidOn: new Date().toISOString().slice(0, 10) },
  };
  (await sender.as('manager.1').post(`${sender.base}/contributions`, contribution)).as();
}

/** The same donor's next lead: somebody else may not contact the donor, the last step is taken back, and it is cancelled. */
async function cancelled(sender: ExampleSender, second: string): Promise<void> {
  const at = await opened(sender);
  await sender.send('followLead', { by: 'agent.1', at });
  await sender.send('requestContactLead', { by: 'supervisor.1', at });
  await sender.send('rejectContactLead', { by: second, at, seen: await waitingIn(sender, at.number) });
  await sender.send('assignLead', { by: 'manager.1', at });
  await sender.send('correctLead', { by: 'manager.1', at });
  await sender.send('cancelLead', { by: 'manager.1', at });
}
