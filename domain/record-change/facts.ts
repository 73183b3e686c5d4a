import type { RecordChangeAspect } from './aspect.ts';
import type { recordChangeAspects } from './aspects.ts';

type FactsOf<One> = One extends RecordChangeAspect<infer _Commands, infer Facts> ? Facts : never;

/** What can happen to a record change, in the past tense: the facts of its aspects. */
export type RecordChangeFact = FactsOf<(typeof recordChangeAspects)[number]>;
