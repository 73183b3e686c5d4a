import { z } from 'zod';
import { departmentTicket } from '../../../domain/department-ticket/kind.ts';
import { clockAmong, noticeAmong } from '../../schema/clocks.ts';
import { Name, sourceKeys } from '../../schema/wording.ts';
import { eventsOf } from '../../vocabulary/names.ts';

/** What happens to it that may start or stop a clock, or be told to somebody. */
const events = eventsOf(departmentTicket, ['noted', 'staffNamed', 'clockUnarmed']);

/** The rules of a ticket that the owner of a complaint opens for another department (C-06). */
export const DepartmentTicketRules = z.strictObject({
  ...sourceKeys,
  clocks: z.record(Name, clockAmong(events)),
  returns: z
    .strictObject({ ...sourceKeys, atMost: z.int().nonnegative() })
    .meta({ description: 'How often a result may be sent back to the department, with a reason.' }),
  notices: z.array(noticeAmong(events)),
});
