import type { SurveyCycleAspect } from './aspect.ts';
import type { surveyCycleAspects } from './aspects.ts';

type FactsOf<One> = One extends SurveyCycleAspect<infer _Commands, infer Facts> ? Facts : never;

/** What can happen to a survey cycle, in the past tense: the facts of its aspects. `…Given` is one manager's part. */
export type SurveyCycleFact = FactsOf<(typeof surveyCycleAspects)[number]>;
