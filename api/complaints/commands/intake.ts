/** Intake and triage: the bodies of the commands. */

import { z } from 'zod';
import { assignee } from '../../../application/cases/assignee.ts';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { mustSayWhy } from '../../../application/complaints/declined-with.ts';
import { mustFitForm } from '../../../application/complaints/opening-body.ts';
import { mustBeForCustomers } from '../../../application/complaints/rounds/replies.ts';
import { carriedNumber } from '../../../application/keyed-tokens.ts';
import { invalid, Refused } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { aDocument, stillMissing } from '../../../domain/complaint/aspects/completing.ts';
import type { IntakeCommands } from '../../../domain/complaint/aspects/intake.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const intakeCommands: Definitions<IntakeCommands> = {
  accept: define({
    summary: 'Take the complaint on: an agent who accepts becomes its owner',
    body: z.strictObject({}),
    example: {},
    toCommand: async () => ({}),
  }),
  'return-for-completion': define({
    summary: 'Send an incomplete complaint back to the customer (F-07, G-09)',
    body: z.strictObject({
      missing: z
        .array(z.string().min(1).max(100))
        .min(1)
        .max(20)
        .meta({ description: 'Fields of the form, and `document` for a document to be attached.' }),
      text,
    }),
    example: { missing: ['details'], text: 'نرجو تزويدنا بتفاصيل أوفى عمّا حدث ومتى حدث.' },
    toCommand: async (body, context, keep) => {
      const { category } = context.found.view;
      const pack = pinnedPack(context);
      const fields = pack.kinds.complaint.categories[category]?.fields ?? {};
      const known = [...Object.keys(fields), ...(pack.reading === 3 ? [aDocument] : [])];
      const unknown = body.missing.find((field) => !known.includes(field));
      if (unknown) throw invalid('missing', `${unknown} is not one of ${known.join(', ')}`);
      mustBeForCustomers(context, { text: body.text });
      return { missing: body.missing, words: await keep({ text: body.text }) };
    },
  }),
  complete: define({
    summary: 'Give what was missing (F-07: the clock counts from here)',
    body: z.strictObject({ text: text.optional(), fields: z.record(z.string(), z.string()).default({}) }),
    example: { fields: { details: 'تفاصيل أوفى: وقع ذلك يوم الأحد في الفرع الرئيس.' } },
    toCommand: async (body, context, keep) => {
      const { view } = context.found;
      const pack = pinnedPack(context);
      mustFitForm(pack, view, body.fields);
      const given = Object.keys(body.fields).filter((field) => body.fields[field]?.trim());
      const isStrict = pack.reading === 3;
      mustBeComplete(view, given, isStrict || body.text === undefined);
      const words = await keep({ fields: body.fields, ...(body.text ? { text: body.text } : {}) });
      const { trackingToken } = carriedNumber(pack, context.dependencies, body.fields);
      return { words, ...(isStrict ? { given } : {}), ...(trackingToken ? { trackingToken } : {}) };
    },
  }),
  decline: define({
    summary: 'Decline an invalid complaint, with the reason (F-07)',
    body: z.strictObject({
      reasonCode: z.string(),
      text: text.meta({ description: 'The reasons, as the customer reads them: three different words at least.' }),
      alternatives: text.optional().meta({
        description:
          'What else the customer can do, as the customer reads it; required where the policy says so (G-09).',
      }),
    }),
    example: {
      reasonCode: 'duplicate',
      text: 'سبق تسجيل الشكوى نفسها وهي قيد المعالجة.',
      alternatives: 'يمكنكم متابعة طلبكم السابق من رابطه، أو التواصل معنا هاتفيًا.',
    },
    toCommand: async (body, context, keep) => {
      const reasons = Object.keys(pinnedPack(context).kinds.complaint.declineReasons);
      if (!reasons.includes(body.reasonCode)) throw invalid('reasonCode', `must be one of ${reasons.join(', ')}`);
      mustSayWhy(pinnedPack(context), body);
      const { reasonCode, alternatives } = body;
      mustBeForCustomers(context, { text: body.text, ...(alternatives ? { alternatives } : {}) });
      return { reasonCode, words: await keep({ text: body.text, ...(alternatives ? { alternatives } : {}) }) };
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

/** What was asked for is there: words about it are not it. In a case of an earlier reading they say why it is not. */
function mustBeComplete(view: CaseView, given: string[], isAsked: boolean): void {
  if (!isAsked || view.status !== 'returned') return;
  const { missing = [], returnedAt = view.openedAt, attachments = [] } = view.detail;
  const left = stillMissing({ missing, returnedAt, attachments }, given);
  if (left.length === 0) return;
  throw new Refused('Invalid', `Still missing: ${left.join(', ')}.`, {
    errors: left.map((field) =>
      field === aDocument
        ? { path: aDocument, message: 'is not attached yet: attach it first' }
        : { path: `fields.${field}`, message: 'is required' },
    ),
  });
}
