/** What the saved histories tell, one outcome each. Seconds stand for days, so that every window ends while somebody waits. */
import type { Actor } from '../../domain/command.ts';
import type { CaseView } from '../../domain/view.ts';
import { sampleAgent, words } from '../cost/standard-complaint.ts';

/** A command by somebody on the complaint or on one of its tickets; or what is waited for. */
export type Act =
  | { command: string; body: object | ((view: CaseView) => object); by: Actor; ticket?: string }
  | { until: (view: CaseView) => boolean };

export interface RecordedStory {
  acts: Act[];
  /** History events after which the case continues as new. */
  continueAfter?: number;
  /** Tickets of the complaint whose own histories are saved too, by the name of the file. */
  tickets?: Record<string, string>;
}

const lead: Actor = { id: 'sample.supervisor.1', roles: ['supervisor'], groups: [], departments: [] };
const managers = [1, 2].map(
  (n): Actor => ({ id: `sample.manager.${n}`, roles: ['manager'], groups: ['care'], departments: ['care'] }),
);

const act = (command: string, body: object = {}, by = sampleAgent): Act => ({ command, body, by });
const answer = act('answer', { words, solved: true });
const helped = act('confirm', { helped: true, words: null });
const onTicket = (ticket: string, command: string, body: object = {}, by = lead): Act => ({
  command,
  body,
  by,
  ticket,
});
const openTicket = (ticket: string) => act('open-department-ticket', { ticket, department: 'operations', words });

/** Whoever approves names the digest of what he has seen. */
const digestOfClaim = ({ detail }: CaseView): object => ({
  digest: (detail.claims as { digest: string }[]).at(-1)?.digest,
});

export const stories: Record<string, RecordedStory> = {
  'complaint-helped': { acts: [act('accept'), answer, helped] },
  'complaint-silence': { acts: [act('accept'), answer] },
  'complaint-second-round': {
    acts: [
      act('accept'),
      answer,
      act('confirm', { helped: false, words }),
      answer,
      act('confirm', { helped: true, words }),
    ],
  },
  'complaint-not-completed': { acts: [act('return-for-completion', { missing: ['details'], words })] },
  'complaint-withdrawn': {
    acts: [act('accept'), act('pause', { reasonCode: 'waiting-for-customer' }), act('withdraw', { words: null })],
  },
  'complaint-continued': {
    acts: [act('accept'), ...Array.from({ length: 14 }, () => act('interim', { words, expectedBy: null })), answer],
    continueAfter: 110,
  },
  'complaint-with-tickets': {
    acts: [
      act('accept'),
      openTicket('recorded-accepted'),
      openTicket('recorded-sent-back'),
      onTicket('recorded-accepted', 'assign', { to: lead.id }),
      onTicket('recorded-accepted', 'note', { words }),
      onTicket('recorded-accepted', 'resolve', { outcome: 'done', words }),
      onTicket('recorded-accepted', 'accept', {}, sampleAgent),
      onTicket('recorded-sent-back', 'resolve', { outcome: 'not-ours', words }),
      onTicket('recorded-sent-back', 'return', { words }, sampleAgent),
      onTicket('recorded-sent-back', 'resolve', { outcome: 'done', words }),
      onTicket('recorded-sent-back', 'accept', {}, sampleAgent),
      answer,
      helped,
    ],
    tickets: { 'recorded-accepted': 'department-ticket-accepted', 'recorded-sent-back': 'department-ticket-sent-back' },
  },
  'complaint-withdrawn-with-ticket': {
    acts: [
      act('accept'),
      openTicket('recorded-withdrawn'),
      onTicket('recorded-withdrawn', 'note', { words }),
      act('withdraw', { words: null }),
    ],
    tickets: { 'recorded-withdrawn': 'department-ticket-withdrawn' },
  },
  'complaint-hand-over-returned': {
    acts: [
      act('accept'),
      act('hand-over', { receiver: 'sample.agent.2', consent: true, words }),
      { until: ({ detail }) => detail.handOver === undefined },
      answer,
      helped,
    ],
  },
  'complaint-reopened': { acts: [act('accept'), answer, helped, act('reopen', { words }), answer, helped] },
  'complaint-objected': {
    acts: [
      act('decline', { reasonCode: 'not-justified', words }, lead),
      act('object', { words }),
      act('accept', {}, managers[0]),
      act('answer', { words, solved: true }, managers[0]),
      helped,
    ],
  },
  'complaint-claim-approved': {
    acts: [
      act('accept'),
      act('prepare-claim', { amount: '250.00', words, attachments: [] }),
      ...managers.map((by): Act => ({ command: 'approve-claim', by, body: digestOfClaim })),
      answer,
      helped,
    ],
  },
};

/** A case that nobody answers breaches, climbs its ladder and waits: its history is of a case that still runs. */
export const breached = 'complaint-breached';
