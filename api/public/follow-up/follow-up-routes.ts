import { z } from 'zod';
import {
  type Asked,
  answerAskedAbout,
  followUpAsked,
  judgeFollowUp,
} from '../../../application/complaints/rounds/follow-up.ts';
import { wordingSchema } from '../../../application/wording-schema.ts';
import { latest } from '../../../packs/load/load.ts';
import { VerdictBody, verdictCommand } from '../../complaints/commands/answering.ts';
import { LanguageQuery } from '../../http/reader-language.ts';
import { type Context, type Route, route } from '../../http/route.ts';
import { wantsPage } from '../page-frame.ts';
import { askingPage, forReader } from './follow-up-page.ts';
import { followUpQuestions, fromForm } from './follow-up-questions.ts';

const path = '/public/follow-ups/{secret}';

/** Nothing but the number, the status, the answer and the questions; none once they have been answered. */
const FollowUpView = z
  .object({
    number: z.string(),
    status: z.string(),
    answer: z.string().nullable(),
    questions: z.array(
      z.object({
        name: z.string(),
        required: z.boolean(),
        choices: z.array(z.string()).nullable().meta({ description: 'Null: in the customer’s own words.' }),
        text: wordingSchema,
      }),
    ),
  })
  .meta({ id: 'FollowUpView' });

async function shown(context: Context, asked: Asked, status: string): Promise<z.infer<typeof FollowUpView>> {
  const { number, used } = asked.followUp;
  const answer = await answerAskedAbout(context, asked);
  return { number, status, answer, questions: used ? [] : followUpQuestions };
}

export const followUpRoutes: Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'getFollowUp',
    summary: 'What was answered, and the questions to the customer; a page for a browser (F-16)',
    tag: 'public',
    permission: 'anybody',
    query: LanguageQuery,
    replies: { 200: { description: 'The answer and the questions.', schema: FollowUpView } },
    handle: (context) =>
      forReader(context, async () => {
        const asked = await followUpAsked(context);
        const { view } = asked.found;
        const body = await shown(context, asked, view.status);
        if (!wantsPage(context)) return { status: 200, body };
        const language = view.detail.language === 'en' ? 'en' : 'ar';
        const pack = latest(context.dependencies.packs, asked.followUp.organisation);
        const { number, answer } = body;
        return askingPage(context, { pack, language, number, answer, asks: asked.followUp.used === null });
      }),
  }),
  route({
    method: 'post',
    path,
    operationId: 'followUp',
    summary: 'Say whether the answer helped, and how the service was; the first time counts (F-16, C-14, B-02)',
    tag: 'public',
    permission: 'anybody',
    query: LanguageQuery,
    body: VerdictBody,
    fromForm,
    examples: {
      example: {
        summary: 'It helped, and was better than expected',
        value: { helped: true, expected: 3, perceived: 4 },
      },
    },
    replies: {
      200: { description: 'What was recorded the first time.', schema: FollowUpView },
      303: { description: 'The same for a browser: its page.' },
    },
    handle: (context) =>
      forReader(context, async () => {
        const { status, ...asked } = await judgeFollowUp(context, (keep) => verdictCommand(context.body, keep));
        if (wantsPage(context)) return { status: 303, headers: { Location: context.request.path } };
        return { status: 200, body: await shown(context, asked, status) };
      }),
  }),
];
