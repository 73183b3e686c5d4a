/**
 * Imported by every story and model of a case. From then on a change of status that the diagram of its kind lacks is an
 * error, in whatever test it happens.
 */
import type { CaseState } from '../../../domain/case/case.ts';
import { type DrawnKind, drawnKinds } from '../../../scripts/kinds/drawn-kinds.ts';

export function isDrawn({ moves }: Pick<DrawnKind, 'moves'>, before: string, after: string): boolean {
  return before === after || moves.some(([from, , to]) => from === before && to === after);
}

for (const drawn of drawnKinds) {
  const { kind } = drawn;
  const { evolve } = kind;
  kind.evolve = (state, event): CaseState => {
    const after = evolve(state, event);
    if (isDrawn(drawn, state.status, after.status)) return after;
    throw new Error(`docs/kinds/${drawn.page}.md has no move from ${state.status} to ${after.status} (${event.type})`);
  };
}
