import type { KindOfPolicy } from '../kind-of-policy.ts';
import { clocksAndNotices } from '../placed.ts';
import { ticketRightsOf, ticketSliceFor } from './pinned-policy.ts';

const path = ['kinds', 'departmentTicket'];

/** What one department must do for a complaint. Its category is that of the complaint. */
export const departmentTicket: KindOfPolicy = {
  clocks: ({ kinds }) => clocksAndNotices(path, kinds.departmentTicket).clocks,
  notices: ({ kinds }) => clocksAndNotices(path, kinds.departmentTicket).notices,
  decisions: ({ kinds }) => [
    { path, part: kinds.departmentTicket },
    { path: [...path, 'returns'], part: kinds.departmentTicket.returns },
  ],
  // The scope of a stand-in names no command that only a ticket has.
  commandNames: [],
  references: () => [],
  checks: [],
  rights: ticketRightsOf,
  policyFor: (pack, { department, category }) => ticketSliceFor(pack, department, category),
  titleOfCategory: ({ complaint }, category) => complaint.categories[category],
  titleOfClock: ({ departmentTicket: rules }, clock) => rules.clocks[clock],
};
