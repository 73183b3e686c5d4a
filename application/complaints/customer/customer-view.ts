import { z } from 'zod';
import { followersOf } from '../../../db/cases/cases.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { packOfVersion } from '../../../packs/load/load.ts';
import { missingTitle } from '../../../packs/load/missing-title.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { Call, FoundCase } from '../../call.ts';
import { freshCase, projectedCase, survivorOf } from '../../cases/reading/find-case.ts';
import { wordingSchema } from '../../wording-schema.ts';
import { answerDue } from '../rounds/answer-due.ts';
import { shownWithin } from './representation.ts';
import { textsToCustomer } from './texts-to-customer.ts';

/** What a customer sees: where their case stands, the answer, and what they can do. Nothing of the inside. */
export const CustomerView = z
  .object({
    number: z.string(),
    category: z.string(),
    status: z.string(),
    round: z.int(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    answerBy: z.string().nullable().meta({ description: 'When an answer is due, local time.' }),
    answer: z.string().nullable(),
    asked: z.string().nullable().meta({ description: 'What we asked, or why it was declined.' }),
    missing: z
      .array(z.object({ field: z.string(), title: wordingSchema }))
      .meta({ description: 'What is still needed, while it waits for that (F-07, G-09).' }),
    why: wordingSchema.nullable().meta({ description: 'Why it was closed or declined, where it was.' }),
    reopenUntil: z
      .string()
      .nullable()
      .meta({ description: 'Until when it can be reopened or objected to, UTC (F-16).' }),
    completeBy: z.string().nullable().meta({ description: 'Until when what is missing is waited for, UTC.' }),
    mergedInto: z.string().nullable().meta({ description: 'The number of the complaint that goes on for this one.' }),
    steps: z
      .array(z.string())
      .meta({ description: 'What will be done, where an investigation is needed (F-15, G-03).' }),
    expectedBy: z.string().nullable().meta({ description: 'When to expect news of it.' }),
    allowed: z.array(z.string()),
    follows: z.string().nullable().meta({ description: 'The complaint that this one goes on from.' }),
    followedBy: z.array(z.string()),
  })
  .meta({ id: 'CustomerView' });
export type CustomerView = z.infer<typeof CustomerView>;

/** What a customer may do, besides attaching documents. */
export const customerCommands = ['complete', 'confirm', 'rate', 'withdraw', 'object', 'reopen'] as const;
const shownCommands: readonly string[] = [...customerCommands, 'attach'];

/** Where the case of this request stands for its customer. One that was merged stands where the other one does. */
export async function customerViewOf(context: Call, atLeast = 0): Promise<CustomerView> {
  return (await shownToCustomer(context, atLeast)).view;
}

/** The same, with the case that goes on for it: what the customer does now is done there. */
export async function shownToCustomer(
  context: Call,
  atLeast = 0,
): Promise<{ view: CustomerView; survivor: FoundCase }> {
  // What was asked and answered is found by the projection.
  const own = await freshCase({ ...context, found: await projectedCase(context) }, atLeast);
  const survivor = await survivorOf(context.dependencies, own);
  const whole = await customerView(context, survivor.view, survivor.words);
  const shown = shownWithin({ ...context, found: own }, survivor, whole);
  if (survivor.number === own.number) return { view: shown, survivor };
  const { number, openedAt } = own.view;
  return { view: { ...shown, number, openedAt, mergedInto: survivor.number }, survivor };
}

/** A view as its customer sees it; `words` are the ids of the case's words, oldest first. */
export async function customerView(
  { dependencies, pack }: Pick<Call, 'dependencies' | 'pack'>,
  view: CaseView,
  words: string[],
): Promise<CustomerView> {
  const { number, category, status, round, openedAt, closedAt, detail } = view;
  const pinned = packOfVersion(dependencies.packs, view);
  const texts = await textsToCustomer(dependencies.database, view, words);
  const isSolved = status === 'answered' && detail.solved === true;
  const isOver = status === 'withdrawn' || detail.over === true;
  const promise = status === 'open' ? detail.promise : null;
  const fields = pack.kinds.complaint.categories[category]?.fields ?? {};
  return {
    number,
    category,
    status,
    round,
    openedAt,
    closedAt,
    answerBy: isSolved ? null : (answerDue(view, pinned ?? pack)?.dueLocal ?? null),
    answer: detail.answeredAt ? texts.answer : null,
    asked: texts.asked,
    missing: (detail.missing ?? []).map((field) => ({ field, title: missingTitle(fields, field) })),
    why: whyEnded(view, pinned ?? pack),
    reopenUntil: isOver ? null : (detail.reopenUntil ?? null),
    completeBy: detail.completeUntil ?? null,
    mergedInto: null,
    steps: texts.steps,
    expectedBy: promise?.expectedBy ?? null,
    allowed: view.allowed.filter((command) => shownCommands.includes(command)),
    follows: detail.follows ?? null,
    followedBy: isOver ? await followersOf(dependencies.database, view.organisation, number) : [],
  };
}

const outcomes: Record<string, z.infer<typeof wordingSchema>> = {
  helped: { ar: 'أُغلق بعد أن أفدتم بأن الرد حلّ المشكلة.', en: 'It was closed after you said that the answer helped.' },
  silence: {
    ar: 'أُغلق لأنه لم يصلنا ردكم على سؤالنا خلال المدة.',
    en: 'It was closed because no reply to our question reached us in time.',
  },
};

/** Why it was closed or declined, as its customer reads it. */
function whyEnded(
  { detail: { outcome, reasonCode } }: CaseView,
  { kinds }: Pack,
): z.infer<typeof wordingSchema> | null {
  if (typeof outcome === 'string') return outcomes[outcome] ?? null;
  const reasons = kinds.complaint.declineReasons;
  return typeof reasonCode === 'string' && Object.hasOwn(reasons, reasonCode)
    ? (reasons[reasonCode]?.title ?? null)
    : null;
}
