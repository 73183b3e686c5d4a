/** To which complaints something is given: by their numbers, or by what they have in common. */
import { z } from 'zod';
import { findFingerprint } from '../../db/cases/fingerprints.ts';
import type { Call } from '../call.ts';
import { pageOfCases } from '../cases/reading/list-cases.ts';
import { likeness } from '../complaints/duplicates.ts';
import { mostAtOnce } from '../complaints/many/bulk-run.ts';
import { invalid } from '../refused.ts';

const caseNumber = z.string().min(1).max(40);

/** One of the two is named: numbers, or what they have in common. */
export const whichComplaints = (most: number) => ({
  numbers: z.array(caseNumber).min(1).max(most).optional(),
  where: z
    .strictObject({
      category: z.string().max(100).optional(),
      text: z
        .string()
        .min(2)
        .max(200)
        .optional()
        .meta({ description: 'Words of theirs that you may read; it counts as a look.' }),
      receivedFrom: z.iso.datetime({ offset: true }).optional(),
      receivedBefore: z.iso.datetime({ offset: true }).optional(),
      like: caseNumber.optional().meta({ description: 'A complaint whose words theirs are like.' }),
    })
    .optional()
    .meta({ description: `Instead of numbers: what they have in common. More than ${most} are refused.` }),
});
export type WhichComplaints = {
  [Name in keyof ReturnType<typeof whichComplaints>]?: z.infer<ReturnType<typeof whichComplaints>[Name]>;
};

const instant = (text: string): string => new Date(text).toISOString().replace('.000Z', 'Z');

/**
 * Their numbers: those that were named, or the unanswered ones with all of it in common that the caller may see.
 * @throws Refused `Invalid` if neither or both were named, or too many are found
 */
export async function numbersAsked(
  call: Call,
  { numbers, where }: WhichComplaints,
  most = mostAtOnce,
): Promise<string[]> {
  if ((numbers === undefined) === (where === undefined)) throw invalid('numbers', 'either these or `where` is needed');
  if (numbers) return numbers;
  const { category, text, receivedFrom, receivedBefore, like } = where ?? {};
  const query = {
    ...{ limit: most + 1, order: 'opened' as const, status: 'received,returned,open' },
    ...(category ? { category } : {}),
    ...(text ? { text } : {}),
  };
  const and = [
    ...(receivedFrom ? [{ 'view.openedAt': { $gte: instant(receivedFrom) } }] : []),
    ...(receivedBefore ? [{ 'view.openedAt': { $lt: instant(receivedBefore) } }] : []),
  ];
  const { page } = await pageOfCases(call, { kind: 'complaint', query, and });
  if (page.length > most) throw invalid('where', `finds more than ${most}: narrow it`);
  const found = page.map(({ view }) => view.number);
  return like === undefined ? found : likeIt(call, like, found);
}

/** Those whose words are like those of one complaint, as much as the policy asks of repetitions. */
async function likeIt({ dependencies, pack }: Call, like: string, numbers: readonly string[]): Promise<string[]> {
  const { database } = dependencies;
  const fingerprints = await Promise.all(
    [like, ...numbers].map((number) => findFingerprint(database, pack.id, number)),
  );
  const [model, ...others] = fingerprints;
  if (!model || !numbers.includes(like)) throw invalid('where.like', 'is no complaint among those that you may see');
  const { atLeast } = pack.kinds.complaint.duplicates;
  return numbers.filter((_, index) => likeness(model.words, others[index]?.words ?? []) * 100 >= atLeast);
}
