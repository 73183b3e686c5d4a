/** A sample of the cases that were opened in a period. Auditors who may read the same cases draw it again from its seed. */
import { z } from 'zod';
import { openedIn } from '../../../db/audit/opened-in.ts';
import { drawn, type Risk, riskOf, sampleOf } from '../../../domain/audit/sample.ts';
import { caseKinds } from '../../../domain/kinds.ts';
import type { ListedFields } from '../../../domain/personal-class.ts';
import type { Call } from '../../call.ts';
import { wholeNumber } from '../../whole-number.ts';
import { mayKnow, WholePeriod, wholePeriod } from './listed.ts';

export const SampleQuery = z.object({
  ...WholePeriod,
  seed: z.string().min(1).max(100).meta({ description: 'The same seed gives the same sample of the same population.' }),
  n: wholeNumber(z.coerce.number().int().min(1).max(1000).default(25)).meta({ description: 'How many.' }),
  kind: z.enum(caseKinds).optional().meta({ description: 'Left out: cases of every kind.' }),
  by: z.enum(['risk', 'chance']).default('risk').meta({
    description: 'By `risk`, a case with breaches, extensions or moved deadlines is likelier to be drawn.',
  }),
});

/** A case that was drawn. */
export interface Drawn extends Risk {
  number: string;
  kind: string;
  category: string;
  openedAt: string;
}

export const sampleFields: ListedFields<Drawn> = {
  ...{ number: 'open', kind: 'open', category: 'open', openedAt: 'open' },
  ...{ breaches: 'open', extensions: 'open', moves: 'open', weight: 'open' },
};

/** The sample in the order of the draw, and how many cases it was drawn from: those that the reader may know of. */
export async function drawSample(
  call: Call<z.infer<typeof SampleQuery>>,
): Promise<{ seed: string; population: number; items: Drawn[] }> {
  const { dependencies, pack, principal, query } = call;
  const { seed, n, kind, by } = query;
  const period = wholePeriod(query);
  const kinds = kind === undefined ? caseKinds : [kind];
  const all: (Drawn & { draw: number })[] = [];
  for await (const one of openedIn(dependencies.database, pack.id, { ...period, kinds })) {
    if (!mayKnow(dependencies, principal.actor, one)) continue;
    const { number, category, openedAt } = one.view;
    const risk = riskOf(one.view, period.before);
    const draw = drawn(seed, number, by === 'risk' ? risk.weight : 1);
    all.push({ number, kind: one.view.kind, category, openedAt, ...risk, draw });
  }
  return { seed, population: all.length, items: sampleOf(all, n).map(({ draw: _, ...item }) => item) };
}
