/** Every deadline that was missed in a period, with the address of its proof. */
import type { z } from 'zod';
import { eventsOfTypes } from '../../../db/audit/events-asked.ts';
import type { CaseEventDocument } from '../../../db/cases/cases.ts';
import type { ListedFields } from '../../../domain/personal-class.ts';
import { kindOf } from '../../cases/case-number.ts';
import type { ListedQuestion, PeriodQuery } from './listed.ts';

/** A breach as it is shown. */
export interface ShownBreach {
  at: string;
  number: string;
  kind: string | null;
  category: string | null;
  owner: string | null;
  clock: string;
  source: string | null;
  dueAt: string;
  recordedAt: string;
  stoppedAt: string | null;
  event: number;
  proof: string;
}

export const breachFields: ListedFields<ShownBreach> = {
  ...{ at: 'open', number: 'open', kind: 'open', category: 'open', owner: 'staff', clock: 'open', source: 'open' },
  ...{ dueAt: 'open', recordedAt: 'open', stoppedAt: 'open', event: 'open', proof: 'open' },
};

export const breachQuestion: ListedQuestion<z.infer<typeof PeriodQuery>, CaseEventDocument, ShownBreach> = {
  name: 'breach',
  rows: (database, organisation, _, part) => eventsOfTypes(database, organisation, { ...part, types: ['breached'] }),
  numberOf: ({ number }) => number,
  shown({ at, number, recordedAt, sequence, data }, of, organisation) {
    const { clock: id, dueAt } = data as { clock: string; dueAt: string };
    const clock = of?.view.clocks.find((one) => one.id === id);
    const view = { category: of?.view.category ?? null, owner: of?.view.owner ?? null };
    const told = { source: clock?.source ?? null, stoppedAt: clock?.stoppedAt ?? null };
    const proof = `/v1/organisations/${organisation}/cases/${number}/clocks/${id}/proof`;
    return {
      at,
      number,
      kind: kindOf(number) ?? null,
      ...view,
      clock: id,
      dueAt,
      recordedAt,
      ...told,
      event: sequence,
      proof,
    };
  },
};
