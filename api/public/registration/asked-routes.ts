/** What somebody is asked who registers themselves, and the link that leads there, on paper too (B-04). */

import { Readable } from 'node:stream';
import { z } from 'zod';
import { askedFields } from '../../../application/registration/asked.ts';
import { programmeOfLink } from '../../../application/registration/programme-of-link.ts';
import { LanguageQuery } from '../../http/reader-language.ts';
import { type Context, type Route, route } from '../../http/route.ts';
import { wantsPage } from '../page-frame.ts';
import { publicUrlOf } from '../public-url.ts';
import { qrCodePng, qrCodeSvg } from '../qr-code.ts';
import { base, formReply, pathIn } from './replies.ts';

const ofProgramme = z.strictObject({
  programme: z.string().min(1).max(100).optional().meta({ description: 'Code of the programme that the link is for.' }),
});
type OfProgramme = z.output<typeof ofProgramme>;

const Asked = z
  .object({
    link: z.url().meta({ description: 'The link to give out; the QR codes lead to it.' }),
    qr: z.object({ svg: z.url(), png: z.url() }),
    fields: z.array(z.object({ name: z.string(), required: z.boolean(), choices: z.array(z.string()).nullable() })),
    consents: z.array(z.string()),
  })
  .meta({ id: 'RegistrationForm' });

/** The public address of a path of this organisation, for one programme or for none. */
function publicLink(context: Context, path: string, { programme }: OfProgramme): string {
  const link = new URL(pathIn(context, path), publicUrlOf(context.dependencies, context.pack));
  if (programme) link.searchParams.set('programme', programme);
  return link.href;
}

const qr = (format: 'svg' | 'png') =>
  route({
    method: 'get',
    path: `${base}/registration/qr.${format}`,
    operationId: format === 'svg' ? 'getRegistrationQrSvg' : 'getRegistrationQrPng',
    summary: `The link to the form as a QR code, ${format.toUpperCase()} (B-04)`,
    tag: 'public',
    permission: 'anybody',
    query: ofProgramme,
    replies: { 200: { description: 'The QR code.' } },
    async handle(context) {
      await programmeOfLink(context, context.query.programme);
      const link = publicLink(context, '/registration', context.query);
      return format === 'svg'
        ? { status: 200, body: await qrCodeSvg(link), headers: { 'Content-Type': 'image/svg+xml' } }
        : { status: 200, stream: Readable.from([await qrCodePng(link)]), headers: { 'Content-Type': 'image/png' } };
    },
  });

export const askedRoutes: Route[] = [
  route({
    method: 'get',
    path: `${base}/registration`,
    operationId: 'getRegistrationForm',
    summary: 'What somebody is asked who registers himself; a form for a browser (B-04)',
    tag: 'public',
    permission: 'anybody',
    query: ofProgramme.extend(LanguageQuery.shape),
    replies: { 200: { description: 'Link, QR codes and fields.', schema: Asked } },
    async handle(context) {
      const { dependencies, pack, query } = context;
      if (wantsPage(context)) return formReply(context, query.programme);
      await programmeOfLink(context, query.programme);
      const fields = (await askedFields(dependencies, pack)).map(({ name, required, choices }) => ({
        ...{ name, required },
        choices: choices?.map(({ code }) => code) ?? null,
      }));
      const link = publicLink(context, '/registration', query);
      const [svg, png] = ['svg', 'png'].map((format) => publicLink(context, `/registration/qr.${format}`, query));
      return { status: 200, body: { link, qr: { svg, png }, fields, consents: Object.keys(pack.registry.consents) } };
    },
  }),
  qr('svg'),
  qr('png'),
];
