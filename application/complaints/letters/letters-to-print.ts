/** The letters that wait to be printed, each as it will be read, and what became of it (ours). */

import { z } from 'zod';
import { lettersWaiting, type NoticeDocument, noteReceipt, noticesOfCase } from '../../../db/cases/notices.ts';
import { readTexts } from '../../../db/cases/vault.ts';
import { mayAct } from '../../../domain/case/rights.ts';
import type { Delivery, LetterCommands } from '../../../domain/complaint/aspects/letters.ts';
import { rightsOf } from '../../../packs/rights/rights.ts';
import type { Call } from '../../call.ts';
import { forRights, lookUpCase } from '../../cases/reading/find-case.ts';
import { grantTextAccess } from '../../cases/reading/grant-text-access.ts';
import { inEveryRight } from '../../permissions/acting-roles.ts';
import { invalid, notFound, Refused } from '../../refused.ts';

/** What a letter says. Stands in the vault, under the key of the complaint. */
export const LetterContent = z.object({
  language: z.enum(['ar', 'en']),
  subject: z.string().nullable(),
  text: z.string(),
  to: z.object({
    name: z.string().nullable(),
    address: z.string().nullable().meta({ description: 'Null if the customer collects letters in person.' }),
  }),
});
export type LetterContent = z.infer<typeof LetterContent>;

/** The id of a letter within its complaint. */
const idOf = ({ words = '' }: Pick<NoticeDocument, 'words'>): string => words.split('/').at(-1) ?? '';

/** @throws Refused `Forbidden` unless a role of the caller delivers letters */
export function mustDeliverLetters({ principal, pack }: Pick<Call, 'principal' | 'pack'>): void {
  const held = inEveryRight(principal.actor).flatMap(({ actor }) => actor.roles);
  if (held.some((role) => rightsOf(pack)[role]?.commands['deliver-letter'])) return;
  throw new Refused('Forbidden', 'Your role delivers no letters.');
}

/** Letters that nobody has delivered yet, oldest first, of complaints on which the caller may do so. */
export async function lettersToPrint({ dependencies, pack, principal }: Call) {
  const items: { number: string; letter: string; template: string; since: string }[] = [];
  for (const notice of await lettersWaiting(dependencies.database, pack.id)) {
    const found = await lookUpCase(dependencies, pack.id, notice.number);
    if (!found || mayAct(principal.actor, 'deliver-letter', forRights(dependencies.packs, found))) continue;
    items.push({ number: notice.number, letter: idOf(notice), template: notice.template, since: notice.sentAt });
  }
  return items;
}

async function letterNamed({ dependencies, found }: Pick<Call, 'dependencies' | 'found'>, letter: string) {
  const all = await noticesOfCase(dependencies.database, found.organisation, found.number);
  return all.find((notice) => notice.channel === 'letter' && idOf(notice) === letter);
}

/** One letter as it is printed. The look is recorded. @throws Refused `NotFound` if the complaint has no such letter */
export async function letterToPrint(call: Call<{ reason?: string | undefined }>): Promise<LetterContent> {
  const notice = await letterNamed(call, call.ids.letter ?? '');
  if (!notice?.words) throw notFound();
  await grantTextAccess(call, 'a letter to print');
  const [entry] = await readTexts(call.dependencies.database, [notice.words]);
  if (!entry || entry.erased) throw notFound();
  return LetterContent.parse(entry.content.letter);
}

/** What the case is told of a letter. @throws Refused `Invalid` if the complaint has no such letter */
export async function letterDelivered(
  call: Pick<Call, 'dependencies' | 'found'>,
  { letter, by }: { letter: string; by: Delivery },
): Promise<Omit<LetterCommands['deliver-letter'], 'words'>> {
  const notice = await letterNamed(call, letter);
  if (!notice) throw invalid('letter', 'is no letter of this complaint');
  return { letter, template: notice.template, by, answer: notice.told?.answer ?? null };
}

/** The letter waits no more: it counts as told from then on (N-13). */
export async function noteLetterDelivered(call: Call, { letter, by }: { letter: string; by: Delivery }): Promise<void> {
  const notice = await letterNamed(call, letter);
  const receipt = { status: 'delivered' as const, reason: by, at: call.receivedAt };
  if (notice) await noteReceipt(call.dependencies.database, notice._id, receipt);
}
