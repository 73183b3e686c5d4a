import type { RoleRights } from '../domain/policy.ts';
import type { StandardRole } from './vocabulary.ts';

/** What the staff of every care team may do for a customer (recorded so), and with a case. */
const work: RoleRights['commands'] = {
  open: 'yes',
  complete: 'yes',
  withdraw: 'yes',
  confirm: 'yes',
  accept: 'yes',
  'return-for-completion': 'yes',
  pause: 'yes',
  resume: 'yes',
  'log-contact': 'yes',
};

const lead: RoleRights['commands'] = { ...work, decline: 'yes', assign: 'yes', answer: 'yes', interim: 'yes' };

/** The table of rights of the design, section 4: what a role may do unless a pack says otherwise. */
export const defaultRights: Record<StandardRole, RoleRights> = {
  agent: {
    commands: { ...work, assign: 'self', answer: 'owner', interim: 'owner' },
    read: 'group',
    words: 'own',
    replay: false,
    proofs: false,
    audit: false,
  },
  supervisor: { commands: lead, read: 'department', words: 'department', replay: false, proofs: false, audit: false },
  manager: {
    commands: { ...lead, approve: 'yes', repin: 'yes', extend: 'yes' },
    read: 'all',
    words: 'all',
    replay: false,
    proofs: true,
    audit: false,
  },
  quality: { commands: {}, read: 'all', words: 'all', replay: false, proofs: true, audit: false },
  auditor: { commands: {}, read: 'all', words: 'with-reason', replay: true, proofs: true, audit: true },
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
