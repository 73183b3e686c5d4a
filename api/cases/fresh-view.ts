import { findCase } from '../../db/cases.ts';
import type { CaseView } from '../../domain/view.ts';
import { askCase } from '../../temporal/cases.ts';
import type { CaseKind } from '../../workflows/messages.ts';
import type { Context } from '../http/route.ts';

/** How long to wait for the projection, in milliseconds, before the case itself is asked. */
const patience = 500;

/** A view of at least that revision: from the projection, after a short wait, or from the workflow. */
export async function freshEnough(context: Context, atLeast: number): Promise<CaseView> {
  const { dependencies, found } = context;
  const { organisation, number } = found;
  let { view } = found;
  const until = Date.now() + patience;
  while (view.revision < atLeast && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 25));
    view = (await findCase(dependencies.database, organisation, number))?.view ?? view;
  }
  if (view.revision >= atLeast) return view;
  return askCase(dependencies.temporal, { kind: view.kind as CaseKind, organisation, number });
}
