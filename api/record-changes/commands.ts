/** The steps of a record change, as people give them. */

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { invalid } from '../../application/refused.ts';
import { settledEntry } from '../../application/registry/await-entry.ts';
import { AmendmentBody } from '../../application/registry/form-body.ts';
import { draftAgain } from '../../application/registry/imports/draft-again.ts';
import { draftForm, keepForm } from '../../application/registry/make-form.ts';
import { mustDiffer } from '../../application/registry/step-permissions.ts';
import { text } from '../../application/text.ts';
import { forgetWords } from '../../db/vault.ts';
import type { RecordChangeCommandName, RecordChangeCommands } from '../../domain/record-change/commands.ts';
import type { FrozenForm } from '../../domain/record-change/form.ts';
import { type Definitions, define, optionalWords } from '../cases/command-definition.ts';

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
        contacts: [{ kind: 'email', value: 'office@example.com' }],
      },
    },
    async toCommand(body, context) {
      const { dependencies, pack, found, principal, key, receivedAt } = context;
      const action = found.view.detail.action;
      if (body.action !== action)
        throw invalid('action', `must stay ${String(action)}: for another one prepare a new form`);
      const drafted =
        body.action === 'import'
          ? await draftAgain(dependencies, pack, found.number, body)
          : await draftForm(dependencies, pack, found.number, body);
      const { id: by } = principal.actor;
      const mark = createHmac('sha256', dependencies.secret).update(JSON.stringify([found.number, by, key]));
      const name = `amendment-${mark.digest('hex').slice(0, 16)}`;
      return keepForm(dependencies, pack, drafted, { change: found.number, name, by, at: receivedAt });
    },
    // The form that the case has not taken names persons, and nobody would ever look for it.
    async refused({ dependencies }, _refusal, { body }) {
      const { form } = body as FrozenForm;
      await forgetWords(dependencies.database, form.id.replace(/form$/, ''));
    },
  }),
  enter: define({
    summary: 'Enter the form into the registry and sign for it: the data steward’s hand (N-19, N-20)',
    body: z.strictObject({}),
    example: {},
    permission: mustDiffer,
    toCommand: async () => ({}),
    settled: settledEntry,
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
