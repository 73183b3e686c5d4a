import { z } from 'zod';
import { type ListedMoving, type MovedRow, type MovingDocument, movingsOf } from '../../db/bulk/movings.ts';
import type { Call } from '../call.ts';
import { sentenceOf } from './row-faults.ts';

const row = z.int().meta({ description: 'As a spreadsheet counts: the first row is 1.' });

export const MovingView = z
  .object({
    moving: z.string(),
    status: z.enum(['tried', 'proposed', 'declined', 'lapsed', 'opening', 'done', 'broken-off']).meta({
      description:
        'lapsed: nobody decided within thirty days. broken-off: bring the file again; nothing is opened twice.',
    }),
    by: z.string(),
    startedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    tellsCustomers: z.boolean(),
    received: z
      .object({ from: z.iso.date(), to: z.iso.date() })
      .nullable()
      .meta({ description: 'The first and the last day of receipt.' }),
    rows: z.object({
      read: z.int(),
      good: z.int().meta({ description: 'That are to be opened.' }),
      bad: z.int(),
      there: z.int().meta({ description: 'Whose reference has been moved in before: they are left as they are.' }),
      opened: z.int().meta({ description: 'How far it has come.' }),
      late: z.int().meta({ description: 'Of those opened: with a deadline that had passed.' }),
    }),
    bad: z.array(z.object({ row, column: z.string().nullable(), fault: z.string(), reason: z.string() })),
    ignoredColumns: z.array(z.string()).meta({ description: 'Columns whose titles say nothing here.' }),
  })
  .meta({ id: 'MovingIn' });
export type MovingView = z.infer<typeof MovingView>;

/** A moving-in as it stands, with a sentence for each fault in the language asked for. */
export function movingView({ pack }: Pick<Call, 'pack'>, document: MovingDocument, language: 'ar' | 'en'): MovingView {
  const bad = faultsOf(document).map((fault) => ({
    ...{ row: fault.row, column: fault.column, fault: fault.fault },
    reason: sentenceOf(fault, language, pack),
  }));
  return { ...withoutFaults(document), bad };
}

function withoutFaults(document: ListedMoving): MovingView {
  const { number, by, startedAt, tellsCustomers, received, decision, ignoredColumns, batches } = document;
  const faults = [...document.faults, ...batches.flatMap((batch) => batch.faults)];
  const moved = [...document.before, ...batches.flatMap((batch) => batch.moved)];
  const opened = moved.filter(({ wasThere }) => !wasThere);
  return {
    ...{ moving: number, status: statusOf(document), by, startedAt, tellsCustomers, received, ignoredColumns },
    ...{ decidedBy: decision?.by.id ?? null, decidedAt: decision?.at ?? null },
    rows: {
      read: document.rows,
      good: batches.reduce((sum, { rows, faults: { length } }) => sum + rows - length, 0),
      bad: new Set(faults.map((fault) => fault.row)).size,
      there: moved.length - opened.length,
      opened: opened.length,
      late: opened.filter(({ isLate }) => isLate).length,
    },
    bad: [],
  };
}

/** What was brought, the latest first, without its faults. */
export async function listMovings(call: Call): Promise<MovingView[]> {
  const found = await movingsOf(call.dependencies.database, call.pack.id);
  return found.map(withoutFaults);
}

/** Every fault, in the order of the rows. */
export function faultsOf({ faults, batches }: MovingDocument): MovingDocument['faults'] {
  return [...faults, ...batches.flatMap((batch) => batch.faults)].sort((a, b) => a.row - b.row);
}

/** Every row whose complaint is there, in the order of the rows. */
export function movedRows({ before, batches }: MovingDocument): MovedRow[] {
  return [...before, ...batches.flatMap(({ moved }) => moved)].sort((a, b) => a.row - b.row);
}

function statusOf({ trial, decision, endedAt, batches }: ListedMoving): MovingView['status'] {
  if (trial) return 'tried';
  if (!decision) return endedAt ? 'lapsed' : 'proposed';
  if (!decision.approved) return 'declined';
  if (!endedAt) return 'opening';
  return batches.every(({ isDone }) => isDone) ? 'done' : 'broken-off';
}
