/** Steps that end with what one person brings: a document, evidence, an outside party's answer, an entry in the archive. Pure. */
import type { DecisionContext } from '../../case/case.ts';
import { type Command, isNo, type No, no, type VaultTextRef } from '../../case/command.ts';
import {
  type Brought,
  type OnStep,
  objectionToBrought,
  type ProcedureAspect,
  type ValuesGiven,
  withContribution,
  withStep,
} from '../aspect.ts';
import { afterStep } from '../course.ts';
import type { ProcedureFact } from '../facts.ts';
import { givenValues } from '../fields.ts';
import { faultInProposal, type Proposal } from '../proposal.ts';
import type { ProcedureState } from '../state.ts';
import { stepFor } from '../takers.ts';

/** What is handed in, with what it finds and what it recommends. */
type HandIn = OnStep & Brought & Said;
type HandedIn = Brought & ValuesGiven & { step: string; words: VaultTextRef };

/** Words, and what is given for the fields of the step that are no words. */
interface Said {
  words: VaultTextRef;
  values?: Record<string, string>;
}

type Evidence = OnStep & Said & { findings: string[] };

interface HandingInCommands {
  /** `proposal`: of a step that proposes a version. */
  submit: HandIn & { proposal?: Proposal };
  'carry-out': Evidence;
  receive: Evidence;
  archive: OnStep & { words: VaultTextRef | null };
}

type HandingInFact =
  | { type: 'submitted'; data: HandedIn & { proposal?: Proposal } }
  | { type: 'carriedOut'; data: HandedIn }
  | { type: 'documentReceived'; data: HandedIn }
  | { type: 'archived'; data: { step: string; words: VaultTextRef | null } };

type HandedInFact = Extract<HandingInFact, { data: HandedIn }>['type'];

function handedIn(
  type: HandedInFact,
  name: 'submit' | 'carry-out' | 'receive',
): (
  state: ProcedureState,
  command: Command<string, Evidence & { proposal?: Proposal }>,
  around: DecisionContext,
) => ProcedureFact[] | No {
  return (state, { body, actor }, around) => {
    const found = stepFor(state, name, body.step, actor);
    if (isNo(found)) return found;
    const { step, rule } = found;
    const recommendations = 'recommendations' in body ? (body as Brought).recommendations : [];
    const { words, findings, proposal } = body;
    const objection = objectionToBrought(state, rule, { findings, recommendations });
    if (objection) return objection;
    const fault = faultInProposal(rule, proposal, around.at, around.calendar);
    if (fault) return no('Incomplete', fault);
    const given = givenValues(state, rule, body.values, around);
    if (isNo(given)) return given;
    const own = { ...(proposal ? { proposal } : {}), ...given };
    const fact = { type, data: { step: step.id, words, findings, recommendations, ...own } } as ProcedureFact;
    // Whatever else comes until its last day has ended is taken too.
    if (step.closesAt !== undefined) return [fact];
    return [fact, ...afterStep(state, step.id, findings, recommendations.length)];
  };
}

export const handingIn: ProcedureAspect<HandingInCommands, HandingInFact> = {
  decisions: {
    submit: handedIn('submitted', 'submit'),
    'carry-out': handedIn('carriedOut', 'carry-out'),
    receive: handedIn('documentReceived', 'receive'),
    archive(state, { body, actor }) {
      const found = stepFor(state, 'archive', body.step, actor);
      if (isNo(found)) return found;
      const { id } = found.step;
      return [{ type: 'archived', data: { step: id, words: body.words } }, ...afterStep(state, id, [])];
    },
  },
  evolutions: {
    submitted(state, data, event) {
      const { step, proposal } = data;
      const brought = withContribution(state, data, event);
      if (!proposal) return brought;
      const { refused: _, ...proposed } = withStep(brought, step, (one) => ({ ...one, proposal }));
      return proposed;
    },
    carriedOut: withContribution,
    documentReceived: withContribution,
    archived: withContribution,
  },
};
