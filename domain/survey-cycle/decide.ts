import { type Approval, isLastNeeded, objectionTo } from '../case/approval.ts';
import type { DecisionContext } from '../case/case.ts';
import { type Actor, type Command, isNo, type No, namesOf, no } from '../case/command.ts';
import { readsAs } from '../case/policy.ts';
import { actedOn } from './acting.ts';
import { agreed, decidedOn } from './agreeing.ts';
import type { SurveyCycleCommands } from './commands.ts';
import type { SurveyCycleFact } from './facts.ts';
import { questionnairesDigest, surveyId } from './questionnaire.ts';
import type { SurveyCycleState } from './state.ts';

type SurveyCycleCommand = {
  [Name in keyof SurveyCycleCommands]: Command<Name, SurveyCycleCommands[Name]>;
}[keyof SurveyCycleCommands];

/** What follows from a command that table and rights allow (N-09). */
export function decideSurveyCycle(
  state: SurveyCycleState,
  given: Command,
  around: DecisionContext,
): SurveyCycleFact[] | No {
  const command = given as SurveyCycleCommand;
  const { number } = state;
  const survey = surveyId(number, 'beneficiaries');
  switch (command.name) {
    case 'prepare':
      return prepared(state, command.body);
    case 'review':
      return reviewed(state, command);
    case 'return':
      return returned(state, command);
    case 'close-collection':
      return [{ type: 'collectionClosed', data: { survey } }];
    case 'report':
      return [{ type: 'reportAsked', data: { survey, ...command.body } }];
    case 'discuss':
      return discussed(state, command);
    case 'agree-steps':
      return agreed(state, command);
    case 'decide':
      return decidedOn(state, command, around);
    case 'finish':
      return finished(state, command, around);
    case 'act':
      return actedOn(state, command, around);
    case 'withdraw':
      return [{ type: 'withdrawn', data: command.body }];
    case 'settle-opening':
      return state.status === 'collecting' ? [{ type: 'collectionNotOpened', data: command.body }] : [];
    case 'settle-report':
      return settled(state, command.body);
  }
}

/** Whether a signature is the last one needed, or why it does not count. */
function signature(approval: Approval, digest: string, actor: Actor): { isLast: boolean } | No {
  const objection = objectionTo(approval, { verdict: 'approved', digest }, actor);
  return objection ?? { isLast: isLastNeeded(approval) };
}

function prepared(
  state: SurveyCycleState,
  { questionnaires, words }: SurveyCycleCommands['prepare'],
): SurveyCycleFact[] {
  const { organisation, number } = state;
  const version = state.version + 1;
  const digest = questionnairesDigest({ organisation, number, version, questionnaires });
  return [{ type: 'prepared', data: { questionnaires, version, digest, words } }];
}

/** The cycle ends with what donors said (3.1.16): they were asked and had time to answer, or two people say why not. */
function finished(
  state: SurveyCycleState,
  { actor, body }: Command<'finish', SurveyCycleCommands['finish']>,
  { at }: DecisionContext,
): SurveyCycleFact[] | No {
  const closed: SurveyCycleFact = {
    type: 'donorsSurveyClosed',
    data: { survey: surveyId(state.number, 'donors'), ...body },
  };
  if (!readsAs(state, 3)) return [closed];
  const { asked = 0, answered = 0, unasked } = body;
  if (unasked) {
    const { agreedBy } = unasked;
    return namesOf(actor).includes(agreedBy)
      ? no('SamePerson', 'somebody else has to agree that no donor could be asked')
      : [closed];
  }
  if (asked === 0 && answered === 0) {
    return no('Incomplete', 'no donor has been asked: invite them, or say why nobody could be asked and who agreed');
  }
  const due = state.clocks.findLast(({ rule, state: is }) => rule === 'donors' && is === 'running')?.dueAt ?? null;
  const hasTime = answered === 0 && due !== null && Date.parse(at) < Date.parse(due);
  return hasTime ? no('Incomplete', `no donor has answered yet: they have time until ${due}`) : [closed];
}

const notThere = no('NotAllowedNow', 'there is nothing to sign yet');

function reviewed(
  state: SurveyCycleState,
  { actor, body }: Command<'review', SurveyCycleCommands['review']>,
): SurveyCycleFact[] | No {
  if (state.status !== 'reviewing') return notThere;
  const signed = signature(state.review, body.digest, actor);
  if (isNo(signed)) return signed;
  const given: SurveyCycleFact = { type: 'reviewGiven', data: body };
  if (!signed.isLast) return [given];
  const { digest } = body;
  const survey = surveyId(state.number, 'beneficiaries');
  return [given, { type: 'reviewed', data: { digest } }, { type: 'collectionOpened', data: { survey } }];
}

function returned(
  state: SurveyCycleState,
  { actor, body }: Command<'return', SurveyCycleCommands['return']>,
): SurveyCycleFact[] | No {
  if (state.status !== 'reviewing') return notThere;
  const objection = objectionTo(state.review, { verdict: 'rejected', digest: body.digest }, actor);
  return objection ?? [{ type: 'returned', data: { digest: state.review.digest, words: body.words } }];
}

function discussed(
  state: SurveyCycleState,
  { actor, body }: Command<'discuss', SurveyCycleCommands['discuss']>,
): SurveyCycleFact[] | No {
  if (state.status !== 'discussing') return notThere;
  const signed = signature(state.discussion, body.digest, actor);
  if (isNo(signed)) return signed;
  const given: SurveyCycleFact = { type: 'discussionGiven', data: body };
  return signed.isLast ? [given, { type: 'discussed', data: { digest: body.digest } }] : [given];
}

/** The analysis is there: of the beneficiaries to be discussed, of the donors to be acted on, or to end with. */
function settled({ status, policy }: SurveyCycleState, body: SurveyCycleCommands['settle-report']): SurveyCycleFact[] {
  if (status !== 'reporting' && status !== 'finishing') return [];
  if (body.outcome === 'failed') return [{ type: 'reportFailed', data: { detail: body.detail } }];
  const { counted, late, digest } = body;
  const ofDonors = policy.actsOnDonors ? 'donorsReported' : 'finished';
  return [{ type: status === 'reporting' ? 'reported' : ofDonors, data: { counted, late, digest } }];
}
