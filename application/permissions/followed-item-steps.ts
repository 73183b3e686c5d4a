/** Who may take the next step of a followed item, as far as its view tells. */

import type { Actor, No } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { mayNotChangeDate } from '../../domain/followed-item/aspects/agreement.ts';
import { mayNotJudge } from '../../domain/followed-item/aspects/result.ts';

/** Why this actor may not give this command: it is their own item, or they say themselves that it is done. */
export function objectionToItemStep(actor: Actor, command: string, view: CaseView): No | null {
  const { owner } = view;
  if (command === 'accept' || command === 'return') {
    return mayNotJudge(detailOf(view, 'followedItem').completion ?? null, owner, actor);
  }
  return ['change-date', 'withdraw', 'assign'].includes(command) ? mayNotChangeDate(owner, actor) : null;
}
