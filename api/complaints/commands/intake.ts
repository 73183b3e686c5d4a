/** Intake and triage: the bodies of the commands. */
import { z } from 'zod';
import { assignee } from '../../../application/cases/assignee.ts';
import { pinnedPack } from '../../../application/cases/pinned-pack.ts';
import type { IntakeCommands } from '../../../domain/complaint/aspects/intake.ts';
import { checkFields } from '../../../packs/validate-intake.ts';
import { type Definitions, define, invalid, optionalWords, text } from '../../cases/command-definition.ts';
import { ApiProblem } from '../../http/problem.ts';
import { carriedNumber } from '../tracking-number.ts';

export const intakeCommands: Definitions<IntakeCommands> = {
  accept: define({
    summary: 'Take the complaint on: an agent who accepts becomes its owner',
    body: z.strictObject({}),
    example: {},
    toCommand: async () => ({}),
  }),
  'return-for-completion': define({
    summary: 'Send an incomplete complaint back to the customer (F-07, G-09)',
    body: z.strictObject({ missing: z.array(z.string().min(1).max(100)).min(1).max(20), text }),
    example: { missing: ['details'], text: 'نرجو تزويدنا بتفاصيل أوفى عمّا حدث ومتى حدث.' },
    toCommand: async (body, context, keep) => {
      const { category } = context.found.view;
      const fields = pinnedPack(context).kinds.complaint.categories[category]?.fields ?? {};
      const unknown = body.missing.find((field) => !Object.hasOwn(fields, field));
      if (unknown) throw invalid('missing', `${unknown} is not one of ${Object.keys(fields).join(', ')}`);
      return { missing: body.missing, words: await keep({ text: body.text }) };
    },
  }),
  complete: define({
    summary: 'Give what was missing (F-07: the clock counts from here)',
    body: z.strictObject({ text: text.optional(), fields: z.record(z.string(), z.string()).default({}) }),
    example: { fields: { details: 'تفاصيل أوفى: وقع ذلك يوم الأحد في الفرع الرئيس.' } },
    toCommand: async (body, context, keep) => {
      const { view } = context.found;
      const asked = Array.isArray(view.detail.missing) ? (view.detail.missing as string[]) : [];
      const { unknown, malformed } = checkFields(pinnedPack(context), view.category, body.fields);
      const fault = malformed[0] ?? (unknown[0] ? { field: unknown[0], why: 'is not a field of this category' } : null);
      if (fault) throw invalid(`fields.${fault.field}`, fault.why);
      const left = asked.filter((field) => !(Object.hasOwn(body.fields, field) && body.fields[field]?.trim()));
      if (left.length > 0 && body.text === undefined) {
        throw new ApiProblem('Invalid', `Still missing: ${left.join(', ')}. Send them, or say in \`text\` why not.`, {
          errors: left.map((field) => ({ path: `fields.${field}`, message: 'is required' })),
        });
      }
      const words = await keep({ fields: body.fields, ...(body.text ? { text: body.text } : {}) });
      const { trackingToken } = carriedNumber(pinnedPack(context), context.dependencies.secret, body.fields);
      return { words, ...(trackingToken ? { trackingToken } : {}) };
    },
  }),
  decline: define({
    summary: 'Decline an invalid complaint, with the reason (F-07)',
    body: z.strictObject({ reasonCode: z.string(), text }),
    example: { reasonCode: 'duplicate', text: 'سبق تسجيل الشكوى نفسها وهي قيد المعالجة.' },
    toCommand: async (body, context, keep) => {
      const reasons = Object.keys(pinnedPack(context).kinds.complaint.declineReasons);
      if (!reasons.includes(body.reasonCode)) throw invalid('reasonCode', `must be one of ${reasons.join(', ')}`);
      return { reasonCode: body.reasonCode, words: await keep({ text: body.text }) };
    },
  }),
  assign: define({
    summary: 'Give the case to somebody; an agent may take it himself',
    body: z.strictObject({ to: z.string().min(1).max(100).meta({ description: 'A staff id.' }) }),
    example: { to: '{organisation}.agent.1' },
    toCommand: async ({ to }, context) => ({ to: await assignee(context, to) }),
  }),
  withdraw: define({
    summary: 'Withdraw the complaint, as the customer wishes',
    body: z.strictObject({ text: text.optional() }),
    example: { text: 'حُلّت المشكلة، ولم تعد هناك حاجة إلى الشكوى.' },
    toCommand: async ({ text: words }, _context, keep) => ({ words: await optionalWords(words, keep) }),
  }),
};
