/** Review and approval of what stands there, by its digest. */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { mustTakeStep } from '../../../application/cases/permission.ts';
import { awaitPublication } from '../../../application/procedures/await-publication.ts';
import { text } from '../../../application/text.ts';
import type { ProcedureCommands } from '../../../domain/procedure/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { note } from '../../cases/recommendation-body.ts';
import { brought, findings, recommendations, step } from '../brought.ts';

export const judgingCommands: Definitions<Pick<ProcedureCommands, 'review' | 'approve' | 'return' | 'reject'>> = {
  review: define({
    summary: 'Review what stands there, whose digest is in If-Match, with what it finds and recommends',
    body: z.strictObject({ step, text: note, findings, recommendations }),
    example: {},
    ifMatch: 'required',
    permission: mustTakeStep,
    toCommand: async (body, context, keep) => ({
      ...{ step: body.step ?? null, digest: context.ifMatch ?? '' },
      ...(await brought(body, context, keep)),
    }),
  }),
  approve: define({
    summary: 'Approve what stands there, whose digest is in If-Match; the last approval of a version puts it in force',
    body: z.strictObject({ step, text: note }),
    example: {},
    ifMatch: 'required',
    permission: mustTakeStep,
    toCommand: async (body, { ifMatch }, keep) => ({
      ...{ step: body.step ?? null, digest: ifMatch ?? '', words: await optionalWords(body.text, keep) },
    }),
    settled: awaitPublication,
  }),
  return: define({
    summary: 'Send it back with what is missing: what follows from the step that it goes back to is done again',
    body: z.strictObject({ step, text }),
    example: { text: 'نرجو إضافة سرعة الإغلاق إلى التقرير (مثال).' },
    ifMatch: 'required',
    permission: mustTakeStep,
    toCommand: async (body, { ifMatch }, keep) => ({
      ...{ step: body.step ?? null, digest: ifMatch ?? '', words: await keep({ text: body.text }) },
    }),
  }),
  reject: define({
    summary: 'Reject it for good, with the reason: that ends it',
    body: z.strictObject({ step, text }),
    example: { text: 'لا حاجة إلى هذا التغيير (مثال).' },
    ifMatch: 'required',
    permission: mustTakeStep,
    toCommand: async (body, { ifMatch }, keep) => ({
      ...{ step: body.step ?? null, digest: ifMatch ?? '', words: await keep({ text: body.text }) },
    }),
  }),
};
