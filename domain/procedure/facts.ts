import type { ProcedureAspect } from './aspect.ts';
import type { procedureAspects } from './aspects.ts';

type FactsOf<One> = One extends ProcedureAspect<infer _Commands, infer Facts> ? Facts : never;

/** What can happen to an occurrence of a procedure, in the past tense: the facts of its aspects. */
export type ProcedureFact = FactsOf<(typeof procedureAspects)[number]>;
