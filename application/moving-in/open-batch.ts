/** Opens the complaints of one batch; whatever breaks off is continued by its repetition, and nothing is opened twice. */
import {
  findMoving,
  keepMovingBatch,
  type MovedRow,
  type MovingDocument,
  type MovingFault,
} from '../../db/bulk/movings.ts';
import { staffOf } from '../../db/organisation/staff.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import type { Pack } from '../../packs/schema.ts';
import type { OpeningDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { waitingRows } from '../registry/imports/waiting-rows.ts';
import { openMovedIn } from './open-moved-in.ts';
import type { RowToMove } from './read-row.ts';

/** Done already, it is left alone; broken off, it is done again, and finds what it has opened. */
export async function openBatch(
  dependencies: OpeningDependencies,
  packOf: (organisation: string, version: number) => Promise<Pack>,
  { organisation, number, index }: { organisation: string; number: string; index: number },
): Promise<void> {
  const { database } = dependencies;
  const document = await findMoving(database, organisation, number);
  const batch = document?.batches[index];
  if (!document?.decision?.approved || !batch) throw new Error(`moving-in ${number} has no batch ${index + 1} to open`);
  if (batch.isDone) return;
  const pack = await packOf(organisation, document.policyVersion);
  const here = new Set((await staffOf(database, organisation)).filter(({ active }) => active).map(({ _id }) => _id));
  const moved: MovedRow[] = [];
  const faults: MovingFault[] = [];
  for (const row of await waitingRows<RowToMove>(database, number, index)) {
    const gone = [row.owner, ...row.body.about].find((id) => id !== null && !here.has(id));
    if (gone !== undefined) {
      const column = gone === row.owner ? 'owner' : 'about';
      faults.push({ row: row.row, column, fault: 'not-on-staff' });
      continue;
    }
    const answer = await openRow(dependencies, pack, document, row);
    if ('fault' in answer) faults.push(answer);
    else moved.push(answer);
  }
  await keepMovingBatch(database, document, index, { ...batch, isDone: true, moved, faults });
}

async function openRow(
  dependencies: OpeningDependencies,
  pack: Pack,
  { number: moving, by: proposedBy, tellsCustomers: tellsCustomer, decision }: MovingDocument,
  row: RowToMove,
): Promise<MovedRow | MovingFault> {
  if (!decision) throw new Error(`nobody has decided on ${moving}`);
  const { status, owner } = row;
  const movedIn = { moving, proposedBy, status, owner, tellsCustomer };
  try {
    const { view, policy } = await openMovedIn(dependencies, {
      pack,
      actor: decision.by,
      row,
      movedIn,
      at: decision.at,
    });
    const wasThere = view.detail.movedIn?.moving !== moving;
    const place = { row: row.row, number: view.number, owner: view.owner };
    return wasThere ? { ...place, wasThere } : { ...place, ...lateness(view, policy) };
  } catch (error) {
    if (!(error instanceof Refused) || (error.reason !== 'Forbidden' && error.reason !== 'Invalid')) throw error;
    // What was judged when the file came is not right any more, or it is about the person who approved it.
    return { row: row.row, column: null, fault: error.reason === 'Forbidden' ? 'not-yours-to-open' : 'not-valid' };
  }
}

/** Whether a deadline had passed when it was opened, and whom its ladder tells by then. */
function lateness({ clocks, openedAt }: CaseView, policy: ComplaintPolicy): Pick<MovedRow, 'isLate' | 'tells'> {
  const hasPassed = (instant: string | null) => instant !== null && Date.parse(instant) <= Date.parse(openedAt);
  const running = clocks.filter(({ state }) => state === 'running');
  const tells = running.flatMap(({ id, rungs }) => {
    const ladder = policy.clocks.find((rule) => rule.id === id)?.ladder ?? [];
    return rungs.flatMap(({ dueAt }, rung) => (hasPassed(dueAt) ? (ladder[rung]?.tell ?? []) : []));
  });
  return running.some(({ dueAt }) => hasPassed(dueAt)) ? { isLate: true, tells: [...new Set(tells)] } : {};
}
