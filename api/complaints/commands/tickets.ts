/** Tickets to other departments: the body of the command that opens one. */

import { z } from 'zod';
import { pinnedPack } from '../../../application/cases/pinned-pack.ts';
import { numberForDepartment } from '../../../application/complaints/tracking-number.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { TicketCommands } from '../../../domain/complaint/aspects/tickets.ts';
import { caseNumber, kindLetters } from '../../../temporal/case-number.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const ticketCommands: Definitions<Omit<TicketCommands, 'ticket-step'>> = {
  'open-department-ticket': define({
    summary: 'Ask another department for its part; the complaint waits for it with its final answer (C-06, N-14)',
    body: z.strictObject({ department: z.string().min(1).max(100), text }),
    example: { department: '{department}', text: 'نرجو مراجعة طلب العميل وإفادتنا بما يلزم لمعالجته.' },
    toCommand: async ({ department, text: words }, context, keep) => {
      const { dependencies, found, principal, key } = context;
      const pack = pinnedPack(context);
      const others = Object.keys(pack.departments).filter((name) => name !== found.department);
      if (!others.includes(department)) throw invalid('department', `must be one of ${others.join(', ')}`);
      const request = [pack.id, found.number, principal.actor.id, key];
      const ticket = caseNumber(dependencies.secret, pack.prefix, kindLetters.departmentTicket, request);
      return { ticket, department, words: await keep({ text: words, ...(await numberForDepartment(context)) }) };
    },
  }),
};
