import type { ComplaintAspect } from './aspect.ts';
import type { complaintAspects } from './aspects.ts';

type FactsOf<One> = One extends ComplaintAspect<infer _Commands, infer Facts> ? Facts : never;

/** What can happen to a complaint, in the past tense, and what is known of it: the facts of its aspects. */
export type ComplaintFact = FactsOf<(typeof complaintAspects)[number]>;
