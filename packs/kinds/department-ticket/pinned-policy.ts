import type { RoleRights } from '../../../domain/case/policy.ts';
import type { TicketPolicy } from '../../../domain/department-ticket/policy.ts';
import type { Pack } from '../../schema.ts';
import { pinnedPolicy, type RightsPack, type Role, rightsIn, roleRights, tablesOf } from '../pinned-policy.ts';

/** The rules of a ticket to a department, in the category of the complaint that it belongs to. */
export function ticketSliceFor(pack: Pack, department: string, category: string): TicketPolicy {
  const { clocks, notices, returns } = pack.kinds.departmentTicket;
  const group = Object.keys(pack.groups).find((name) => pack.groups[name]?.department === department);
  // The checks promise that every department has a group to work its tickets.
  if (!group) throw new Error(`Pack ${pack.id} version ${pack.version} has no group in department ${department}.`);
  const rights = rightsIn(pack, 'departmentTicket', ticketRightsOf);
  const traits = { category, channel: '' };
  const { switchedOff } = pack.kinds.complaint;
  return pinnedPolicy(pack, { traits, group, rights, switchedOff, clocks, notices }, { maxReturns: returns.atMost });
}

/** The calendar by which a department's tickets count: its own, or that of the organisation. */
export function calendarOf(pack: Pack, department: string): string {
  return pack.departments[department]?.calendar ?? pack.calendar;
}

/** What a role may do with a ticket follows from its standing alone: no pack changes it. */
export function ticketRightsOf(pack: RightsPack, _name: string, role: Role): RoleRights {
  return roleRights(role, tablesOf(pack).ticket, {});
}
