import type { Call } from '../call.ts';
import { caseNumber, kindLetters } from '../cases/case-number.ts';
import type { KeepWords } from '../cases/execute-command.ts';
import { pinnedPack } from '../cases/pinned-pack.ts';
import { numberForDepartment } from './tracking-number.ts';

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
