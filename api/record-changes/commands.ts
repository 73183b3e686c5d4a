/** The steps of a record change, as people give them. */

import { z } from 'zod';
import { optionalWords } from '../../application/cases/execute-command.ts';
import { mustDiffer } from '../../application/cases/permission.ts';
import { amendedForm, forgetForm } from '../../application/registry/amend-form.ts';
import { awaitEntry } from '../../application/registry/await-entry.ts';
import { AmendmentBody } from '../../application/registry/form-body.ts';
import { text } from '../../application/text.ts';
import type { RecordChangeCommandName, RecordChangeCommands } from '../../domain/record-change/commands.ts';
import type { FrozenForm } from '../../domain/record-change/form.ts';
import { type Definitions, define } from '../cases/command-definition.ts';

export const recordChangeCommandDefinitions: Definitions<Pick<RecordChangeCommands, RecordChangeCommandName>> = {
  review: define({
    summary: 'Pass the form on to approval; where customers look alike, say why none of them is the same (N-20)',
    body: z.strictObject({ text: text.optional() }),
    example: {},
    ifMatch: 'optional',
    permission: mustDiffer,
    toCommand: async (body, { ifMatch }, keep) => ({
      digest: ifMatch,
      words: await optionalWords(body.text, keep),
    }),
  }),
  approve: define({
    summary: 'Approve the form whose digest stands in If-Match (N-20, X-02)',
    body: z.strictObject({}),
    example: {},
    ifMatch: 'required',
    permission: mustDiffer,
    toCommand: async (_body, { ifMatch }) => ({ digest: ifMatch ?? '' }),
  }),
  reject: define({
    summary: 'Send the form back to who prepared it, with the reason; with If-Match only where it is as it was seen',
    body: z.strictObject({ text }),
    example: { text: 'رقم الهوية لا يطابق الصورة المرفقة.' },
    ifMatch: 'optional',
    permission: mustDiffer,
    toCommand: async (body, { ifMatch }, keep) => ({ digest: ifMatch, words: await keep({ text: body.text }) }),
  }),
  amend: define({
    summary: 'Correct a form that came back: it has a new digest, and what was approved before is void',
    body: AmendmentBody,
    example: {
      action: 'new',
      record: {
        party: 'body',
        name: 'مؤسسة تجريبية بعد التصحيح (مثال)',
        classes: ['other'],
        contacts: [
          { kind: 'mobile', value: '+966500000004' },
          { kind: 'email', value: 'office@example.com' },
        ],
      },
    },
    toCommand: (body, context) => amendedForm(context, body),
    refused: (context, _refusal, { body }) => forgetForm(context, body as FrozenForm),
  }),
  enter: define({
    summary: 'Enter the form into the registry and sign for it: the data steward’s hand (N-19, N-20)',
    body: z.strictObject({}),
    example: {},
    permission: mustDiffer,
    toCommand: async () => ({}),
    settled: awaitEntry,
  }),
  archive: define({
    summary: 'Put the form into the archive (N-20)',
    body: z.strictObject({}),
    example: {},
    toCommand: async () => ({}),
  }),
  withdraw: define({
    summary: 'Withdraw the form before it is entered',
    body: z.strictObject({ text: text.optional() }),
    example: {},
    toCommand: async (body, _context, keep) => ({ words: await optionalWords(body.text, keep) }),
  }),
};
