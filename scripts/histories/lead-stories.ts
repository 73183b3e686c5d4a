/** Leads whose histories are saved, one for each outcome (N-05, N-06, N-08, N-25). */
import type { Actor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { type ContactRequest, waitingRequest } from '../../domain/lead/aspects/point-of-contact.ts';
import { sampleAgent, words } from '../cost/standard-complaint.ts';
import type { Act, RecordedStory } from './stories.ts';

const person = (name: string, role: string): Actor => ({
  id: name,
  roles: [role],
  groups: ['care'],
  departments: ['care'],
});
const manager = person('sample.manager.1', 'manager');
const supervisor = person('sample.supervisor.1', 'supervisor');
const quality = person('sample.quality.1', 'quality');
const colleague = person('sample.agent.2', 'agent');

type Body = Extract<Act, { command: string }>['body'];
const act = (command: string, body: Body = {}, by: Actor = sampleAgent): Act => ({ command, body, by });
const until = (isSo: (detail: CaseView['detail']) => boolean): Act => ({ until: ({ detail }) => isSo(detail) });

const donor = 'SB-P-00000-000001';
const ofAgent = { person: sampleAgent.id, version: 1 };
const asked = [{ donor, contact: { person: null, version: 0 } }];
const requestsOf = ({ requests }: CaseView['detail']) => requests as ContactRequest[];
const lastIs = (status: string) => until((detail) => requestsOf(detail).at(-1)?.status === status);
const approve = (by: Actor): Act =>
  act(
    'approve-contact',
    ({ detail }) => ({ digest: waitingRequest({ requests: requestsOf(detail) })?.approval.digest }),
    by,
  );

const contact = { donor, channel: 'phone', contact: ofAgent, words };
const follow = act('follow', contact);
const logged = (by = sampleAgent): Act => act('log-contact', { ...contact, reached: true }, by);
const review = act('review', { outcome: 'unchanged', words: null, rate: 40 }, manager);
const sha256 = 'b'.repeat(64);
const attach = act('attach', { attachment: 'pledge', mediaType: 'application/pdf', size: 1000, sha256, words });
const close = (dueOn: string, complaint: string): Act =>
  act('close', {
    ...{ donor, amount: '1000.00', payments: [{ dueOn, amount: '1000.00', complaint }] },
    ...{ pledge: { attachment: 'pledge', sha256 }, words },
  });
const cancel = act('cancel', { words }, manager);
const received = until(({ pledge }) => (pledge as { funding: { received: string } }).funding.received === '1000.00');

/** Of the one named so nothing is received. */
export const neverPaid = 'lead-pledge-missed';

export const leads: Record<string, RecordedStory> = {
  'lead-successful': {
    kind: 'lead',
    acts: [
      act('appoint-contact', { donors: asked, person: sampleAgent.id, words: null }, manager),
      ...[approve(quality), lastIs('appointed'), follow, logged(), review],
      act('rate', { rate: 80, factors: [], words }, manager),
      ...[attach, close('2099-01-31', 'never-opened'), received, act('succeed', {}, manager)],
    ],
  },
  'lead-weeks-missed-then-cancelled': {
    kind: 'lead',
    acts: [until(({ reviews }) => (reviews as { missed: number }).missed >= 2), review, cancel],
  },
  'lead-contact-asked': {
    kind: 'lead',
    acts: [
      follow,
      act('request-contact', { donors: [{ donor, contact: ofAgent }], words }, colleague),
      ...[approve(manager), approve(supervisor), approve(quality), logged(colleague)],
      act('request-contact', { donors: [{ donor, contact: ofAgent }], words }, supervisor),
      act('reject-contact', { digest: null, words }, manager),
      act('appoint-contact', { donors: [{ donor, contact: ofAgent }], person: colleague.id, words: null }, manager),
      ...[lastIs('expired'), act('correct', { words }, manager), cancel],
    ],
  },
  [neverPaid]: {
    kind: 'lead',
    acts: [
      ...[follow, attach, close('2020-01-31', 'recorded-relation-problem')],
      until(({ pledge }) => (pledge as { arrears: boolean }).arrears),
      ...[act('correct', { words }, manager), cancel],
    ],
  },
  'lead-continued': {
    kind: 'lead',
    acts: [follow, ...Array.from({ length: 10 }, () => [logged(), review]).flat(), cancel],
    continueAfter: 110,
  },
};
