import { timelineOf } from '../../db/cases/cases.ts';
import { noticesOfCase } from '../../db/cases/notices.ts';
import { readTexts, type VaultDocument } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import type { FoundCase } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';

/** The vault's entry that says who the customer is and where messages go: the opening, or its latest correction. */
export async function customerEntry(
  database: Database,
  { view, words }: Pick<FoundCase, 'view' | 'words'>,
): Promise<VaultDocument | undefined> {
  const id = view.detail.customerWords?.id ?? words[0];
  return (await readTexts(database, id ? [id] : []))[0];
}

/** The telephones of a contact. Messages go to the first, and to none of the others. */
export interface Telephones {
  phone?: string | undefined;
  otherPhones?: readonly string[] | undefined;
}

/** Who somebody is, and where messages and letters to them go. */
export interface Contact extends Telephones {
  name?: string;
  email?: string;
  address?: string;
  collects?: boolean;
}

/** The contact in an entry that says who a customer is, or a representative. Empty if there is no entry, or if it has been erased. */
export function contactIn(entry: Pick<VaultDocument, 'content'> | undefined): Contact {
  return (entry?.content.customer ?? entry?.content.representative ?? {}) as Contact;
}

/** True if a letter reaches the customer: by post, or because they collect it. */
export function hasLetterbox({ address, collects }: Contact): boolean {
  return Boolean(address) || collects === true;
}

/** All telephones of a contact, the one to which messages go first. */
export function telephonesOf({ phone, otherPhones = [] }: Telephones): string[] {
  return [...(phone ? [phone] : []), ...otherPhones];
}

/**
 * True if a message would reach the customer: there is an address, and the last message to it did not come back. Only a
 * customer who can be told can be said to have wanted something.
 */
export async function isReachable({ database }: Dependencies, found: FoundCase): Promise<boolean> {
  const entry = await customerEntry(database, found);
  const { phone, email } = contactIn(entry);
  const channels = [...(phone ? ['sms'] : []), ...(email ? ['email'] : [])];
  const events = await timelineOf(database, found);
  const notices = await noticesOfCase(database, found.organisation, found.number);
  return channels.some((channel) => {
    const failed = events.findLast(({ type, data }) => type === 'noticeFailed' && isOf(data, channel));
    const sent = notices.findLast((notice) => notice.to === 'customer' && notice.channel === channel);
    const cameBack = sent?.receipt?.status === 'failed';
    return !cameBack && (!failed || (sent !== undefined && Date.parse(sent.sentAt) > Date.parse(failed.recordedAt)));
  });
}

function isOf(data: object, by: string): boolean {
  const { to, channel } = data as { to?: unknown; channel?: unknown };
  return to === 'customer' && String(channel).split('+').includes(by);
}
