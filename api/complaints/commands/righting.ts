/** A wrong kind or day of receipt, put right on record: the bodies of the commands (C-05). */
import { z } from 'zod';
import { pinnedPack } from '../../../application/cases/pinned-pack.ts';
import { receivedInstant } from '../../../application/complaints/received-on.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import { readWords } from '../../../db/vault.ts';
import type { RightingCommands } from '../../../domain/complaint/aspects/righting.ts';
import { sliceFor } from '../../../packs/slice.ts';
import { checkFields } from '../../../packs/validate-intake.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import type { Context } from '../../http/route.ts';

/** The rules of the version that the case follows, for it as one of another category. */
function rulesAs(context: Context, category: string): RightingCommands['correct-category']['policy'] {
  const { channel, customerClass } = context.found.view.detail as { channel: string; customerClass: string | null };
  return sliceFor(pinnedPack(context), { category, channel, ...(customerClass ? { customerClass } : {}) });
}

/** What the complaint says already, as far as the right form asks for it, with what is given now. */
async function fieldsAs(context: Context, category: string, given: Record<string, string>) {
  const pack = pinnedPack(context);
  const asked = pack.kinds.complaint.categories[category]?.fields ?? {};
  const entries = await readWords(context.dependencies.database, context.found.words);
  const known = Object.assign({}, ...entries.map(({ content }) => content.fields ?? {})) as Record<string, string>;
  const kept = Object.fromEntries(Object.entries(known).filter(([name]) => Object.hasOwn(asked, name)));
  const fields = { ...kept, ...given };
  const { missing, unknown, malformed } = checkFields(pack, category, fields);
  if (missing[0]) throw invalid(`fields.${missing[0]}`, 'is required');
  if (unknown[0]) throw invalid(`fields.${unknown[0]}`, 'is not a field of this category');
  if (malformed[0]) throw invalid(`fields.${malformed[0].field}`, malformed[0].why);
  return fields;
}

export const rightingCommands: Definitions<RightingCommands> = {
  'correct-category': define({
    summary:
      'Put a wrong category right: the clocks are then its own, from the same start; a later deadline waits for a second person (C-05)',
    body: z.strictObject({
      category: z.string().min(1).max(100),
      fields: z
        .record(z.string(), z.string())
        .default({})
        .meta({ description: 'What the form of the right category asks for besides what the complaint says already.' }),
      text,
    }),
    example: { category: 'enquiry', text: 'الطلب استفسار وسُجّل شكوى خطأً (مثال).' },
    toCommand: async ({ category, fields: given, text: why }, context, keep) => {
      const { categories } = pinnedPack(context).kinds.complaint;
      if (!Object.hasOwn(categories, category)) {
        throw invalid('category', `must be one of ${Object.keys(categories).join(', ')}`);
      }
      const fields = await fieldsAs(context, category, given);
      return { policy: rulesAs(context, category), words: await keep({ fields, text: why }) };
    },
  }),
  'correct-received': define({
    summary:
      'Put the day of receipt right, with what shows it: clocks count from there; a later day waits for a second person (C-05)',
    body: z.strictObject({ receivedOn: z.iso.date(), text }),
    example: { receivedOn: '{lastWeek}', text: 'ختم الوارد على الخطاب بهذا التاريخ (مثال).' },
    toCommand: async ({ receivedOn, text: evidence }, context, keep) => {
      const { openedAt } = context.found.view;
      const received = await receivedInstant(context.dependencies, pinnedPack(context), receivedOn, openedAt);
      if ('fault' in received) throw invalid('receivedOn', received.fault);
      return { receivedAt: received.at, words: await keep({ text: evidence, receivedOn }) };
    },
  }),
  'approve-correction': define({
    summary: 'Approve the correction whose digest stands in If-Match; never by whoever proposed it, or the owner',
    body: z.strictObject({}),
    example: {},
    ifMatch: 'required',
    toCommand: async (_body, context) => {
      const { correction } = context.found.view.detail as { correction?: { right?: { category?: string } } };
      const category = correction?.right?.category;
      const policy = category === undefined ? {} : { policy: rulesAs(context, category) };
      return { digest: context.ifMatch ?? '', ...policy };
    },
  }),
  'reject-correction': define({
    summary: 'Reject the correction that waits, with the reason',
    body: z.strictObject({ text }),
    example: { text: 'الطلب شكوى كما سُجّل (مثال).' },
    ifMatch: 'optional',
    toCommand: async ({ text: why }, { ifMatch }, keep) => ({ digest: ifMatch, words: await keep({ text: why }) }),
  }),
};
