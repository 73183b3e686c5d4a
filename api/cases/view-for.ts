import type { Actor } from '../../domain/command.ts';
import { type CaseForRights, mayAct } from '../../domain/rights.ts';
import type { CaseView } from '../../domain/view.ts';
import { objectionToRecordStep } from '../record-changes/deciding.ts';
import { objectionToDeciding } from './deciding.ts';

/** A view for one reader: `allowed` holds what the case takes now and what he may do. */
export function viewFor(view: CaseView, actor: Actor, subject: CaseForRights): CaseView {
  const objection = view.kind === 'recordChange' ? objectionToRecordStep : objectionToDeciding;
  const may = (command: string) =>
    mayAct(actor, command, subject) === null && objection(actor, command, view, subject) === null;
  return { ...view, allowed: view.allowed.filter(may) };
}
