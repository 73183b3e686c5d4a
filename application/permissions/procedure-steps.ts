/** Who may take a step of a procedure, as far as its view tells. */

import type { Actor, No } from '../../domain/case/command.ts';
import type { CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { objectionToTaking } from '../../domain/procedure/takers.ts';
import { objectionInEveryRight } from './objection.ts';

/** Why this actor takes no step that waits for the command: by their role, or because of an earlier part. */
export function objectionToProcedureStep(
  actor: Actor,
  command: string,
  view: CaseView,
  subject: CaseForRights,
): No | null {
  const standing = detailOf(view, 'procedure');
  return objectionInEveryRight(actor, command, subject, (held) => objectionToTaking(standing, command, held));
}
