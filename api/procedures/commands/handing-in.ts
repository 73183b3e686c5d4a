/** Steps that end with what one person brings. */

import { z } from 'zod';
import { type KeepWords, optionalWords } from '../../../application/cases/execute-command.ts';
import { mustTakeStep } from '../../../application/cases/permission.ts';
import { mustHaveProduct } from '../../../application/procedures/product.ts';
import { proposalIn } from '../../../application/procedures/proposal-in.ts';
import { mustBeForEverybody } from '../../../application/procedures/public-reply.ts';
import { filledIn } from '../../../application/procedures/step-fields.ts';
import { text } from '../../../application/text.ts';
import type { ProcedureCommands } from '../../../domain/procedure/commands.ts';
import { longestText } from '../../../packs/proposals/proposed-version.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { note } from '../../cases/recommendation-body.ts';
import type { Context } from '../../http/route.ts';
import { broughtInWords, findings, recommendations, step } from '../brought.ts';

const policy = z.string().min(1).max(longestText).optional().meta({
  description:
    'Of a step that proposes a version of the policy or of a calendar: its text in YAML, 512 kB at most. A policy has `amends` if it says only what is new.',
});

const fields = z.record(z.string().min(1).max(60), z.string().max(10_000)).default({}).meta({
  description: 'The fields of the step, as the policy names them.',
});
const evidence = z.strictObject({ step, text, findings, fields });

/** What was done or has come, with its words kept. */
async function handedIn(
  command: 'carry-out' | 'receive',
  body: z.output<typeof evidence>,
  context: Context,
  keep: KeepWords,
): Promise<ProcedureCommands['receive']> {
  const { values, ...words } = filledIn(context, command, body);
  return {
    ...{ step: body.step ?? null, findings: body.findings, words: await keep({ text: body.text, ...words }) },
    ...(values ? { values } : {}),
  };
}

export const handingInCommands: Definitions<Pick<ProcedureCommands, 'submit' | 'carry-out' | 'receive' | 'archive'>> = {
  submit: define({
    summary: 'Hand in what was to be prepared, with what it finds and recommends',
    body: z.strictObject({ step, text, findings, recommendations, fields, policy }),
    isLong: true,
    example: { text: 'أُعدّ التقرير وأُرفقت الأرقام (مثال).' },
    permission: mustTakeStep,
    async toCommand({ policy: proposed, ...body }, context, keep) {
      const proposal = proposed === undefined ? undefined : await proposalIn(context, proposed);
      const withVersion: KeepWords = (content) =>
        keep({ ...content, ...(proposed === undefined ? {} : { policy: proposed }) });
      const { values, fields: words } = filledIn(context, 'submit', body);
      const given = { ...body, ...(words ? { words } : {}) };
      return {
        step: body.step ?? null,
        ...(await broughtInWords(given, context, withVersion)),
        ...(proposal ? { proposal } : {}),
        ...(values ? { values } : {}),
      };
    },
  }),
  'carry-out': define({
    summary: 'Say that it has been carried out, with the evidence',
    body: evidence,
    example: { text: 'نُفّذ الإجراء، والمحضر مرفق (مثال).' },
    permission: mustTakeStep,
    async toCommand(body, context, keep) {
      await mustBeForEverybody(context, body);
      await mustHaveProduct(context, body);
      return handedIn('carry-out', body, context, keep);
    },
  }),
  receive: define({
    summary: 'Record what an outside party has sent',
    body: evidence,
    example: { text: 'وصل عرض الوكالة (مثال).' },
    permission: mustTakeStep,
    toCommand: (body, context, keep) => handedIn('receive', body, context, keep),
  }),
  archive: define({
    summary: 'Put it into the archive',
    body: z.strictObject({ step, text: note }),
    example: {},
    permission: mustTakeStep,
    toCommand: async (body, _context, keep) => ({
      step: body.step ?? null,
      words: await optionalWords(body.text, keep),
    }),
  }),
};
