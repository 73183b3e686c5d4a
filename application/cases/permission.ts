/** Who may open a case and give it a command, who is turned away because of an earlier part, and what a reader is offered. */

import type { Actor, No } from '../../domain/case/command.ts';
import { type CaseForRights, mayAct } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { barredFromDeciding, objectionToDeciding, objectionToSpeaking } from '../permissions/complaint-steps.ts';
import { objectionToItemStep } from '../permissions/followed-item-steps.ts';
import { barredFromLeadStep, objectionToLeadStep } from '../permissions/lead-steps.ts';
import { objectionToProcedureStep } from '../permissions/procedure-steps.ts';
import { barredFromRecordStep, objectionToRecordStep } from '../permissions/record-steps.ts';
import { barredFromSurveyStep, objectionToSurveyStep } from '../permissions/survey-steps.ts';
import { Refused } from '../refused.ts';
import { forRights, freshView } from './reading/find-case.ts';

/** A new case as rights look at it: nobody works on it yet, so that group and department say nothing. */
export function newCase(
  pack: Pack,
  kind: string,
  of: Partial<Pick<CaseForRights, 'about' | 'owner' | 'circle'>> = {},
): CaseForRights {
  const { about = [], owner = null, circle } = of;
  const open = { about, owner, ...(circle ? { circle } : {}) };
  return { ...open, policy: { group: '', department: '', rights: rightsOf(pack, kind) } };
}

/** Throws `Forbidden` if the caller may not open a case of this kind. */
export function mustBeAllowedToOpen(kind: string) {
  return ({ principal, pack }: Pick<Call, 'principal' | 'pack'>): void => {
    const refusal = mayAct(principal.actor, 'open', newCase(pack, kind));
    if (refusal) throw new Refused('Forbidden', refusal.detail);
  };
}

/** Turns away those whose role may not give the command to any complaint. @throws Refused `Forbidden` */
export function mustHold(command: string) {
  return ({ principal, pack }: Pick<Call, 'principal' | 'pack'>): void => {
    const refusal = mayAct(principal.actor, command, newCase(pack, 'complaint'));
    if (refusal) throw new Refused('Forbidden', refusal.detail);
  };
}

/**
 * `Forbidden` if the actor's rights do not reach the command, before anything else of the request is looked at. The projection
 * may be some milliseconds behind a change of owner. So a stranger to the case is refused only if the case itself agrees.
 */
export function mustBeAllowedTo(command: string): (context: Call) => Promise<void> {
  return async ({ principal, found, dependencies }) => {
    const subject = forRights(dependencies.packs, found);
    const refusal = mayAct(principal.actor, command, subject);
    if (refusal === null) return;
    if (refusal.no === 'NotYourCase') {
      const view = await freshView(dependencies, found);
      if (mayAct(principal.actor, command, forRights(dependencies.packs, { ...found, view })) === null) return;
    }
    throw new Refused(refusal.no as 'Forbidden', refusal.detail);
  };
}

/**
 * A check that looks at earlier parts of the caller, under whatever name, before anything else of the command is looked at.
 * The projection may lie behind, so nobody is turned away unless the case agrees. The check throws Refused with what stands
 * against the caller.
 */
function stepGuard(refusalOf: (actor: Actor, command: string, view: CaseView, subject: CaseForRights) => No | null) {
  return async ({ principal, found, dependencies }: Call, command: string): Promise<void> => {
    const refusalIn = (view: CaseView) =>
      refusalOf(principal.actor, command, view, forRights(dependencies.packs, { ...found, view }));
    if (refusalIn(found.view) === null) return;
    const refusal = refusalIn(await freshView(dependencies, found));
    if (refusal) throw new Refused(refusal.no, refusal.detail);
  };
}

/** Turns away those who prepared the claim or own the complaint, under whatever name. @throws Refused */
export const mustBeSomebodyElse = stepGuard(barredFromDeciding);

/** Turns away those who asked, or are to be appointed, under whatever name. @throws Refused */
export const mustNotBeTheirs = stepGuard(barredFromLeadStep);

/** Turns away those who had a part in the form that does not go together with this step. @throws Refused */
export const mustDiffer = stepGuard(barredFromRecordStep);

/** Turns away those who had a part in the cycle that does not go together with this step. @throws Refused */
export const mustBeAnother = stepGuard(barredFromSurveyStep);

/** Turns away those who would agree with themselves, under whatever name. @throws Refused */
export const mustBeASecondPerson = stepGuard(objectionToItemStep);

/** Turns away those who take no step of the procedure by that command. @throws Refused */
export const mustTakeStep = stepGuard(objectionToProcedureStep);

/**
 * Turns away those who may not speak for the customer, in running cases of any version. Only the owner or a supervisor does,
 * and nobody who is barred from the round. @throws Refused
 */
export const mustSpeakForCustomer = stepGuard(objectionToSpeaking);

/** What stands against a command because of who had which part before, if a kind has its own rules for that. */
const ofKind: Record<string, typeof objectionToDeciding> = {
  recordChange: objectionToRecordStep,
  surveyCycle: objectionToSurveyStep,
  followedItem: objectionToItemStep,
  lead: objectionToLeadStep,
  procedure: objectionToProcedureStep,
};

/** A view for one reader: `allowed` holds what the case takes now and what they may do. */
export function viewFor(view: CaseView, actor: Actor, subject: CaseForRights): CaseView {
  const objection = ofKind[view.kind] ?? objectionToDeciding;
  const may = (command: string) =>
    mayAct(actor, command, subject) === null && objection(actor, command, view, subject) === null;
  return { ...view, allowed: view.allowed.filter(may) };
}
