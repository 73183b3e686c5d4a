import { z } from 'zod';
import { clockAmong, noticeAmong } from '../../schema/clocks.ts';
import { Name, sourceKeys } from '../../schema/wording.ts';
import { ticketEventNames } from '../../vocabulary/complaint.ts';

/** The rules of a ticket that the owner of a complaint opens for another department (C-06). */
export const DepartmentTicketRules = z.strictObject({
  ...sourceKeys,
  clocks: z.record(Name, clockAmong(ticketEventNames)),
  returns: z
    .strictObject({ ...sourceKeys, atMost: z.int().nonnegative() })
    .meta({ description: 'How often a result may be sent back to the department, with a reason.' }),
  notices: z.array(noticeAmong(ticketEventNames)),
});
