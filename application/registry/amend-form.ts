/** A form that came back is made anew: it has a new digest, and what was approved before is void (N-20). */

import { forgetWords } from '../../db/cases/vault.ts';
import { amendmentMark } from '../../db/derivations.ts';
import { detailOf } from '../../domain/details.ts';
import type { FrozenForm } from '../../domain/record-change/form.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';
import type { AmendmentBody } from './form-body.ts';
import { draftAgain } from './imports/draft-again.ts';
import { draftForm, keepForm } from './make-form.ts';

/** @throws Refused `Invalid` if the body is of another action or fits no record, `StaleBase` if a record has moved */
export async function amendedForm(call: Call, body: AmendmentBody): Promise<FrozenForm> {
  const { dependencies, pack, found, principal, key, receivedAt } = call;
  const { action } = detailOf(found.view, 'recordChange');
  if (body.action !== action) throw invalid('action', `must stay ${action}: for another one prepare a new form`);
  const drafted =
    body.action === 'import'
      ? await draftAgain(dependencies, pack, found.number, body)
      : await draftForm(dependencies, pack, found.number, body);
  const { id: by } = principal.actor;
  const mark = amendmentMark(dependencies.secret, found.number, by, key);
  const name = `amendment-${mark.toString('hex').slice(0, 16)}`;
  return keepForm(dependencies, pack, drafted, { change: found.number, name, by, at: receivedAt });
}

/** Forgets a form that the case has not taken: it names persons, and nobody would ever look for it. */
export async function forgetForm({ dependencies }: Call, { form }: FrozenForm): Promise<void> {
  await forgetWords(dependencies.database, form.id.replace(/form$/, ''));
}
