import { z } from 'zod';
import { findCaseBySecret } from '../../../application/cases/reading/find-by-secret.ts';
import { Refused } from '../../../application/refused.ts';
import { asciiDigits, withoutInvisible } from '../../../domain/written-text.ts';
import { statusOf } from '../../http/problem.ts';
import { LanguageQuery, readerLanguage } from '../../http/reader-language.ts';
import { type Context, type Route, route } from '../../http/route.ts';
import { pageReply, wantsPage } from '../page-frame.ts';
import { followAddress } from '../tracking/follow-address.ts';
import { findPage } from './page.ts';

const path = '/public/organisations/{organisation}/follow';

/** As it stands on paper: with spaces, in small letters, in the digits of any script. */
const typed = (most: number) =>
  z
    .string()
    .max(most)
    .transform((given) => asciiDigits(withoutInvisible(given)).replaceAll(/\s/g, ''));

const Body = z
  .strictObject({ number: typed(60).transform((number) => number.toUpperCase()), secret: typed(300) })
  .meta({ id: 'NumberAndSecret' });

/** The way to the page of a complaint for customers who have its number and secret, and no link (3.3). */
export const findRoutes: Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'getFindForm',
    summary: 'A page that asks for number and secret of a complaint (F-08)',
    tag: 'public',
    permission: 'anybody',
    query: LanguageQuery,
    replies: { 200: { description: 'The page.' } },
    handle: async (context) => pageReply(context, 200, findPage(readerLanguage(context.request), context.pack)),
  }),
  route({
    method: 'post',
    path,
    operationId: 'findComplaintPage',
    summary: 'The page of a complaint, by its number and secret; a browser is led there (F-08)',
    tag: 'public',
    permission: 'anybody',
    query: LanguageQuery,
    body: Body,
    fromForm: ({ number, secret }) => ({ number, secret }),
    examples: {
      paper: { summary: 'As they stand on paper (made up)', value: { number: '{prefix}-C-00000-000000', secret: 'x' } },
    },
    replies: {
      200: { description: 'Where it is.', schema: z.object({ page: z.string() }) },
      303: { description: 'The same for a browser.' },
    },
    async handle(context) {
      try {
        const page = await pageOf(context);
        return wantsPage(context)
          ? { status: 303, headers: { Location: page } }
          : { status: 200, body: { page }, headers: { Location: page } };
      } catch (error) {
        if (!wantsPage(context) || !(error instanceof Refused) || ![404, 410].includes(statusOf(error))) throw error;
        const fault = statusOf(error) === 410 ? 'ended' : 'gone';
        const language = readerLanguage(context.request);
        return pageReply(
          context,
          statusOf(error),
          findPage(language, context.pack, { number: context.body.number, fault }),
        );
      }
    },
  }),
];

/** The address with a secret that reads: one that acts stays on paper, and is entered on the page in place of a code. */
async function pageOf({
  dependencies,
  pack,
  body,
  receivedAt: at,
}: Context<z.output<typeof LanguageQuery>, z.output<typeof Body>>) {
  const { number } = await findCaseBySecret(dependencies, { organisation: pack.id, ...body, at }, 'read');
  return followAddress({ dependencies, pack }, number);
}
