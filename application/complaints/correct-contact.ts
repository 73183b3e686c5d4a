/** Where the customer is told, corrected: what the vault then says, and which links are dead from then on (C-05). */

import { revokeLinks } from '../../db/access/tracking-links.ts';
import { readWords } from '../../db/cases/vault.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { Call, FoundCase } from '../call.ts';
import { customerWordsOf } from '../cases/customer-words.ts';
import { lookUpCase } from '../cases/reading/find-case.ts';
import type { Dependencies } from '../dependencies.ts';

/** What is known of the customer, with what is given now. */
export async function correctedCustomer({ dependencies, found }: Call, given: object): Promise<object> {
  const id = customerWordsOf(found);
  const [known] = await readWords(dependencies.database, id ? [id] : []);
  return { ...(known?.content.customer as object | undefined), ...given };
}

/** Ends the links to it and to the complaints that were merged into it: each leads here. */
export async function revokeAllLinks(
  dependencies: Dependencies,
  { organisation }: Pick<FoundCase, 'organisation'>,
  { number, detail }: CaseView,
  occasion: string,
): Promise<void> {
  await revokeLinks(dependencies.database, { organisation, number }, occasion);
  for (const merged of (detail.merged ?? []) as string[]) {
    const found = await lookUpCase(dependencies, organisation, merged);
    if (found) await revokeAllLinks(dependencies, found, found.view, occasion);
  }
}
