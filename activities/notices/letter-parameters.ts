/** What a letter may say that its case does not carry: names, titles and links, made when it is sent and kept nowhere. */

import { contactIn } from '../../application/cases/customer-contact.ts';
import {
  followUpSecret,
  linkGeneration,
  openFollowUp,
  representativeSecret,
  statementSecret,
  trackingSecret,
} from '../../db/access/customer-keys.ts';
import type { VaultDocument } from '../../db/cases/vault.ts';
import type { CommandKeys } from '../../db/command-signatures.ts';
import type { Database } from '../../db/database.ts';
import type { LinkKeys } from '../../db/derivations.ts';
import { findProgramme } from '../../db/leads/programmes.ts';
import type { StaffDocument } from '../../db/organisation/staff.ts';
import type { ToldByNotice } from '../../domain/case/case.ts';
import { kindNamed } from '../../packs/kinds.ts';
import type { NoticeParameters } from '../../packs/words/template.ts';
import type { NoticeBatch } from '../../workflows/messages/notices.ts';
import type { Letter } from './letters.ts';

export interface KnownOfCase {
  /** The opening words: who the customer is; of a followed item, what is to be done. */
  words: VaultDocument | undefined;
  directory: StaffDocument[];
  link: string | null;
  /** Of a lead: the name of its programme, by language. */
  categoryTitle: { ar: string; en: string } | null;
  /** Of a registration: the name of the programme that it is for. */
  joined: { ar: string; en: string } | null;
  /** Where an appointment is: a link, or a place. */
  place?: { ar: string; en: string } | null;
}

/** The longest piece of what is to be done that stands in a letter; the case has the rest. */
const longestItem = 200;

type Name = KnownOfCase['categoryTitle'];

/** The name of the lead's programme, or of the programme that a person who registers joins. Null if there is none. */
export async function programmeNames(
  database: Database,
  { kind, organisation, category }: Pick<NoticeBatch, 'kind' | 'organisation' | 'category'>,
  words: VaultDocument | undefined,
): Promise<Pick<KnownOfCase, 'categoryTitle' | 'joined'>> {
  const nameOfCode = async (code: string | undefined): Promise<Name> =>
    code === undefined ? null : ((await findProgramme(database, organisation, code))?.name ?? null);
  const { programme } = (words?.content.registration ?? {}) as { programme?: string };
  return {
    categoryTitle: await nameOfCode(kindNamed(kind)?.categoryIsProgramme ? category : undefined),
    joined: await nameOfCode(programme),
  };
}

/** The parameters of one letter: only the customer reads the customer's own name and link, only staff read of colleagues. */
export function parametersOf(
  batch: NoticeBatch,
  { addressee, notice }: Letter,
  told: ToldByNotice,
  { words, directory, link, categoryTitle, joined, place }: KnownOfCase,
): NoticeParameters {
  const { number, kind, category, status, reasonCode, mergedInto, owner } = batch;
  const { language } = addressee;
  const { person, part, where: _, ...codes } = told.tells?.codes ?? {};
  const isCustomer = addressee.id === 'customer';
  const isOutside = isCustomer || notice.to === 'representative';
  const customer = isCustomer ? nameIn(words) : undefined;
  const named = person && (nameOf(directory, person, language) ?? person);
  const item = part && itemIn(words, part);
  const writer = isOutside && owner ? directory.find(({ _id }) => _id === owner) : undefined;
  return {
    ...codes,
    ...told.localInstants,
    number,
    kind,
    category,
    status,
    ...(categoryTitle ? { categoryTitle: categoryTitle[language] } : {}),
    ...(told.dueLocal ? { dueLocal: told.dueLocal } : {}),
    ...(reasonCode ? { reasonCode } : {}),
    ...(mergedInto ? { mergedInto } : {}),
    ...(link && isOutside ? { link } : {}),
    ...(told.amount ? { amount: told.amount } : {}),
    ...(notice.escalation ? { clock: notice.escalation.clock.replace(/-\d+$/, '') } : {}),
    ...(customer ? { customer } : {}),
    ...(named ? { person: named } : {}),
    ...(item ? { item } : {}),
    ...(place ? { place: place[language] } : {}),
    ...(joined && isCustomer ? { programme: joined[language] } : {}),
    ...(writer
      ? { writer: { name: writer.name[language], role: writer.roles[0] ?? '', department: batch.department } }
      : {}),
  };
}

function nameIn(words: VaultDocument | undefined): string | undefined {
  return contactIn(words).name?.trim() || undefined;
}

function nameOf(directory: StaffDocument[], id: string, language: 'ar' | 'en'): string | undefined {
  return directory.find(({ _id }) => _id === id)?.name[language];
}

function itemIn(words: VaultDocument | undefined, part: string): string | undefined {
  const fields = (words?.content.fields ?? {}) as Record<string, unknown>;
  const text = Object.hasOwn(fields, part) ? fields[part] : undefined;
  if (typeof text !== 'string') return undefined;
  return text.length > longestItem ? `${text.slice(0, longestItem - 1)}…` : text;
}

/** What links to customers are made of. */
export interface LinkSettings extends CommandKeys, LinkKeys {
  /** Where customers reach the API, such as https://care.example.org. */
  publicUrl: string;
}

/**
 * The address that a batch tells the customer, or null if it is about no complaint. It leads to the questions if an answer
 * has been given, else to where the complaint stands (F-15, F-16, G-03). It is made here, as the message is sent, and kept
 * nowhere. A batch that is tried again has the same one, unless the links have been revoked in between. Its holder may
 * look. What changes something asks for a code as well, except the verdict that the questions take (S9).
 */
export async function customerLink(
  database: Database,
  { publicUrl, ...keys }: LinkSettings,
  { organisation, number, kind, followUp }: Pick<NoticeBatch, 'organisation' | 'number' | 'kind' | 'followUp'>,
): Promise<string | null> {
  if (kind !== 'complaint') return null;
  const generation = await linkGeneration(database, { organisation, number });
  if (!followUp) {
    const path = `/public/organisations/${organisation}/complaints/${number}/follow`;
    return new URL(`${path}/${trackingSecret(keys, { organisation, number }, generation)}`, publicUrl).href;
  }
  const { round, until: expiresAt, revision } = followUp;
  const about = { organisation, number, round, ...(generation === 0 ? {} : { generation }) };
  const own = followUpSecret(keys, about);
  // The hash of its secret is there before the link leaves.
  await openFollowUp(database, own, { ...about, revision, expiresAt });
  return new URL(`/public/follow-ups/${own}`, publicUrl).href;
}

/** The address at which a representative follows the complaint, as far as they may know of it. */
export function representativeLink(
  { publicUrl, ...keys }: LinkSettings,
  { organisation, number }: Pick<NoticeBatch, 'organisation' | 'number'>,
  representative: string,
): string {
  const own = representativeSecret(keys, { organisation, number }, representative);
  const path = `/public/organisations/${organisation}/complaints/${number}/represent/${representative}/${own}`;
  return new URL(path, publicUrl).href;
}

/** The address at which the customer says that a statement in their name is not so. It is good for that alone. */
export function disowningLink(
  { publicUrl, ...keys }: LinkSettings,
  { organisation, number }: Pick<NoticeBatch, 'organisation' | 'number'>,
  statement: number,
): string {
  const own = statementSecret(keys, { organisation, number }, statement);
  return new URL(`/public/organisations/${organisation}/complaints/${number}/disown/${statement}/${own}`, publicUrl)
    .href;
}
