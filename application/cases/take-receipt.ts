/** What the SMS gateway says of messages that it has taken (F-09). The first word on each of them counts. */

import { findNotice, type NoticeDocument, noteReceipt } from '../../db/cases/notices.ts';
import type { Channel } from '../../domain/case/policy.ts';
import type { CaseKind } from '../../domain/kinds.ts';
import { packOfVersion } from '../../packs/load/load.ts';
import { CaseEnded, tellUndelivered } from '../../temporal/cases.ts';
import type { FoundCase } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { notFound } from '../refused.ts';
import { type Contact, contactIn, customerEntry, hasLetterbox } from './customer-contact.ts';
import { lookUpCase } from './reading/find-case.ts';
import { receiptTold } from './told-by-system.ts';

export interface Receipt {
  /** The key under which the SMS was handed over. */
  key: string;
  status: 'delivered' | 'failed';
  /** Why it failed, as a code. */
  reason?: string | undefined;
}

/** Notes what became of an SMS; the case hears of a failure. @throws Refused `NotFound` while no such SMS is known */
export async function takeReceipt(dependencies: Dependencies, receipt: Receipt, at: string): Promise<void> {
  const notice = await findNotice(dependencies.database, receipt.key);
  // It may come before the delivery has been noted: then the gateway repeats it.
  if (notice?.channel !== 'sms') throw notFound();
  if (notice.receipt) return;
  // First the case, then the note: if one of them breaks off, the repetition does both.
  if (receipt.status === 'failed' && notice.to === 'customer') await failed(dependencies, notice, receipt);
  const { status, reason = null } = receipt;
  await noteReceipt(dependencies.database, receipt.key, { status, reason, at });
}

/** Tells the case, which makes a fact of it, and by which channels the customer can still hear of it. */
async function failed(dependencies: Dependencies, notice: NoticeDocument, receipt: Receipt): Promise<void> {
  const { organisation, number, template, told } = notice;
  const found = await lookUpCase(dependencies, organisation, number);
  if (!found) return;
  const contact = contactIn(await customerEntry(dependencies.database, found));
  const instead: Channel[] = (await hasEmailLeft(dependencies, contact, receipt.key)) ? ['email'] : [];
  const detail = `the SMS gateway says ${receipt.reason ?? 'not delivered'}`;
  const address = { kind: found.view.kind as CaseKind, organisation, number };
  const wentByEmail = await findNotice(dependencies.database, emailOf(receipt.key));
  const isTold = instead.length > 0 || wentByEmail !== null;
  const about = { key: receipt.key, channel: 'sms' as const, template, detail, instead, isTold };
  const letter = !isTold && mayBePrinted(dependencies, found, contact) ? { letter: true as const } : {};
  const undelivered = { ...about, ...letter, ...(told ? { told } : {}) };
  const signed = receiptTold(dependencies, address, undelivered);
  await tellUndelivered(dependencies.temporal, address, signed).catch((error: unknown) => {
    // A case that has ended tells nobody anything any more; the notice keeps its receipt.
    if (!(error instanceof CaseEnded)) throw error;
  });
}

/** True if the customer has an address for e-mail and this notice has not gone, or been tried, by it. */
async function hasEmailLeft({ database }: Dependencies, { email }: Contact, key: string): Promise<boolean> {
  if (!email || key.includes(':instead:')) return false;
  return (await findNotice(database, emailOf(key))) === null;
}

/** True if the customer has an address for letters, and staff print some. Only the contact of a complaint has one. */
function mayBePrinted({ packs }: Pick<Dependencies, 'packs'>, { view }: FoundCase, contact: Contact): boolean {
  const letters = packOfVersion(packs, view)?.kinds.complaint.letters;
  return letters !== undefined && hasLetterbox(contact);
}

const emailOf = (key: string): string => key.replace(/:sms$/, ':email');
