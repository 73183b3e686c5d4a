/** What concerns members of staff themselves: abuse by a customer, and the staff whom a complaint turns out to be about. */

import { z } from 'zod';
import { mustBeInDirectory } from '../../../../application/organisation/on-the-staff.ts';
import { text } from '../../../../application/text.ts';
import type { AbuseCommands } from '../../../../domain/complaint/aspects/people/abuse.ts';
import type { NamedStaffCommands } from '../../../../domain/complaint/aspects/people/named-staff.ts';
import { type Definitions, define } from '../../../cases/command-definition.ts';

export const staffCommands: Definitions<AbuseCommands & NamedStaffCommands> = {
  'report-abuse': define({
    summary: 'Report abuse by the customer to the direct supervisor; the complaint goes on as it is (G-11)',
    body: z.strictObject({ text }),
    example: { text: 'تلفّظ العميل على الموظف بألفاظ غير لائقة أثناء المكالمة.' },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
  }),
  'name-staff': define({
    summary: 'Name the staff whom it turns out to be about: they neither see it nor act on it from then on (F-10)',
    body: z.strictObject({
      staff: z.array(z.string().min(1).max(100)).min(1).max(10).meta({ description: 'Staff ids.' }),
    }),
    example: { staff: ['{organisation}.agent.2'] },
    toCommand: async ({ staff }, context) => {
      await mustBeInDirectory(context, 'staff', staff);
      return { staff };
    },
  }),
};
