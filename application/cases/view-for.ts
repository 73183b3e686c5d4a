import type { Actor } from '../../domain/command.ts';
import { type CaseForRights, mayAct } from '../../domain/rights.ts';
import type { CaseView } from '../../domain/view.ts';
import { objectionToDeciding } from '../complaints/claim-decisions.ts';
import { objectionToLeadStep } from '../leads/step-permissions.ts';
import { objectionToRecordStep } from '../registry/step-permissions.ts';
import { objectionToItemStep } from '../survey-cycles/followed-item-permissions.ts';
import { objectionToSurveyStep } from '../survey-cycles/step-permissions.ts';

/** What stands against a command because of who had which part before, where a kind has its own rules for that. */
const ofKind: Record<string, typeof objectionToDeciding> = {
  recordChange: objectionToRecordStep,
  surveyCycle: objectionToSurveyStep,
  followedItem: objectionToItemStep,
  lead: objectionToLeadStep,
};

/** A view for one reader: `allowed` holds what the case takes now and what he may do. */
export function viewFor(view: CaseView, actor: Actor, subject: CaseForRights): CaseView {
  const objection = ofKind[view.kind] ?? objectionToDeciding;
  const may = (command: string) =>
    mayAct(actor, command, subject) === null && objection(actor, command, view, subject) === null;
  return { ...view, allowed: view.allowed.filter(may) };
}
