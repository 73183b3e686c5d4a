import type { Actor } from '../../../domain/case/command.ts';
import { type CaseForRights, mayAct } from '../../../domain/case/rights.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { objectionToDeciding } from '../../permissions/claim-decisions.ts';
import { objectionToItemStep } from '../../permissions/followed-item-steps.ts';
import { objectionToLeadStep } from '../../permissions/lead-steps.ts';
import { objectionToRecordStep } from '../../permissions/record-steps.ts';
import { objectionToSurveyStep } from '../../permissions/survey-steps.ts';

/** What stands against a command because of who had which part before, if a kind has its own rules for that. */
const ofKind: Record<string, typeof objectionToDeciding> = {
  recordChange: objectionToRecordStep,
  surveyCycle: objectionToSurveyStep,
  followedItem: objectionToItemStep,
  lead: objectionToLeadStep,
};

/** A view for one reader: `allowed` holds what the case takes now and what they may do. */
export function viewFor(view: CaseView, actor: Actor, subject: CaseForRights): CaseView {
  const objection = ofKind[view.kind] ?? objectionToDeciding;
  const may = (command: string) =>
    mayAct(actor, command, subject) === null && objection(actor, command, view, subject) === null;
  return { ...view, allowed: view.allowed.filter(may) };
}
