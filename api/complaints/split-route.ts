import type { z } from 'zod';
import { mustBeAllowedTo } from '../../application/cases/permission.ts';
import { OpeningBody } from '../../application/complaints/opening-body.ts';
import { splitComplaint } from '../../application/complaints/split-complaint.ts';
import { type Example, type Route, route } from '../http/route.ts';
import { OpenedViewSchema } from './opened-view.ts';
import { openingExamples } from './opening-examples.ts';

const SplitBody = OpeningBody.pick({ fields: true, priorityGrounds: true, about: true }).extend({
  category: OpeningBody.shape.category.optional().meta({ description: 'Left out: the category of this complaint.' }),
});

/** Part of a complaint becomes a new one of the same customer. The customer goes with it; the words stay where they are (S7). */
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
      const body = await splitComplaint(context);
      return {
        status: 201,
        headers: { Location: `${base.replace('{organisation}', context.pack.id)}/${body.number}` },
        body,
      };
    },
  });
}

/** What the forms of the openings ask for, without the customer, who is known already. */
function splitExamples(): Record<string, Example> {
  const examples = Object.entries(openingExamples).map(([name, { summary, value }]): [string, Example] => {
    const { category, fields } = value as z.output<typeof SplitBody>;
    return [name, { summary: `Split off: ${summary}`, value: { category, fields } }];
  });
  return Object.fromEntries(examples);
}
