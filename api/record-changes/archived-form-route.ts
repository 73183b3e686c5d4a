import { z } from 'zod';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { readArchivedForm } from '../../application/registry/archived-form.ts';
import { type Route, route } from '../http/route.ts';
import { archivedFormPage } from './archived-form-page.ts';

const Query = z.object({
  reason: reasonOfLook,
  format: z.enum(['json', 'html']).default('json').meta({ description: '`html`: a page to print, in Arabic.' }),
});

const Proof = z.object({ id: z.string(), nonce: z.string(), digest: z.string(), content: z.unknown() });

const Form = z
  .object({
    organisation: z.string(),
    number: z.string(),
    version: z.int(),
    status: z.string(),
    policyVersion: z.int(),
    digest: z.string(),
    note: z.string().nullable(),
    signatures: z.array(
      z.object({ step: z.string(), by: z.string(), standingInFor: z.string().nullable(), at: z.string() }),
    ),
    entries: z.array(z.unknown()),
    proofs: z.object({ form: Proof, records: z.array(Proof) }),
  })
  .meta({ id: 'ArchivedForm' });

/** The form with names, instants, digest and the line for signatures, and what proves it (N-20). Each look is recorded. */
export function archivedFormRoute(one: string): Route {
  return route({
    method: 'get',
    path: `${one}/form`,
    operationId: 'getRecordChangeForm',
    summary: 'The form as it is archived, to print or to prove: names, instants, digest (N-20); each look is recorded',
    tag: 'record-changes',
    permission: 'signed-in',
    ofCase: 'RecordChange',
    query: Query,
    replies: { 200: { description: 'JSON; with `format` a page to print.', schema: Form } },
    async handle(context) {
      const { form, pack, calendar } = await readArchivedForm(context);
      if (context.query.format === 'json') return { status: 200, body: form };
      const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
      return { status: 200, body: archivedFormPage(form, pack, calendar), headers };
    },
  });
}
