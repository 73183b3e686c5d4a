import { commandRoutes } from '../cases/command-routes.ts';
import { caseReadingRoutes } from '../cases/reading-routes.ts';
import type { Route } from '../http/route.ts';
import { ticketCommandDefinitions } from './command-bodies.ts';

const base = '/v1/organisations/{organisation}/department-tickets';

/** Tickets to departments. They are opened by a command on the complaint that they belong to. */
export const departmentTicketRoutes: Route[] = [
  ...commandRoutes(base, 'department-tickets', 'DepartmentTicket', ticketCommandDefinitions),
  ...caseReadingRoutes(base, 'department-tickets', 'departmentTicket'),
];
