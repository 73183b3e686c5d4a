import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { FoundCase } from '../../application/call.ts';
import { giveCommand } from '../../application/cases/execute-command.ts';
import { lookUpCase } from '../../application/cases/find-case.ts';
import { freshCase, freshView } from '../../application/cases/fresh-case.ts';
import { isClosedToCustomers } from '../../application/complaints/internal-problem.ts';
import { textsToCustomer } from '../../application/complaints/texts-to-customer.ts';
import { notFound, Refused } from '../../application/refused.ts';
import { findFollowUp, noteFollowUpUsed } from '../../db/follow-ups.ts';
import type { FollowUpDocument } from '../../db/models.ts';
import { linkGeneration } from '../../db/tracking-links.ts';
import { customerActor } from '../../domain/command.ts';
import type { Verdict } from '../../domain/complaint/aspects/follow-up.ts';
import { canonicalJson } from '../../domain/digest.ts';
import type { CaseView } from '../../domain/view.ts';
import { latest } from '../../packs/load.ts';
import { VerdictBody, verdictCommand } from '../complaints/commands/verdict.ts';
import { problemOf } from '../http/error-to-problem.ts';
import { statusOf } from '../http/problem.ts';
import { readerLanguage } from '../http/reader-language.ts';
import { type Context, type Reply, type Route, route } from '../http/route.ts';
import { type FollowUpPage, followUpPage } from './follow-up-page.ts';
import { followUpQuestions, fromForm } from './follow-up-questions.ts';
import { pageReply, wantsPage } from './page-frame.ts';

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
        text: z.object({ ar: z.string(), en: z.string() }),
      }),
    ),
  })
  .meta({ id: 'FollowUpView' });

/** A question that is still good, with the case that it is about. */
interface Asked {
  followUp: FollowUpDocument;
  found: FoundCase;
}

/**
 * The question of the link. A wrong secret is not found; one that was right and has expired, or whose round was judged
 * some other way and is past, is gone, which only whoever had the link can learn.
 */
async function asked(context: Context): Promise<Asked> {
  const { dependencies, request, receivedAt } = context;
  const followUp = await findFollowUp(dependencies.database, String(request.params.secret));
  if (!followUp) throw notFound();
  if (Date.parse(receivedAt) > Date.parse(followUp.expiresAt)) throw expired();
  if ((await linkGeneration(dependencies.database, followUp)) !== (followUp.generation ?? 0)) throw expired();
  const known = await lookUpCase(dependencies, followUp.organisation, followUp.number);
  if (!known || isClosedToCustomers(dependencies.packs, known.view)) throw notFound();
  const found = await freshCase({ ...context, found: known }, followUp.revision);
  if (found.view.round !== followUp.round && !followUp.used) throw expired();
  return { followUp, found };
}

function expired(): Refused {
  return new Refused('LinkExpired', 'This link is not in use any more. Please contact us with the number of the case.');
}

async function shown(
  context: Context,
  { followUp, found }: Asked,
  status: string,
): Promise<z.infer<typeof FollowUpView>> {
  const isThisRound = found.view.round === followUp.round;
  const texts = isThisRound ? await textsToCustomer(context.dependencies.database, found.view, found.words) : null;
  const questions = followUp.used ? [] : followUpQuestions;
  return { number: followUp.number, status, answer: texts?.answer ?? null, questions };
}

/**
 * Gives the verdict to the case once. The same answer again is a repetition, and told what the first was; another one is
 * refused, since nothing would come of it (R16).
 */
async function judge(context: Context<unknown, VerdictBody>): Promise<Asked & { status: string }> {
  const question = await asked(context);
  const { followUp, found } = question;
  const digest = digestOf(context);
  if (followUp.used) return stands(question, digest, followUp.used);
  const { dependencies, receivedAt } = context;
  const now = await freshView(dependencies, found);
  if (isJudged(now, followUp.round)) throw alreadyAnswered(now.status);
  const view = await verdictGiven(context, question, now);
  const used = await noteFollowUpUsed(dependencies.database, followUp, { at: receivedAt, status: view.status, digest });
  if (used) stands(question, digest, used);
  const own = used ?? { at: receivedAt, status: view.status, digest };
  return { followUp: { ...followUp, used: own }, found: { ...found, view }, status: view.status };
}

/** What was recorded the first time, for the same answer again. @throws Refused 409 for another one. */
function stands(
  question: Asked,
  digest: string,
  used: NonNullable<FollowUpDocument['used']>,
): Asked & { status: string } {
  if (used.digest !== digest) throw alreadyAnswered(used.status);
  return { ...question, status: used.status };
}

function alreadyAnswered(status: string): Refused {
  const sentence = `This has been answered already, and the first reply counts: the case is ${status}.`;
  return new Refused('AlreadyAnswered', sentence);
}

function digestOf({ dependencies, body }: Context<unknown, VerdictBody>): string {
  return createHmac('sha256', dependencies.secret)
    .update(canonicalJson(['verdict', body]))
    .digest('base64url');
}

/** The view after the verdict; a scored one where the case has been closed meanwhile, by silence or on the telephone. */
async function verdictGiven(
  context: Context<unknown, VerdictBody>,
  { followUp, found }: Asked,
  now: CaseView,
): Promise<CaseView> {
  const { dependencies, body } = context;
  const pack = latest(dependencies.packs, followUp.organisation);
  if (!pack) throw notFound();
  const name = now.status === 'answered' ? 'confirm' : 'rate';
  // The same answer is one request however often it comes; another one that comes at once is refused by the case.
  const given: Context = { ...context, found, pack, key: `${name} ${followUp.round} ${digestOf(context)}`, body: {} };
  const reply = await giveCommand(given, {
    name,
    actor: customerActor,
    principal: 'follow-up',
    toBody: (keep) => verdictCommand(body, keep),
  }).catch((error: unknown) => {
    throw statusOf(problemOf(error)) === 409 ? alreadyAnswered(now.status) : error;
  });
  // Taken without waiting, where the caller asks for that: how it came out is not known yet.
  return reply.status === 200 ? { ...now, ...(reply.body as CaseView) } : now;
}

/** Somebody was faster: the round has been judged, scores and all, or is past. */
function isJudged({ round, detail }: CaseView, asked: number): boolean {
  const verdict = (detail.verdicts as Verdict[] | undefined)?.find((one) => one.round === asked);
  return (
    round !== asked ||
    (verdict !== undefined && verdict.by !== 'staff' && (verdict.expected !== null || verdict.perceived !== null))
  );
}

function page(status: number, shownPage: FollowUpPage): Reply {
  return pageReply(status, followUpPage(shownPage));
}

const messages = {
  ask: {
    ar: 'تمت الإجابة على طلبكم، ويهمنا رأيكم.',
    en: 'Your request has been answered. Please tell us what you think.',
  },
  thanks: { ar: 'وصلنا ردكم. شكرًا لكم.', en: 'We have received your reply. Thank you.' },
  answered: {
    ar: 'سبق أن وصلنا ردكم على هذا السؤال، وهو المعتمد. يمكنكم التعقيب عليه من صفحة طلبكم.',
    en: 'We have received your reply to this question before, and it stands. You can add to it on the page of your request.',
  },
  gone: {
    ar: 'هذا الرابط غير صالح أو انتهت صلاحيته. نأمل التواصل معنا برقم طلبكم.',
    en: 'This link is not valid, or not any more. Please contact us with the number of your request.',
  },
};

/** Organisation and language of a link that was right once; of one that never was, the language of the browser. */
async function readerOf({ dependencies, request }: Context): Promise<Pick<FollowUpPage, 'language' | 'pack'>> {
  const followUp = await findFollowUp(dependencies.database, String(request.params.secret));
  const known = followUp && (await lookUpCase(dependencies, followUp.organisation, followUp.number));
  if (!known) return { language: readerLanguage(request) };
  const pack = latest(dependencies.packs, known.organisation);
  return { pack, language: known.view.detail.language === 'en' ? 'en' : 'ar' };
}

/** The answer of `act` as JSON or as a page; a browser gets a page also where the link leads nowhere. */
async function forReader(context: Context, act: () => Promise<Reply>): Promise<Reply> {
  if (!wantsPage(context)) return act();
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused) || ![404, 409, 410].includes(statusOf(error))) throw error;
    const message = error.reason === 'AlreadyAnswered' ? messages.answered : messages.gone;
    return page(statusOf(error), { ...(await readerOf(context)), number: null, answer: null, asks: false, message });
  }
}

export const followUpRoutes: Route[] = [
  route({
    method: 'get',
    path,
    operationId: 'getFollowUp',
    summary: 'What was answered, and the questions to the customer; a page for a browser (F-16)',
    tag: 'public',
    permission: 'anybody',
    replies: { 200: { description: 'The answer and the questions.', schema: FollowUpView } },
    handle: (context) =>
      forReader(context, async () => {
        const question = await asked(context);
        const { view } = question.found;
        const body = await shown(context, question, view.status);
        if (!wantsPage(context)) return { status: 200, body };
        const asks = question.followUp.used === null;
        const language = view.detail.language === 'en' ? 'en' : 'ar';
        const { number, answer } = body;
        const pack = latest(context.dependencies.packs, question.followUp.organisation);
        return page(200, { pack, language, number, answer, asks, message: asks ? messages.ask : messages.thanks });
      }),
  }),
  route({
    method: 'post',
    path,
    operationId: 'followUp',
    summary: 'Say whether the answer helped, and how the service was; the first time counts (F-16, C-14, B-02)',
    tag: 'public',
    permission: 'anybody',
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
        const { status, ...question } = await judge(context);
        if (wantsPage(context)) return { status: 303, headers: { Location: context.request.path } };
        return { status: 200, body: await shown(context, question, status) };
      }),
  }),
];
