/** Who is turned away from a step because of an earlier part that they had in the case. */

import type { Actor, No } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Call } from '../call.ts';
import { barredFromDeciding } from '../permissions/claim-decisions.ts';
import { objectionToItemStep } from '../permissions/followed-item-steps.ts';
import { barredFromLeadStep } from '../permissions/lead-steps.ts';
import { barredFromRecordStep } from '../permissions/record-steps.ts';
import { objectionToSpeaking } from '../permissions/speaking.ts';
import { barredFromSurveyStep } from '../permissions/survey-steps.ts';
import { Refused } from '../refused.ts';
import { forRights } from './reading/find-case.ts';
import { freshView } from './reading/fresh-case.ts';

/**
 * Looks at earlier parts of the caller, under whatever name, before anything else of the command is looked at.
 * The projection may lie behind, so nobody is turned away unless the case agrees.
 * @throws Refused with what stands against it
 */
async function assertMayTakeStep(
  { principal, found, dependencies }: Call,
  command: string,
  refusalOf: (actor: Actor, command: string, view: CaseView, subject: CaseForRights) => No | null,
): Promise<void> {
  const refusalIn = (view: CaseView) =>
    refusalOf(principal.actor, command, view, forRights(dependencies.packs, { ...found, view }));
  if (refusalIn(found.view) === null) return;
  const refusal = refusalIn(await freshView(dependencies, found));
  if (refusal) throw new Refused(refusal.no, refusal.detail);
}

/** Turns away those who prepared the claim or own the complaint, under whatever name. @throws Refused */
export function mustBeSomebodyElse(call: Call, command: string): Promise<void> {
  return assertMayTakeStep(call, command, barredFromDeciding);
}

/** Turns away those who asked, or are to be appointed, under whatever name. @throws Refused */
export function mustNotBeTheirs(call: Call, command: string): Promise<void> {
  return assertMayTakeStep(call, command, barredFromLeadStep);
}

/** Turns away those who had a part in the form that does not go together with this step. @throws Refused */
export function mustDiffer(call: Call, command: string): Promise<void> {
  return assertMayTakeStep(call, command, barredFromRecordStep);
}

/** Turns away those who had a part in the cycle that does not go together with this step. @throws Refused */
export function mustBeAnother(call: Call, command: string): Promise<void> {
  return assertMayTakeStep(call, command, barredFromSurveyStep);
}

/** Turns away those who would agree with themselves, under whatever name. @throws Refused */
export function mustBeASecondPerson(call: Call, command: string): Promise<void> {
  return assertMayTakeStep(call, command, objectionToItemStep);
}

/**
 * Turns away those who may not speak for the customer, in running cases of any version. Only the owner or a supervisor does,
 * and nobody who is barred from the round. @throws Refused
 */
export function mustSpeakForCustomer(call: Call, command: string): Promise<void> {
  return assertMayTakeStep(call, command, objectionToSpeaking);
}
