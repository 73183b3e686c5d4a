/** The examples of a complaint: its openings, and each command in a case that waits for it. */
import { expect } from '@jest/globals';
import type { IncidentView } from '../../../../application/incidents/incident.ts';
import { driven, opened, saidOnThePhone } from '../../../support/api/complaints.ts';
import type { ExampleSender, Story } from '../../../support/api/example-sender.ts';

type Step = [command: string, body: object, by?: string];

const appointment = ({ organisation }: ExampleSender): Step => [
  'book-appointment',
  { kind: 'call-back', at: '2030-01-06T09:00:00Z', with: `${organisation}.agent.1`, agreed: true },
];
const accepted: Step = ['accept', {}];
const answered: Step[] = [accepted, ['answer', { text: 'تمت المعالجة' }]];
const confirmed: Step[] = [...answered, ['confirm', { helped: true }]];
const withClaim: Step[] = [accepted, ['prepare-claim', { amount: '75', text: 'فاتورة' }]];

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000).toISOString().slice(0, 10);
/** Received last week, and now said to have come later: that waits for a second person. */
const laterReceipt = (sender: ExampleSender): Step[] =>
  [9, 3].map((days) => [
    'correct-received',
    { receivedOn: daysAgo(days), text: 'ختم الوارد (مثال)' },
    sender.id('supervisor.1'),
  ]);

/** The steps before each command that bring a complaint into a state that takes it. */
const before: Record<string, Step[] | ((sender: ExampleSender) => Step[])> = {
  acceptComplaint: [],
  returnForCompletionComplaint: [],
  declineComplaint: [],
  assignComplaint: [],
  nameStaffComplaint: [],
  withdrawComplaint: [],
  logContactComplaint: [],
  identifyComplaint: [],
  findPartyComplaint: [],
  recordDiscussionComplaint: [],
  reportAbuseComplaint: [],
  completeComplaint: [['return-for-completion', { missing: ['details'], text: 'نرجو الاستكمال' }]],
  pauseComplaint: [accepted],
  resumeComplaint: [accepted, ['pause', { reasonCode: 'waiting-for-customer' }]],
  interimComplaint: [accepted],
  openDepartmentTicket: [accepted],
  answerComplaint: [accepted],
  confirmComplaint: answered,
  objectComplaint: answered,
  prepareClaim: [accepted],
  amendClaim: withClaim,
  approveClaim: withClaim,
  rejectClaim: withClaim,
  recordGoodwill: [accepted],
  reopenComplaint: confirmed,
  rateComplaint: confirmed,
  tickStepComplaint: [],
  disownComplaint: [accepted, ['withdraw', { said: saidOnThePhone() }]],
  giveBackComplaint: [accepted],
  correctContactComplaint: [],
  correctFieldsComplaint: [],
  correctCategoryComplaint: [],
  correctReceivedComplaint: [],
  approveCorrectionComplaint: laterReceipt,
  rejectCorrectionComplaint: laterReceipt,
  bookAppointment: [],
  keepAppointment: (sender) => [appointment(sender)],
  cancelAppointment: (sender) => [appointment(sender)],
  shareComplaint: [accepted],
  markComplaintSeen: [],
  markCaseSeen: [],
};

const commands = Object.entries(before).map(
  ([operation, steps]): Story => ({
    title: `${operation} is taken by a complaint that waits for it`,
    sends: [operation],
    async tell(sender) {
      const all = typeof steps === 'function' ? steps(sender) : steps;
      const { number, view } = await driven(sender.api, sender.organisation, all);
      // What is decided on is named by its digest, and decided by a manager.
      const { correction, claims = [] } = view.detail as { correction?: Signed; claims?: Signed[] };
      const seen = (claims[0] ?? correction)?.digest;
      await sender.send(operation, { by: seen ? 'manager.1' : 'supervisor.1', at: { number }, seen });
    },
  }),
);
interface Signed {
  digest: string;
}

/** A complaint that somebody works on. */
const inWork = ({ api, organisation }: ExampleSender) => driven(api, organisation, [accepted]);

export const stories: Story[] = [
  ...commands,
  {
    title: 'a complaint is opened by staff, and by the customer',
    sends: ['openComplaint', 'openPublicComplaint'],
    async tell(sender) {
      for (const name of sender.names('openComplaint')) {
        const { headers, view } = await sender.send('openComplaint', { by: 'agent.1', name });
        expect(headers.get('location')).toBe(`${sender.base}/complaints/${view.number}`);
      }
      expect(sender.names('openPublicComplaint')).toEqual(sender.names('openComplaint'));
      for (const name of sender.names('openPublicComplaint')) await sender.send('openPublicComplaint', { name });
    },
  },
  {
    title: 'G-06: an answer is looked at as the customer would get it',
    sends: ['previewReply'],
    async tell(sender) {
      const { number } = await inWork(sender);
      await sender.send('previewReply', { by: 'agent.1', at: { number } });
    },
  },
  {
    title: 'a file of complaints of an old system is taken, each of its rows',
    sends: ['proposeMovingIn'],
    async tell(sender) {
      for (const name of sender.names('proposeMovingIn')) {
        const headers = { 'idempotency-key': `moving in ${name}` };
        const answer = await sender.send('proposeMovingIn', { by: 'manager.1', name, headers });
        expect(answer.json).toMatchObject({ rows: { good: 1 }, bad: [] });
      }
    },
  },
  {
    title: 'a part of a complaint becomes one of its own',
    sends: ['splitComplaint'],
    async tell(sender) {
      for (const name of sender.names('splitComplaint')) {
        const { number } = await inWork(sender);
        await sender.send('splitComplaint', { by: 'supervisor.1', at: { number }, name });
      }
    },
  },
  {
    title: 'N-14: quality comments on a complaint and asks about it, and the owner answers',
    sends: ['commentComplaint', 'askComplaint', 'answerQuestionComplaint'],
    async tell(sender) {
      const { number } = await inWork(sender);
      await sender.send('commentComplaint', { by: 'quality.1', at: { number } });
      await sender.send('askComplaint', { by: 'quality.1', at: { number } });
      await sender.send('answerQuestionComplaint', { by: 'agent.1', at: { number } });
      const words = await sender.as('quality.1').get(`${sender.base}/complaints/${number}/words`);
      expect(JSON.stringify(words.as())).toContain('تواصلنا مع المركز اليوم');
    },
  },
  {
    title: 'a deadline is extended by somebody who does not own the complaint',
    sends: ['extendComplaint'],
    async tell(sender) {
      const { number } = await inWork(sender);
      await sender.send('extendComplaint', { by: 'manager.1', at: { number } });
    },
  },
  {
    title: 'a complaint is handed over, declined, handed over again and taken',
    sends: ['handOverComplaint', 'declineHandOverComplaint', 'takeComplaint'],
    async tell(sender) {
      const { number } = await inWork(sender);
      for (const operation of ['declineHandOverComplaint', 'takeComplaint']) {
        await sender.send('handOverComplaint', { by: 'agent.1', at: { number } });
        await sender.send(operation, { by: 'agent.2', at: { number } });
      }
    },
  },
  {
    title: 'two complaints are linked, and parted again',
    sends: ['linkComplaint', 'unlinkComplaint'],
    async tell(sender) {
      const { number } = await opened(sender.api, sender.organisation);
      const other = await opened(sender.api, sender.organisation);
      for (const operation of ['linkComplaint', 'unlinkComplaint'])
        await sender.send(operation, { by: 'supervisor.1', at: { number }, put: { number: other.number } });
    },
  },
  {
    title: 'a complaint goes into another one of the same customer, and goes on by itself again',
    sends: ['mergeComplaint', 'undoMergeComplaint'],
    async tell(sender) {
      const { number } = await opened(sender.api, sender.organisation);
      const { number: into } = await opened(sender.api, sender.organisation);
      await sender.send('mergeComplaint', { by: 'supervisor.1', at: { number }, put: { into } });
      await sender.send('undoMergeComplaint', { by: 'supervisor.1', at: { number } });
    },
  },
  {
    title: 'an incident is declared, its complaints are joined, told and answered',
    sends: [
      ...['declareIncident', 'joinComplaintsToIncident', 'tellOfIncident', 'answerIncident', 'sendAnswerOfIncident'],
      ...['leaveIncidentComplaint', 'joinIncidentComplaint', 'approveAnswerOfIncident'],
    ],
    async tell(sender) {
      const { number } = await inWork(sender);
      const { incident } = (await sender.send('declareIncident', { by: 'supervisor.1' })).as<{ incident: string }>();
      const at = { incident };
      await sender.send('joinComplaintsToIncident', { by: 'supervisor.1', at, put: { numbers: [number] } });
      for (const operation of ['leaveIncidentComplaint', 'joinIncidentComplaint'])
        await sender.send(operation, { by: 'supervisor.1', at: { number }, put: { incident } });
      await sender.send('tellOfIncident', { by: 'supervisor.1', at });
      const { answer } = (await sender.send('answerIncident', { by: 'supervisor.1', at })).as<IncidentView>();
      await sender.send('approveAnswerOfIncident', { by: 'manager.1', at, seen: answer?.digest });
      await sender.send('sendAnswerOfIncident', { by: 'supervisor.1', at });
    },
  },
  {
    title: 'complaints are given to one person',
    sends: ['assignComplaints'],
    async tell(sender) {
      const { number } = await opened(sender.api, sender.organisation);
      await sender.send('assignComplaints', { by: 'supervisor.1', put: { numbers: [number] } });
    },
  },
  {
    title: 'a complaint is shared with a colleague, and no longer',
    sends: ['shareComplaint', 'unshareComplaint'],
    async tell(sender) {
      const { number } = await inWork(sender);
      await sender.send('shareComplaint', { by: 'agent.1', at: { number } });
      await sender.send('unshareComplaint', { by: 'agent.1', at: { number } });
    },
  },
  {
    title: 'staff attach a file to a complaint',
    sends: ['attachComplaint'],
    async tell(sender) {
      const { number } = await opened(sender.api, sender.organisation);
      await sender.send('attachComplaint', { by: 'agent.1', at: { number } });
    },
  },
  {
    title: 'a complaint of an earlier policy goes over to the newest one',
    sends: ['repinComplaint'],
    async tell(sender) {
      const { number } = await sender.underFirstPolicy(() => opened(sender.api, sender.organisation));
      await sender.send('repinComplaint', { by: 'manager.1', at: { number } });
    },
  },
  {
    title: 'a department gives its result, again once it came back, and the care team accepts it',
    sends: [
      'markDepartmentTicketSeen',
      'assignDepartmentTicket',
      'noteDepartmentTicket',
      'resolveDepartmentTicket',
      'returnDepartmentTicket',
      'acceptDepartmentTicket',
    ],
    async tell(sender) {
      const at = await ticketOf(sender);
      await sender.send('markDepartmentTicketSeen', { by: 'supervisor.1', at });
      await sender.send('assignDepartmentTicket', { by: 'supervisor.1', at });
      await sender.send('noteDepartmentTicket', { by: 'agent.1', at });
      await sender.send('resolveDepartmentTicket', { by: 'agent.1', at });
      await sender.send('returnDepartmentTicket', { by: 'supervisor.1', at });
      await sender.send('resolveDepartmentTicket', { by: 'agent.1', at });
      await sender.send('acceptDepartmentTicket', { by: 'supervisor.1', at });
    },
  },
  {
    title: 'a department’s ticket of an earlier policy goes over to the newest one',
    sends: ['repinDepartmentTicket'],
    async tell(sender) {
      const at = await sender.underFirstPolicy(() => ticketOf(sender));
      await sender.send('repinDepartmentTicket', { by: 'manager.1', at });
    },
  },
  {
    title: 'a deadline is worked out beforehand',
    sends: ['previewDeadline'],
    async tell(sender) {
      const answer = await sender.send('previewDeadline', { by: 'agent.1' });
      expect(answer.as<{ answer: object }>().answer).toHaveProperty('dueAt');
    },
  },
];

/** A ticket to a department other than the care team's, once it can be read. */
async function ticketOf(sender: ExampleSender): Promise<{ number: string }> {
  const { api, organisation, pack } = sender;
  const own = pack.groups[pack.kinds.complaint.routes.at(-1)?.group ?? '']?.department;
  const department = Object.keys(pack.departments).find((name) => name !== own) ?? '';
  const { view } = await driven(api, organisation, [
    accepted,
    ['open-department-ticket', { department, text: 'نرجو' }],
  ]);
  const [{ number } = { number: '' }] = view.detail.tickets as { number: string }[];
  await sender.readable(`department-tickets/${number}`, 'supervisor.1');
  return { number };
}
