/** A lead told step by step. */
import type { Actor } from '../../../domain/case/command.ts';
import { waitingRequest } from '../../../domain/lead/aspects/point-of-contact.ts';
import type { LeadCommandName, LeadCommands } from '../../../domain/lead/commands.ts';
import { lead } from '../../../domain/lead/kind.ts';
import type { LeadPolicy } from '../../../domain/lead/policy.ts';
import type { LeadDetails, LeadState } from '../../../domain/lead/state.ts';
import { person } from '../samples/people.ts';
import { sampleLeadPolicy } from '../samples/sample-lead-policy.ts';
import { words } from '../samples/sample-policy.ts';
import { KindStory } from './kind-story.ts';

export const officer = person('officer', 'agent');
export const colleague = person('colleague', 'agent');
export const manager = person('manager', 'manager');
export const developer = person('developer', 'resource-development');
export const secretary = person('secretary', 'council-secretary');

export const donor = 'NC-P-00000-000001';
export const otherDonor = 'NC-P-00000-000002';

/** The registry's answer that the officer is, or that nobody is, the point of contact. */
export const ofOfficer = { person: officer.id, version: 1 };
export const ofNobody = { person: null, version: 0 };

export const leadDetails: LeadDetails = {
  programme: 'club',
  prospects: [donor, otherDonor],
  expected: '1000.00',
  rate: 40,
  factors: ['shared-interest'],
  words: words('opening'),
  plannedIn: null,
  owner: officer.id,
};

export const attached = {
  attachment: 'pledge-1',
  mediaType: 'application/pdf',
  size: 1000,
  sha256: 'b'.repeat(64),
  words: words('name-of-pledge'),
};
export const payments = [
  { dueOn: '2026-04-15', amount: '400.00', complaint: 'NC-C-00000-000001' },
  { dueOn: '2026-06-15', amount: '600.00', complaint: 'NC-C-00000-000002' },
];

/** A body that each command takes as it stands; what must be approved is known by its digest only. */
export const bodies = {
  follow: { donor, channel: 'phone', contact: ofOfficer, words: words('contact') },
  'log-contact': { donor, channel: 'phone', contact: ofOfficer, reached: true, words: words('contact') },
  rate: { rate: 60, factors: [], words: words('why') },
  review: { outcome: 'unchanged', words: null, rate: 40 },
  close: {
    ...{ donor, amount: '1000.00', payments, words: words('pledge') },
    pledge: { attachment: attached.attachment, sha256: attached.sha256 },
  },
  succeed: {},
  assign: { to: 'colleague', words: null },
  cancel: { words: words('why') },
  correct: { words: words('why') },
  attach: attached,
  'request-contact': { donors: [{ donor, contact: ofOfficer }], words: words('why') },
  'appoint-contact': { donors: [{ donor, contact: ofNobody }], person: officer.id, words: null },
  'reject-contact': { digest: null, words: words('why-not') },
};

export const wednesday = '2026-03-11T07:00:00Z';

export class LeadStory extends KindStory<LeadState, LeadDetails, LeadCommands, LeadCommandName> {
  constructor(how: { by?: Actor; at?: string; details?: Partial<LeadDetails>; policy?: Partial<LeadPolicy> } = {}) {
    const { by: actor = officer, at = wednesday, details, policy } = how;
    super(lead, {
      ...{ number: 'NC-L-00000-000001', at, actor },
      policy: sampleLeadPolicy(policy),
      details: { ...leadDetails, ...details },
    });
  }

  protected usual(name: LeadCommandName): object | undefined {
    const { digest = '' } = waitingRequest(this.state)?.approval ?? {};
    return name === 'approve-contact' ? { digest } : bodies[name];
  }
}

/** Leads in each status, brought there by commands. */
export const followed = (policy: Partial<LeadPolicy> = {}): LeadStory =>
  new LeadStory({ policy }).act('follow', officer, wednesday);
export const closed = (policy: Partial<LeadPolicy> = {}): LeadStory =>
  followed(policy).act('attach', officer, wednesday).act('close', manager, wednesday);
export const received = (amount: string, payment: string | null = null) => ({
  payment,
  received: amount,
  contributions: 1,
});
