import type { RoleRights } from '../../domain/case/policy.ts';
import type { StandardRole } from '../vocabulary/roles-and-rules.ts';

/**
 * The first table of rights, for packs that ask for no third reading. It never changes: it is part of what running cases and
 * their replays stand on. What they may not do any more is refused before it reaches them (`packs/rights/rights.ts`).
 */

/** What the staff of every care team may do for a customer (recorded so), and with a case. */
const work: RoleRights['commands'] = {
  open: 'yes',
  complete: 'yes',
  withdraw: 'yes',
  confirm: 'yes',
  object: 'yes',
  reopen: 'yes',
  take: 'receiver',
  'decline-hand-over': 'receiver',
  accept: 'yes',
  'return-for-completion': 'yes',
  pause: 'yes',
  resume: 'yes',
  'log-contact': 'yes',
  'open-department-ticket': 'yes',
  attach: 'yes',
  link: 'yes',
  unlink: 'yes',
  split: 'yes',
  'report-abuse': 'yes',
  rate: 'yes',
  'tick-step': 'yes',
  'book-appointment': 'yes',
  'keep-appointment': 'yes',
  'cancel-appointment': 'yes',
  'prepare-claim': 'yes',
  'amend-claim': 'yes',
};

const lead: RoleRights['commands'] = {
  ...work,
  decline: 'yes',
  assign: 'yes',
  answer: 'yes',
  interim: 'yes',
  'hand-over': 'yes',
  // Both take a complaint from the person who works on it.
  merge: 'yes',
  'name-staff': 'yes',
  'record-goodwill': 'yes',
};

export const firstRights: Record<StandardRole, RoleRights> = {
  agent: {
    commands: {
      ...work,
      assign: 'self',
      answer: 'owner',
      interim: 'owner',
      'hand-over': 'owner',
      'record-goodwill': 'owner',
    },
    read: 'group',
    words: 'own',
    replay: false,
    proofs: false,
    audit: false,
  },
  supervisor: { commands: lead, read: 'department', words: 'department', replay: false, proofs: false, audit: false },
  manager: {
    commands: { ...lead, approve: 'yes', 'approve-claim': 'yes', 'reject-claim': 'yes', repin: 'yes', extend: 'yes' },
    read: 'all',
    words: 'all',
    replay: false,
    proofs: true,
    audit: false,
  },
  quality: { commands: {}, read: 'all', words: 'all', replay: false, proofs: true, audit: false },
  auditor: { commands: {}, read: 'all', words: 'with-reason', replay: true, proofs: true, audit: true },
};

/** What the same roles may do with a department's ticket: those who lead, in the department and on the complaint's side. */
const ticketWork: RoleRights['commands'] = {
  note: 'yes',
  resolve: 'owner',
  assign: 'self',
  accept: 'yes',
  return: 'yes',
};
const ticketLead: RoleRights['commands'] = { ...ticketWork, resolve: 'yes', assign: 'yes' };

export const firstTicketRights: Record<StandardRole, RoleRights> = {
  agent: { ...firstRights.agent, commands: ticketWork },
  supervisor: { ...firstRights.supervisor, commands: ticketLead },
  manager: { ...firstRights.manager, commands: ticketLead },
  quality: { ...firstRights.quality, commands: { note: 'yes' } },
  auditor: firstRights.auditor,
};
