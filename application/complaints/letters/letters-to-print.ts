/** The letters that wait to be printed, each as it will be read, and what became of it (ours). */

import { z } from 'zod';
import { casesOf } from '../../../db/cases/cases.ts';
import { lettersWaiting, type NoticeDocument, noteReceipt, noticesOfCase } from '../../../db/cases/notices.ts';
import { readTexts } from '../../../db/cases/vault.ts';
import type { No } from '../../../domain/case/command.ts';
import { mayAct } from '../../../domain/case/rights.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { identifiedUntil, notIdentified } from '../../../domain/complaint/aspects/identifying.ts';
import { type Delivery, hasBeenDelivered, type LetterCommands } from '../../../domain/complaint/aspects/letters.ts';
import { detailOf } from '../../../domain/details.ts';
import type { Call } from '../../call.ts';
import { forRights, pinnedPack } from '../../cases/reading/find-case.ts';
import { grantTextAccess } from '../../cases/reading/grant-text-access.ts';
import { invalid, notFound } from '../../refused.ts';

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

/** As many as one sees at a time. */
const mostShown = 1000;

/** Letters that nobody has delivered yet, oldest first, of complaints on which the caller may do so: a thousand at most. */
export async function lettersToPrint({ dependencies, pack, principal }: Call) {
  const { database, packs } = dependencies;
  const items: { number: string; letter: string; template: string; since: string }[] = [];
  for await (const some of lettersWaiting(database, pack.id)) {
    const cases = await casesOf(
      database,
      pack.id,
      some.map(({ number }) => number),
    );
    const open = cases.filter((one) => !mayAct(principal.actor, 'deliver-letter', forRights(packs, one)));
    const numbers = new Set(open.map(({ number }) => number));
    for (const notice of some.filter(({ number }) => numbers.has(number))) {
      items.push({ number: notice.number, letter: idOf(notice), template: notice.template, since: notice.sentAt });
    }
    if (items.length >= mostShown) break;
  }
  return items.slice(0, mostShown);
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
  const receipt = { status: 'delivered' as const, reason: by, at: call.receivedAt, by: call.principal.actor.id };
  if (notice) await noteReceipt(call.dependencies.database, notice._id, receipt);
}

/**
 * What stands against saying so of a complaint that has ended, or null. It takes no command any more, but its letters wait
 * to be posted all the same. What the case judged of a command is judged here.
 */
export async function objectionAfterEnd(
  call: Call,
  view: CaseView,
  { letter, by }: LetterCommands['deliver-letter'],
): Promise<No | null> {
  const rules = pinnedPack(call).kinds.complaint.identification;
  const until = rules && identifiedUntil(detailOf(view, 'complaint'), rules, call.principal.actor.id, call.receivedAt);
  if (by === 'call' && until === null) return notIdentified;
  return (await letterNamed(call, letter))?.receipt ? hasBeenDelivered : null;
}
