/** Tickets to other departments: the body of the command that opens one. */

import { z } from 'zod';
import { pinnedPack } from '../../../../application/cases/reading/find-case.ts';
import { askedOfDepartment } from '../../../../application/complaints/ask-department.ts';
import { invalid } from '../../../../application/refused.ts';
import { text } from '../../../../application/text.ts';
import type { TicketCommands } from '../../../../domain/complaint/aspects/other-cases.ts';
import { type Definitions, define } from '../../../cases/command-definition.ts';

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
