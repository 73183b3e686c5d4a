import type { Pack } from '../../../packs/schema.ts';
import type { RunningApi } from './running-api.ts';

/** Does something while the API has these policies instead of its own. */
export async function withPacks<Done>(
  { packs }: Pick<RunningApi, 'packs'>,
  change: (all: readonly Pack[]) => Pack[],
  act: () => Promise<Done>,
): Promise<Done> {
  const all = [...packs];
  packs.splice(0, packs.length, ...change(all));
  try {
    return await act();
  } finally {
    packs.splice(0, packs.length, ...all);
  }
}
