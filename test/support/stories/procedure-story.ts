/** An occurrence of a procedure told step by step. */
import { type Actor, systemActor } from '../../../domain/case/command.ts';
import type { ProcedureCommandName, ProcedureCommands } from '../../../domain/procedure/commands.ts';
import { procedure } from '../../../domain/procedure/kind.ts';
import type { ProcedurePolicy, StepRule } from '../../../domain/procedure/policy.ts';
import type {
  DeferredRecommendation,
  NamedParty,
  ProcedureDetails,
  ProcedureState,
  StepState,
} from '../../../domain/procedure/state.ts';
import { words } from '../samples/sample-policy.ts';
import { sampleProcedurePolicy } from '../samples/sample-procedure-policy.ts';
import { KindStory } from './kind-story.ts';

const details: ProcedureDetails = {
  ...{ period: '2026-03', fellDueAt: '2026-03-12T05:00:00Z', madeUpFor: false, previous: null, words: null },
};

interface Told {
  at?: string;
  steps?: StepRule[];
  policy?: ProcedurePolicy;
  asks?: string[];
  deferred?: DeferredRecommendation[];
  parties?: NamedParty[];
}

/** A body that an occurrence takes as it stands; what is judged is named by its digest. `count` tells words apart. */
export function bodyOf(
  name: ProcedureCommandName,
  { steps, recommendations }: Pick<ProcedureState, 'steps' | 'recommendations'>,
  count: number,
): object {
  const said = { step: null, words: words(`said-${count}`), findings: [], recommendations: [] };
  const judged = steps.find(({ status, approval }) => status === 'open' && approval !== null);
  const { digest = '' } = judged?.approval ?? {};
  const undecided = recommendations.filter(({ decision }) => decision === null);
  const bodies: Record<ProcedureCommandName, object> = {
    ...{ submit: said, 'carry-out': said, receive: said, archive: { step: null, words: null } },
    review: { ...said, digest },
    approve: { step: null, digest, words: null },
    ...{ return: { step: null, digest, words: said.words }, reject: { step: null, digest, words: said.words } },
    decide: {
      step: null,
      decisions: undecided.map(({ id }) => ({ recommendation: id, verdict: 'accepted', owner: null, dueOn: null })),
      words: said.words,
    },
    acknowledge: { step: null },
    excuse: { step: null, staff: '', words: said.words },
    evaluate: { ...said, subjects: [] },
    withdraw: { words: said.words },
  };
  return bodies[name];
}

export class ProcedureStory extends KindStory<
  ProcedureState,
  ProcedureDetails,
  ProcedureCommands,
  ProcedureCommandName
> {
  /** `policy`: the rules as a pack has them; left out, those of the steps. */
  constructor({
    at = '2026-03-12T05:00:00Z',
    steps,
    policy = sampleProcedurePolicy(steps),
    asks,
    deferred,
    parties,
  }: Told = {}) {
    const begun = {
      ...details,
      ...(asks ? { asks } : {}),
      ...(deferred ? { deferred } : {}),
      ...(parties ? { parties } : {}),
    };
    super(procedure, { number: 'NC-T-00000-000001', at, actor: systemActor, details: begun, policy });
  }

  protected usual(name: ProcedureCommandName): object {
    return bodyOf(name, this.state, this.events.length);
  }

  /** How each step stands, in the order of the policy. */
  get statuses(): Record<string, StepState['status']> {
    return Object.fromEntries(this.state.steps.map(({ id, status }) => [id, status]));
  }

  step(id: string): StepState {
    const found = this.state.steps.find((one) => one.id === id);
    if (!found) throw new Error(`no step ${id}`);
    return found;
  }

  /** What the directory answers if a step asks for acknowledgement. */
  asked(step: string, staff: string[], at: string): this {
    return this.hears('settle-asked', at, { step, staff });
  }

  refusalOf(name: ProcedureCommandName, by: Actor, at: string, body: object = {}): string {
    const answer = this.attempt(name, by, at, body);
    return 'refusal' in answer ? answer.refusal : 'taken';
  }
}
