/** Tickets to other departments: the body of the command that opens one. */

import { z } from 'zod';
import { pinnedPack } from '../../../application/cases/pinned-pack.ts';
import { numberForDepartment } from '../../../application/complaints/tracking-number.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { TicketCommands } from '../../../domain/complaint/aspects/tickets.ts';
import { caseNumber, kindLetters } from '../../../temporal/case-number.ts';
import { type Definitions, define, type KeepWords } from '../../cases/command-definition.ts';
import type { Context } from '../../http/route.ts';

export const ticketCommands: Definitions<Omit<TicketCommands, 'ticket-step'>> = {
  'open-department-ticket': define({
    summary: 'Ask another department for its part; the complaint waits for it with its final answer (C-06, N-14)',
    body: z.strictObject({ department: z.string().min(1).max(100), text }),
    example: { department: '{department}', text: 'نرجو مراجعة طلب العميل وإفادتنا بما يلزم لمعالجته.' },
    toCommand: async ({ department, text: words }, context, keep) => {
      const { departments } = pinnedPack(context);
      const others = Object.keys(departments).filter((name) => name !== context.found.department);
      if (!others.includes(department)) throw invalid('department', `must be one of ${others.join(', ')}`);
      return { department, ...(await askedOfDepartment(context, words, keep)) };
    },
  }),
};

/** The number of a new ticket, and its words: what is asked, and the shipment that it is about. */
export async function askedOfDepartment(context: Context, asks: string, keep: KeepWords) {
  const { dependencies, found, principal, key } = context;
  const { id, prefix } = pinnedPack(context);
  const request = [id, found.number, principal.actor.id, key];
  const ticket = caseNumber(dependencies.secret, prefix, kindLetters.departmentTicket, request);
  return { ticket, words: await keep({ text: asks, ...(await numberForDepartment(context)) }) };
}
