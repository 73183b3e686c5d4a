import type { z } from 'zod';
import { mustBeAllowedTo } from '../../application/cases/execute-command.ts';
import { forRights } from '../../application/cases/find-case.ts';
import { viewFor } from '../../application/cases/view-for.ts';
import { customerWordsOf } from '../../application/complaints/customer-words.ts';
import { isInternal, notForInternal } from '../../application/complaints/internal-problem.ts';
import { openComplaint } from '../../application/complaints/open-complaint.ts';
import { OpeningBody } from '../../application/complaints/opening-body.ts';
import { Refused } from '../../application/refused.ts';
import { readWords } from '../../db/vault.ts';
import { type Context, type Example, type Route, route } from '../http/route.ts';
import { OpenedViewSchema } from './opened-view.ts';
import { openingExamples } from './opening-examples.ts';

const SplitBody = OpeningBody.pick({ fields: true, priorityGrounds: true, about: true }).extend({
  category: OpeningBody.shape.category.optional().meta({ description: 'Left out: the category of this complaint.' }),
});

/** Statuses of a complaint that is not there to be split any more. */
const gone = ['merged', 'withdrawn'];

/** Part of a complaint becomes a new one of the same customer: the customer goes with it, his words stay where they are (S7). */
export function splitRoute(base: string): Route {
  return route({
    method: 'post',
    path: `${base}/{number}/split`,
    operationId: 'splitComplaint',
    summary: 'Make a part of it a new complaint of the same customer; both are linked',
    tag: 'complaints',
    permission: mustBeAllowedTo('split'),
    ofCase: 'Complaint',
    idempotent: true,
    body: SplitBody,
    examples: splitExamples(),
    replies: { 201: { description: 'The new complaint.', schema: OpenedViewSchema } },
    async handle(context) {
      const { dependencies, pack, principal, key, found, receivedAt } = context;
      const actor = { ...principal.actor, onBehalfOf: 'customer' as const };
      const body = await handedOn(context);
      const splitFrom = { number: found.number };
      const view = await openComplaint(dependencies, {
        ...{ pack, actor, principal: actor.id, key, body, receivedAt, splitFrom, mayFollow: () => false },
      });
      const subject = { ...forRights(dependencies.packs, found), owner: view.owner };
      return {
        status: 201,
        headers: { Location: `${base.replace('{organisation}', pack.id)}/${view.number}` },
        body: { ...viewFor(view, principal.actor, subject), warnings: view.warnings },
      };
    },
  });
}

/** What the forms of the openings ask for, without the customer: he is known already. */
function splitExamples(): Record<string, Example> {
  const examples = Object.entries(openingExamples).map(([name, { summary, value }]): [string, Example] => {
    const { category, fields } = value as z.output<typeof SplitBody>;
    return [name, { summary: `Split off: ${summary}`, value: { category, fields } }];
  });
  return Object.fromEntries(examples);
}

/** What the new complaint has of this one: the customer, the way it came, the staff whom it is about. */
async function handedOn({
  dependencies,
  found,
  body: given,
}: Context<unknown, z.infer<typeof SplitBody>>): Promise<OpeningBody> {
  const { category, status, detail } = found.view;
  if (gone.includes(status)) {
    const where = detail.mergedInto ? `it has been merged into ${String(detail.mergedInto)}` : `the case is ${status}`;
    throw new Refused('NotAllowedNow', `split is not possible: ${where}.`, { allowed: [] });
  }
  if (isInternal(found.view)) {
    throw notForInternal('split', 'it is the organisation’s own problem and has no customer', found.view);
  }
  const id = customerWordsOf(found);
  const [first] = await readWords(dependencies.database, id ? [id] : []);
  if (!first) throw new Error(`the words of ${found.number} are gone`);
  return {
    ...given,
    category: given.category ?? category,
    channel: String(detail.channel),
    language: detail.language === 'en' ? 'en' : 'ar',
    about: [...new Set([...found.about, ...given.about])],
    customer: first.content.customer as OpeningBody['customer'],
  };
}
