/** The body of each command of a department's ticket, as people send it. */
import { z } from 'zod';
import { assignee } from '../../application/cases/assignee.ts';
import { text } from '../../application/text.ts';
import type { TicketCommandName, TicketCommands } from '../../domain/department-ticket/commands.ts';
import { type Definitions, define } from '../cases/command-definition.ts';

export const ticketCommandDefinitions: Definitions<Pick<TicketCommands, TicketCommandName>> = {
  assign: define({
    summary: 'Give the ticket to somebody of the department; an agent may take it himself',
    body: z.strictObject({ to: z.string().min(1).max(100).meta({ description: 'A staff id.' }) }),
    example: { to: '{organisation}.agent.1' },
    toCommand: async ({ to }, context) => ({ to: await assignee(context, to) }),
  }),
  note: define({
    summary: 'Record a telephone call, an e-mail or a thought; the complaint shows it too (C-01)',
    body: z.strictObject({ text }),
    example: { text: 'تم الاتصال بمستودع التوزيع، والبحث عن الشحنة جارٍ.' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
  }),
  resolve: define({
    summary: 'Give the department’s result, for the side of the complaint to judge (C-06)',
    body: z.strictObject({ outcome: z.enum(['done', 'not-possible', 'not-ours']).default('done'), text }),
    example: { outcome: 'done', text: 'عُثر على الشحنة وأُعيد توجيهها إلى العنوان الصحيح.' },
    toCommand: async ({ outcome, text: words }, _context, keep) => ({ outcome, words: await keep({ text: words }) }),
  }),
  accept: define({
    summary: 'Accept the department’s result: the ticket is closed',
    body: z.strictObject({}),
    example: {},
    toCommand: async () => ({}),
  }),
  return: define({
    summary: 'Send the result back to the department with a reason, as often as the policy allows',
    body: z.strictObject({ text }),
    example: { text: 'لم يُذكر تاريخ التسليم الجديد.' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
  }),
};
