import { pollUntil } from '../../../db/poll-until.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { CaseKind } from '../../../domain/kinds.ts';
import { askCase, CaseEnded } from '../../../temporal/cases.ts';
import type { Call, FoundCase } from '../../call.ts';
import type { Dependencies } from '../../dependencies.ts';
import { lookUpCase } from './find-case.ts';

/** How long to wait for the projection before the case itself is asked. */
const beforeAskingMs = 500;
/** How long to wait for it if nobody else can be asked. */
const timeoutMs = 2000;

/** The case at that revision or a later one: its projection, after a short wait, or with the view that it gives itself. */
export async function freshCase(context: Call, atLeast: number): Promise<FoundCase> {
  const fresh = await projectedWithin(context, atLeast, beforeAskingMs);
  if (fresh.view.revision >= atLeast) return fresh;
  return { ...fresh, view: await freshView(context.dependencies, fresh) };
}

/**
 * The case once the projection has come as far as the case is known to be: for what stands only there, such as the timeline
 * and which words count. One that lies far behind is taken as it is: `revision` says how far it has come.
 */
export function projectedCase(context: Call): Promise<FoundCase> {
  return projectedWithin(context, context.found.view.revision, timeoutMs);
}

function projectedWithin({ dependencies, found }: Call, atLeast: number, withinMs: number): Promise<FoundCase> {
  const { organisation, number } = found;
  return pollUntil(
    found,
    ({ revision }) => revision >= atLeast,
    async (last) => (await lookUpCase(dependencies, organisation, number)) ?? last,
    withinMs,
  );
}

/** The view as the case itself gives it, if the projection may lie behind what has to be judged. */
export async function freshView(dependencies: Dependencies, found: FoundCase): Promise<CaseView> {
  const { organisation, number, view } = found;
  try {
    return await askCase(dependencies.temporal, { kind: view.kind as CaseKind, organisation, number });
  } catch (error) {
    // Nothing is behind for a case that has ended. If the case cannot be asked now, nobody may be turned away for good.
    if (error instanceof CaseEnded) return view;
    throw error;
  }
}
