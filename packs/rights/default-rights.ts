import type { CommandReach, RoleRights } from '../../domain/case/policy.ts';
import type { StandardRole } from '../vocabulary/roles-and-rules.ts';

/** What the staff of every care team may do for a customer (recorded so), and with a case. */
const work: RoleRights['commands'] = {
  open: 'yes',
  complete: 'yes',
  take: 'receiver',
  'decline-hand-over': 'receiver',
  'return-for-completion': 'yes',
  pause: 'yes',
  resume: 'yes',
  'log-contact': 'yes',
  'find-party': 'yes',
  'record-discussion': 'yes',
  'open-department-ticket': 'yes',
  attach: 'yes',
  'report-abuse': 'yes',
  disown: 'yes',
  'answer-question': 'owner',
  'correct-contact': 'unowned',
  'correct-fields': 'unowned',
  'correct-category': 'unowned',
  // The owner of a case may always step back: give it back, or name themselves (F-10).
  'give-back': 'owner',
  'name-staff': 'self',
  'tick-step': 'yes',
  'book-appointment': 'yes',
  'keep-appointment': 'yes',
  'cancel-appointment': 'yes',
  'prepare-claim': 'yes',
  'amend-claim': 'yes',
};

/** In the customer's name: with how and when the customer said so. */
export const inTheCustomersName = ['withdraw', 'confirm', 'object', 'reopen', 'rate'] as const;
/** What changes to whom a case, or a part of it, belongs. */
export const aboutTheCase = ['link', 'unlink', 'split'] as const;

/** Quality studies complaints, and changes nothing; those who lead may ask likewise (N-14). */
const study: RoleRights['commands'] = { comment: 'yes', ask: 'yes' };

const lead: RoleRights['commands'] = {
  ...work,
  ...forAll('yes', ...inTheCustomersName, ...aboutTheCase),
  accept: 'yes',
  decline: 'yes',
  assign: 'yes',
  answer: 'yes',
  interim: 'yes',
  'hand-over': 'yes',
  // Both take a complaint from the person who works on it.
  merge: 'yes',
  'name-staff': 'yes',
  share: 'yes',
  unshare: 'yes',
  ...study,
  'answer-question': 'yes',
  'give-back': 'yes',
  'correct-contact': 'yes',
  'correct-fields': 'yes',
  ...forAll('yes', 'correct-category', 'correct-received', 'approve-correction', 'reject-correction'),
  'record-goodwill': 'yes',
};

function forAll(reach: CommandReach, ...commands: string[]): RoleRights['commands'] {
  return Object.fromEntries(commands.map((command) => [command, reach]));
}

/**
 * The table of rights of the design, section 4: what a role may do unless a pack of the third reading says otherwise. The hash
 * of such a pack covers it: once a version has been published, another table is a new table.
 */
export const defaultRights: Record<StandardRole, RoleRights> = {
  agent: {
    commands: {
      ...work,
      ...forAll('owner', ...inTheCustomersName, ...aboutTheCase),
      // A colleague's case stays with that colleague until it is handed over, or a leader assigns it (G-04).
      accept: 'unowned',
      assign: 'self-unowned',
      answer: 'owner',
      interim: 'owner',
      'hand-over': 'owner',
      'record-goodwill': 'owner',
      share: 'owner',
      unshare: 'owner',
    },
    read: 'group',
    words: 'own',
    replay: false,
    proofs: 'own',
    audit: false,
  },
  supervisor: { commands: lead, read: 'department', words: 'department', replay: false, proofs: true, audit: false },
  manager: {
    commands: { ...lead, approve: 'yes', 'approve-claim': 'yes', 'reject-claim': 'yes', repin: 'yes', extend: 'yes' },
    read: 'all',
    words: 'all',
    replay: false,
    proofs: true,
    audit: false,
  },
  quality: {
    commands: study,
    read: 'all',
    words: 'all',
    replay: false,
    proofs: true,
    audit: false,
  },
  auditor: { commands: {}, read: 'all', words: 'with-reason', replay: true, proofs: true, audit: true },
};

/** What the same roles may do with a department's ticket: those who lead, in the department and on the complaint's side. */
const ticketWork: RoleRights['commands'] = {
  note: 'yes',
  resolve: 'owner',
  assign: 'self-unowned',
  accept: 'yes',
  return: 'yes',
};
const ticketLead: RoleRights['commands'] = { ...ticketWork, resolve: 'yes', assign: 'yes' };

export const ticketRights: Record<StandardRole, RoleRights> = {
  agent: { ...defaultRights.agent, commands: ticketWork },
  supervisor: { ...defaultRights.supervisor, commands: ticketLead },
  manager: { ...defaultRights.manager, commands: ticketLead },
  quality: { ...defaultRights.quality, commands: { note: 'yes' } },
  auditor: defaultRights.auditor,
};

/** A role of the organisation's own that stands on no standard one begins with nothing. */
export const noRights: RoleRights = {
  commands: {},
  read: 'none',
  words: 'none',
  replay: false,
  proofs: false,
  audit: false,
};
