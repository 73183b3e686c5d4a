import { z } from 'zod';
import { attach } from '../../application/attachments/attach.ts';
import { mediaTypes } from '../../application/attachments/document-types.ts';
import { listDocuments, openDocument } from '../../application/attachments/documents.ts';
import { mustBeAllowedTo } from '../../application/cases/permission.ts';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { wholeNumber } from '../../application/whole-number.ts';
import { CaseViewSchema } from '../cases/view-schema.ts';
import { type Example, type Route, route } from '../http/route.ts';
import { uploadIn } from './upload-body.ts';

/** What everybody who attaches sends: a file, with its type and its name. */
export const uploadOfFile = {
  idempotent: true,
  upload: [...mediaTypes, 'multipart/form-data'],
  query: z.object({
    name: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'The name of the file, unless a header or the form says it.' }),
  }),
  examples: {
    example: { summary: 'A note as plain text', value: 'ملاحظة تجريبية (مثال): وصلت الشحنة تالفة.' },
  } satisfies Record<string, Example>,
};

const reading = z.object({
  reason: reasonOfLook,
  atLeast: wholeNumber(z.coerce.number().int().positive().optional()),
});

const Attachment = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int().meta({ description: 'Bytes.' }),
  sha256: z.string(),
  attachedAt: z.iso.datetime(),
  by: z.string(),
});

/** Documents of a kind of case (C-08). */
function attachmentRoutesOf(resource: string, Kind: string): Route[] {
  const one = `/v1/organisations/{organisation}/${resource}/{number}`;
  const tag = resource;
  return [
    route({
      method: 'post',
      path: `${one}/attach`,
      operationId: `attach${Kind}`,
      summary: 'Attach a document of 20 MB at most: its bytes with their Content-Type, or a form with one file (C-08)',
      tag,
      permission: mustBeAllowedTo('attach'),
      ofCase: Kind,
      ...uploadOfFile,
      replies: { 200: { description: 'The view after it.', schema: CaseViewSchema } },
      async handle(context) {
        const { actor } = context.principal;
        return attach(context, actor, actor.id, await uploadIn(context.request));
      },
    }),
    route({
      method: 'get',
      path: `${one}/attachments`,
      operationId: `list${Kind}Attachments`,
      summary: 'Its documents, with their names; each look is recorded (F-10)',
      tag,
      permission: 'signed-in',
      ofCase: Kind,
      query: reading,
      replies: { 200: { description: 'Oldest first.', schema: z.object({ items: z.array(Attachment) }) } },
      handle: async (context) => ({ status: 200, body: { items: await listDocuments(context) } }),
    }),
    route({
      method: 'get',
      path: `${one}/attachments/{attachment}`,
      operationId: `download${Kind}Attachment`,
      summary: 'One document, to be saved and never shown in place; each look is recorded (F-10)',
      tag,
      permission: 'signed-in',
      ofCase: Kind,
      query: reading,
      replies: { 200: { description: 'Its bytes.' } },
      async handle(context) {
        const { bytes, name, mediaType, size, sha256 } = await openDocument(context, context.ids.attachment ?? '');
        return {
          status: 200,
          stream: bytes,
          headers: {
            'Content-Type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
            'Content-Length': String(size),
            'Content-Disposition': `attachment; filename*=UTF-8''${rfc5987(name)}`,
            'Content-Security-Policy': "default-src 'none'; sandbox",
            'X-Content-Type-Options': 'nosniff',
            'Repr-Digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
          },
        };
      },
    }),
  ];
}

/** Documents of a complaint (C-08), and of a lead, whose donor pledges in writing (N-05). */
export const attachmentRoutes: Route[] = [
  ...attachmentRoutesOf('complaints', 'Complaint'),
  ...attachmentRoutesOf('leads', 'Lead'),
];

function rfc5987(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
