import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { notFound, Refused } from '../../../application/refused.ts';
import { askedFields } from '../../../application/registration/asked.ts';
import {
  confirmRegistration,
  type Registration,
  register,
  registrationIn,
} from '../../../application/registration/register.ts';
import { fromForm, RegistrationBody, selfRegistrationOf } from '../../../application/registration/registration-body.ts';
import { findProgramme } from '../../../db/programmes.ts';
import { codeTries } from '../../../db/registrations.ts';
import { asciiDigits } from '../../../domain/folded-text.ts';
import { statusOf } from '../../http/problem.ts';
import { readerLanguage } from '../../http/reader-language.ts';
import { type Context, type Reply, type Route, route } from '../../http/route.ts';
import { type PageLanguage, pageReply, wantsPage } from '../page-frame.ts';
import { publicUrlOf } from '../public-url.ts';
import { qrCodePng, qrCodeSvg } from '../qr-code.ts';
import { formPage, registrationPage } from './page.ts';

const base = '/public/organisations/{organisation}';

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

const RegistrationView = z
  .object({
    registration: z.string(),
    state: z.enum(['waiting', 'expired', 'registered']),
    number: z
      .string()
      .nullable()
      .meta({ description: 'Of the form that is reviewed, once the mobile number is proven.' }),
    expiresAt: z.iso.datetime(),
    triesLeft: z.int(),
  })
  .meta({ id: 'RegistrationView' });

const languageOf = ({ request }: Context): PageLanguage => readerLanguage(request);

/** The public address of a path of this organisation, for one programme or for none. */
function publicLink({ dependencies, pack }: Context, path: string, { programme }: OfProgramme): string {
  const link = new URL(`${base.replace('{organisation}', pack.id)}${path}`, publicUrlOf(dependencies, pack));
  if (programme) link.searchParams.set('programme', programme);
  return link.href;
}

/** The programme that a link is for, or null. @throws Refused (404) where there is none of that code. */
async function programmeOf({ dependencies, pack }: Context, code: string | undefined) {
  selfRegistrationOf(pack);
  if (code === undefined) return null;
  const programme = await findProgramme(dependencies.database, pack.id, code);
  if (!programme) throw notFound();
  return programme;
}

/** The form as a page; `sent` is what has to be corrected in it. */
async function form(
  context: Context,
  programmeCode: string | undefined,
  sent?: { key: string; body: RegistrationBody; problem: Refused },
): Promise<Reply> {
  const { dependencies, pack } = context;
  const programme = await programmeOf(context, programmeCode);
  const consents = Object.entries(pack.registry.consents).map(([code, { title }]) => ({ code, title }));
  const html = formPage({
    pack,
    language: languageOf(context),
    organisation: pack.name,
    programme: programme?.name ?? null,
    fields: await askedFields(dependencies, pack),
    consents,
    idempotencyKey: sent?.key ?? randomUUID(),
    action: `${base.replace('{organisation}', pack.id)}/registrations`,
    values: { programme: programmeCode, ...sent?.body },
    faults: Object.fromEntries((sent?.problem.extras.errors ?? []).map(({ path, message }) => [path, message])),
  });
  return pageReply(sent ? statusOf(sent.problem) : 200, html);
}

function viewOf(
  { id, number, expiresAt, tries, provenAt = null, confirmedAt }: Registration,
  at: string,
): z.infer<typeof RegistrationView> {
  const isOver = provenAt === null && (tries >= codeTries || Date.parse(at) > Date.parse(expiresAt));
  const state = confirmedAt !== null ? 'registered' : isOver ? 'expired' : 'waiting';
  const triesLeft = Math.max(0, codeTries - tries);
  return { registration: id, state, number: confirmedAt === null ? null : number, expiresAt, triesLeft };
}

function page(
  context: Context,
  registration: Registration,
  change: { isWrong?: boolean; status?: number } = {},
): Reply {
  const { state, number } = viewOf(registration, context.receivedAt);
  const { isWrong = false, status = 200 } = change;
  const formPath = `${base.replace('{organisation}', context.pack.id)}/registration`;
  return pageReply(
    status,
    registrationPage(languageOf(context), { pack: context.pack, state, number, isWrong, formPath }),
  );
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
      await programmeOf(context, context.query.programme);
      const link = publicLink(context, '/registration', context.query);
      return format === 'svg'
        ? { status: 200, body: await qrCodeSvg(link), headers: { 'Content-Type': 'image/svg+xml' } }
        : { status: 200, stream: Readable.from([await qrCodePng(link)]), headers: { 'Content-Type': 'image/png' } };
    },
  });

/** Customers register themselves: link and QR code, form, proof of the mobile number (B-04). */
export const registrationRoutes: Route[] = [
  route({
    method: 'get',
    path: `${base}/registration`,
    operationId: 'getRegistrationForm',
    summary: 'What somebody is asked who registers himself; a form for a browser (B-04)',
    tag: 'public',
    permission: 'anybody',
    query: ofProgramme,
    replies: { 200: { description: 'Link, QR codes and fields.', schema: Asked } },
    async handle(context) {
      const { dependencies, pack, query } = context;
      if (wantsPage(context)) return form(context, query.programme);
      await programmeOf(context, query.programme);
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
  route({
    method: 'post',
    path: `${base}/registrations`,
    operationId: 'register',
    summary: 'Register oneself: a code is sent to the mobile number, which proves it (B-04)',
    tag: 'public',
    permission: 'anybody',
    idempotent: true,
    body: RegistrationBody,
    fromForm,
    examples: {
      beneficiary: {
        summary: 'Somebody registers as a beneficiary (made up)',
        value: { name: 'مستفيد تجريبي (مثال)', mobile: '0500000001', consents: ['surveys'] },
      },
    },
    replies: {
      201: { description: 'It waits for the code.', schema: RegistrationView },
      303: { description: 'The same for a browser: the page that asks for the code.' },
    },
    async handle(context) {
      try {
        const registration = await register(context);
        const Location = `${context.request.path}/${registration.id}`;
        if (wantsPage(context)) return { status: 303, headers: { Location } };
        return { status: 201, headers: { Location }, body: viewOf(registration, context.receivedAt) };
      } catch (error) {
        if (!wantsPage(context) || !(error instanceof Refused) || error.reason !== 'Invalid') throw error;
        const { key, body } = context;
        return form(context, body.programme, { key, body, problem: error });
      }
    },
  }),
  route({
    method: 'get',
    path: `${base}/registrations/{registration}`,
    operationId: 'getRegistration',
    summary: 'Where a registration stands; a page for a browser, which asks for the code',
    tag: 'public',
    permission: 'anybody',
    replies: { 200: { description: 'Where it stands.', schema: RegistrationView } },
    async handle(context) {
      const registration = await registrationIn(context);
      if (wantsPage(context)) return page(context, registration);
      return { status: 200, body: viewOf(registration, context.receivedAt) };
    },
  }),
  route({
    method: 'post',
    path: `${base}/registrations/{registration}`,
    operationId: 'confirmRegistration',
    summary: 'Prove the mobile number by the code: five tries within ten minutes. The form then waits for its review',
    tag: 'public',
    permission: 'anybody',
    body: z.strictObject({
      code: z.preprocess(
        (given) => (typeof given === 'string' ? asciiDigits(given).trim() : given),
        z.string().regex(/^\d{6}$/, 'is six digits'),
      ),
    }),
    fromForm: (fields) => fields,
    examples: { code: { summary: 'The code of the SMS', value: { code: '123456' } } },
    replies: {
      200: { description: 'The mobile number is proven.', schema: RegistrationView },
      303: { description: 'The same for a browser: its page.' },
    },
    async handle(context) {
      try {
        const registration = await confirmRegistration(context);
        if (wantsPage(context)) return { status: 303, headers: { Location: context.request.path } };
        return { status: 200, body: viewOf(registration, context.receivedAt) };
      } catch (error) {
        if (!wantsPage(context) || !(error instanceof Refused) || ![410, 422].includes(statusOf(error))) throw error;
        const shown = { status: statusOf(error), isWrong: error.reason === 'WrongCode' };
        return page(context, await registrationIn(context), shown);
      }
    },
  }),
];
