import type { CaseKind } from '../domain/kinds.ts';
import { attachmentRoutes } from './attachments/routes.ts';
import { complaintRoutes } from './complaints/routes.ts';
import { departmentTicketRoutes } from './department-tickets/routes.ts';
import { followedItemRoutes } from './followed-items/routes.ts';
import type { Route } from './http/route.ts';
import { leadRoutes } from './leads/routes.ts';
import { procedureRoutes } from './procedures/routes.ts';
import { recordChangeRoutes } from './record-changes/routes.ts';
import { surveyCycleRoutes } from './survey-cycles/routes.ts';

/** The operations of every kind of case. */
export const kindRoutes: Record<CaseKind, Route[]> = {
  complaint: [...complaintRoutes, ...attachmentRoutes],
  departmentTicket: departmentTicketRoutes,
  recordChange: recordChangeRoutes,
  surveyCycle: surveyCycleRoutes,
  followedItem: followedItemRoutes,
  lead: leadRoutes,
  procedure: procedureRoutes,
};
