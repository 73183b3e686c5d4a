import { readTexts } from '../../db/cases/vault.ts';
import type { Call } from '../call.ts';
import { caseNumber, kindLetters } from '../cases/case-number.ts';
import type { KeepWords } from '../cases/execute-command.ts';
import { freshView, pinnedPack, projectedCase } from '../cases/reading/find-case.ts';
import { isCarried } from '../keyed-tokens.ts';
import { Refused } from '../refused.ts';

/**
 * The number of a new ticket, and its words: what is asked, and the shipment that it is about.
 * @throws Refused `Unavailable` while a correction of this moment cannot be read yet
 */
export async function askedOfDepartment(call: Call, asks: string, keep: KeepWords) {
  const { dependencies, found, principal, key } = call;
  const { id, prefix } = pinnedPack(call);
  const request = [id, found.number, principal.actor.id, key];
  const ticket = caseNumber(dependencies.secret, prefix, kindLetters.departmentTicket, request);
  return { ticket, words: await keep({ text: asks, ...(await numberForDepartment(call)) }) };
}

/**
 * The number that the case's token is of, for a department that is asked to do something about it (C-06).
 * @throws Refused `Unavailable` while a correction of this moment cannot be read yet.
 */
async function numberForDepartment(context: Call): Promise<{ fields?: Record<string, string> }> {
  const { dependencies } = context;
  const view = await freshView(dependencies, context.found);
  const { trackingToken } = view.detail;
  if (trackingToken === undefined) return {};
  const pack = pinnedPack(context);
  const field = pack.kinds.complaint.trackingField ?? '';
  const { words } = await projectedCase({ ...context, found: { ...context.found, view } });
  const entries = await readTexts(dependencies.database, words);
  // What has been erased can be asked for no more; the department is asked without it.
  if (entries.some(({ erased }) => erased)) return {};
  const given = entries.map(({ content }) => {
    return (content.fields as Record<string, string> | undefined) ?? {};
  });
  const right = given.find((fields) => isCarried(pack, dependencies, fields, trackingToken));
  if (!right) throw new Refused('Unavailable', 'The number was corrected just now. Try again.', { retryAfter: 2 });
  return { fields: { [field]: right[field] ?? '' } };
}
