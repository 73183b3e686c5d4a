/** A wrong kind or day of receipt, put right on record: the bodies of the commands (C-05). */
import { z } from 'zod';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { receivedInstant } from '../../../application/complaints/received-on.ts';
import { fieldsAs, rulesAs } from '../../../application/complaints/right-category.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { RightingCommands } from '../../../domain/complaint/aspects/righting.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

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
      const { right } = context.found.view.detail.correction ?? {};
      const policy = right && 'category' in right ? { policy: rulesAs(context, right.category) } : {};
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
