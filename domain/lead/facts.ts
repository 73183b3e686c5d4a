import type { LeadAspect } from './aspect.ts';
import type { leadAspects } from './aspects.ts';

type FactsOf<One> = One extends LeadAspect<infer _Commands, infer Facts> ? Facts : never;

/** What can happen to a lead, in the past tense, and what is known of it: the facts of its aspects. */
export type LeadFact = FactsOf<(typeof leadAspects)[number]>;
