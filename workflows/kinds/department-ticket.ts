import { departmentTicket as kind } from '../../domain/department-ticket/kind.ts';
import type { TicketPolicy } from '../../domain/department-ticket/policy.ts';
import type { TicketDetails } from '../../domain/department-ticket/state.ts';
import type { CaseInput } from '../messages/case.ts';
import { runCase } from '../runner/run-case.ts';

/** The work of one department for a complaint: done, judged by the side of the complaint, perhaps sent back once. */
export async function departmentTicket(input: CaseInput<TicketDetails, TicketPolicy>): Promise<void> {
  await runCase(kind, input);
}
