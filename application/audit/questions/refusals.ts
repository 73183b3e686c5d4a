/** The commands that cases have refused to people who waited for the outcome. */
import { z } from 'zod';
import { type RefusalDocument, refusalsIn } from '../../../db/cases/refusals.ts';
import type { ListedFields } from '../../../domain/personal-class.ts';
import { kindOf } from '../../cases/case-number.ts';
import { type ListedQuestion, PeriodQuery } from './listed.ts';

export const RefusalQuery = PeriodQuery.extend({
  by: z.string().min(1).max(200).optional().meta({ description: 'The staff id of who was refused.' }),
});

/** A refusal as it is shown. */
export type ShownRefusal = Pick<RefusalDocument, 'at' | 'number' | 'command' | 'by' | 'refusal'> & {
  kind: string | null;
};

export const refusalFields: ListedFields<ShownRefusal> = {
  ...{ at: 'open', number: 'open', kind: 'open', command: 'open', by: 'staff', refusal: 'open' },
};

export const refusalQuestion: ListedQuestion<z.infer<typeof RefusalQuery>, RefusalDocument, ShownRefusal> = {
  name: 'refusal',
  rows: (database, organisation, { by }, part) => refusalsIn(database, organisation, { ...part, by }),
  numberOf: ({ number }) => number,
  shown: ({ at, number, command, by, refusal }) => {
    return { at, number, kind: kindOf(number) ?? null, command, by, refusal };
  },
};
