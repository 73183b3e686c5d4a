/** What is said of a claim, found right: its amount in the policy's currency, and what shows it (C-05). */

import { minorUnits } from '../../domain/money.ts';
import { asciiDigits } from '../../domain/written-text.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';
import { invalid } from '../refused.ts';

/** The amount as the case takes it. @throws Refused `Invalid` if it is none of the policy's currency */
export function checkedAmount(call: Call, given: string, of: string | undefined): string {
  const { currency: ours } = pinnedPack(call).kinds.complaint.claims;
  if (of !== undefined && of !== ours.code) throw invalid('currency', `must be ${ours.code}`);
  const ascii = asciiDigits(given);
  if (minorUnits(ascii, ours) === null) {
    throw invalid(
      'amount',
      `must be above zero, with at most nine digits and ${ours.decimals} decimals, such as 350.00`,
    );
  }
  return ascii;
}

/** @throws Refused `Invalid` unless the complaint has each of these attachments */
export function mustBeAttached({ found }: Call, ids: string[]): void {
  const kept = found.view.detail.attachments ?? [];
  const unknown = ids.find((id) => !kept.some(({ attachment }) => attachment === id));
  if (unknown !== undefined) throw invalid('attachments', `${unknown} is not an attachment of this complaint`);
}
