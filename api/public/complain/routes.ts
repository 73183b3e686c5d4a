import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openedByCustomer } from '../../../application/complaints/customer/opened-by-customer.ts';
import { PublicOpeningBody } from '../../../application/complaints/opening-body.ts';
import { notFound, Refused } from '../../../application/refused.ts';
import { openingExamples } from '../../complaints/opening-examples.ts';
import { faultsOf } from '../../http/error-to-problem.ts';
import { statusOf } from '../../http/problem.ts';
import { LanguageQuery, readerLanguage } from '../../http/reader-language.ts';
import { type Context, type Example, type Reply, type Route, route } from '../../http/route.ts';
import { ownFields } from '../acting/given-body.ts';
import { type PageLanguage, pageReply } from '../page-frame.ts';
import { followAddress } from '../tracking/follow-address.ts';
import { choicePage, complaintForm, keptPage } from './page.ts';

const path = '/public/organisations/{organisation}/complain';

const Query = LanguageQuery.extend({ category: z.string().max(100).optional() });
const Fields = z.record(z.string(), z.string().max(10_000)).meta({ id: 'ComplaintForm' });
type Fields = z.infer<typeof Fields>;

/** A page to complain on, which needs a browser and nothing else; how and where else stands on it (F-08). */
export const complainRoutes: Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'getComplaintForm',
    summary: 'How and where to complain, and the form of a category, as pages (F-08)',
    tag: 'public',
    permission: 'anybody',
    query: Query,
    replies: { 200: { description: 'The page.' } },
    async handle(context) {
      const { pack, query, request } = context;
      const language = readerLanguage(request);
      if (query.category === undefined) return pageReply(context, 200, choicePage(language, pack));
      return pageReply(
        context,
        200,
        complaintForm(language, { pack, code: openCategory({ pack }, query.category), key: randomUUID() }),
      );
    },
  }),
  route({
    method: 'post',
    path,
    operationId: 'sendComplaintForm',
    summary: 'Send the form: number and secret to keep, as a page (F-07, F-08)',
    tag: 'public',
    permission: 'anybody',
    idempotent: true,
    query: Query,
    body: Fields,
    fromForm: (fields) => fields,
    examples: formExamples(),
    replies: { 201: { description: 'It is registered: the copy to keep.' } },
    async handle(context) {
      const language: PageLanguage = context.body.language === 'en' ? 'en' : 'ar';
      const code = openCategory(context, context.body.category ?? '');
      try {
        return await sent(context, language);
      } catch (error) {
        if (!(error instanceof Refused) || statusOf(error) !== 422) throw error;
        const paths = (error.extras.errors ?? []).map((fault) => fault.path);
        const again = { given: context.body, paths };
        return pageReply(context, 422, complaintForm(language, { pack: context.pack, code, key: randomUUID() }, again));
      }
    },
  }),
];

function openCategory({ pack }: Pick<Context, 'pack'>, code: string): string {
  const { categories } = pack.kinds.complaint;
  if (!Object.hasOwn(categories, code) || categories[code]?.openedBy !== 'anyone') throw notFound();
  return code;
}

async function sent(context: Context<unknown, Fields>, language: PageLanguage): Promise<Reply> {
  const { pack } = context;
  const checked = PublicOpeningBody.safeParse(openingIn(context.body, language));
  const faults = checked.success ? [] : faultsOf(checked.error);
  if (context.body.consent !== 'yes') faults.push({ path: 'consent', message: 'is required' });
  if (faults.length > 0 || !checked.success)
    throw new Refused('Invalid', 'The form is not filled in right.', { errors: faults });
  const { number, secret } = await openedByCustomer(context, checked.data, context.request.get('case-secret') ?? '');
  const link = await followAddress(context, number);
  return pageReply(context, 201, keptPage(language, pack, { number, secret, link }));
}

/** The fields of the form as JSON clients send them: what was left open is left out. */
function openingIn(fields: Fields, language: PageLanguage): object {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
  const { name, phone, email, class: customerClass } = given;
  const customer = { name, phone, email, class: customerClass };
  // The person gives no name, so nothing else about them is taken from the form.
  const who =
    given.anonymous === 'yes'
      ? { anonymous: true }
      : { customer: Object.fromEntries(Object.entries(customer).filter(([, value]) => value !== undefined)) };
  return {
    category: given.category,
    language,
    ...who,
    fields: ownFields(given),
  };
}

/** The openings of the document, as the fields of the page's form. */
function formExamples(): Record<string, Example> {
  const shown = Object.entries(openingExamples).map(([name, { summary, value }]): [string, Example] => {
    const { category, language, customer, fields } = value as z.input<typeof PublicOpeningBody>;
    const own = Object.entries(fields).map(([field, given]) => [`field.${field}`, given]);
    return [name, { summary, value: { category, language, ...customer, ...Object.fromEntries(own), consent: 'yes' } }];
  });
  return Object.fromEntries(shown);
}
