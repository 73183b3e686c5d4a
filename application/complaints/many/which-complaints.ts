/** To which complaints something is given: by their numbers, or by what they have in common. */
import { z } from 'zod';
import { fingerprintsOf } from '../../../db/cases/fingerprints.ts';
import type { Call } from '../../call.ts';
import { pageOfCases, sortableInstant } from '../../cases/reading/list-cases.ts';
import { readableAmong } from '../../cases/reading/mentioned-cases.ts';
import { invalid } from '../../refused.ts';
import { likeness } from '../duplicates.ts';
import { mostAtOnce } from './bulk-run.ts';

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
      receivedFrom: z.iso.datetime({ offset: true }).optional().meta({ description: 'When they were received.' }),
      receivedBefore: z.iso.datetime({ offset: true }).optional(),
      like: caseNumber.optional().meta({ description: 'A complaint whose words theirs are like.' }),
    })
    .optional()
    .meta({ description: `Instead of numbers: what they have in common. More than ${most} are refused.` }),
});
export type WhichComplaints = {
  [Name in keyof ReturnType<typeof whichComplaints>]?: z.infer<ReturnType<typeof whichComplaints>[Name]>;
};

/**
 * The numbers that were named. If a filter was given instead: the unanswered complaints that fit it and that the caller may see.
 * @throws Refused `Invalid` if neither or both were named, if nothing is in common, or if too many are found
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
  // A complaint without a day of receipt of its own was received as it was opened.
  const received = { $ifNull: ['$view.detail.receivedAt', '$view.openedAt'] };
  const and = [
    ...(receivedFrom ? [{ $expr: { $gte: [received, sortableInstant(receivedFrom)] } }] : []),
    ...(receivedBefore ? [{ $expr: { $lt: [received, sortableInstant(receivedBefore)] } }] : []),
  ];
  if (!category && !text && !like && and.length === 0) throw invalid('where', 'names nothing that they have in common');
  const isLike = like === undefined ? null : await likenessTo(call, like);
  const found: string[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null && found.length <= most) {
    const wanted = { kind: 'complaint', query: cursor ? { ...query, cursor } : query, and };
    const { page, nextCursor } = await pageOfCases(call, wanted);
    const some = page.map(({ view }) => view.number);
    found.push(...(isLike ? await isLike(some) : some));
    cursor = nextCursor;
  }
  if (found.length > most) throw invalid('where', `finds more than ${most}: narrow it`);
  return found;
}

/** A filter that keeps the complaints whose words are as like those of one complaint as the policy asks of duplicates. */
async function likenessTo(
  { dependencies, pack, principal }: Call,
  like: string,
): Promise<(numbers: string[]) => Promise<string[]>> {
  const { database } = dependencies;
  const isKnown = (await readableAmong(dependencies, principal.actor, pack.id, [like])).has(like);
  const [model] = isKnown ? await fingerprintsOf(database, pack.id, [like]) : [];
  if (!model) throw invalid('where.like', 'is no complaint among those that you may see');
  const { atLeast } = pack.kinds.complaint.duplicates;
  return async (numbers) => {
    const all = await fingerprintsOf(database, pack.id, numbers);
    const alike = all.filter(({ words }) => likeness(model.words, words) * 100 >= atLeast);
    return alike.map(({ number }) => number);
  };
}
