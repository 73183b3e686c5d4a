import type { ProcedureState } from './state.ts';

/**
 * The ids of the words that came in a step which is not closed yet. Nobody reads an offer before all of them are opened, and
 * nobody learns what is in one (F-13). None of a case that is no procedure.
 */
export function sealedWords({ steps = [] }: Partial<Pick<ProcedureState, 'steps'>>): Set<string> {
  const open = steps.filter(({ status, closesAt }) => status === 'open' && closesAt !== undefined);
  return new Set(open.flatMap(({ contributions }) => contributions.flatMap(({ words }) => words?.id ?? [])));
}
