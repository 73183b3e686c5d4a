/** Links between complaints, and merging: the bodies of the commands. */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { isInternal, withoutCustomer } from '../../../application/cases/internal-problem.ts';
import { isSameCustomer } from '../../../application/complaints/duplicates.ts';
import { otherComplaint } from '../../../application/complaints/other-complaint.ts';
import { awaitMerge } from '../../../application/complaints/rounds/await-merge.ts';
import { incidentKnown } from '../../../application/incidents/incident.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { IncidentCommands } from '../../../domain/complaint/aspects/incident.ts';
import type { MergeCommands } from '../../../domain/complaint/aspects/merging.ts';
import { type LinkCommands, relations } from '../../../domain/complaint/aspects/other-cases.ts';
import type { UnmergeCommands } from '../../../domain/complaint/aspects/unmerging.ts';
import { hasNobody } from '../../../domain/complaint/has-nobody.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

const CaseNumber = z.string().max(40).meta({ description: 'The number of another complaint of the organisation.' });
const allRelations = [
  ...relations,
  ...(['cause-of', 'has-duplicate', 'followed-by', 'split-from', 'split-into'] as const),
] as const;

type Taken = Omit<LinkCommands, 'link-told'> &
  Pick<MergeCommands, 'merge'> &
  Pick<UnmergeCommands, 'undo-merge'> &
  IncidentCommands;

export const linkCommands: Definitions<Taken> = {
  link: define({
    summary: 'Link it to another complaint; both show the link',
    body: z.strictObject({ number: CaseNumber, relation: z.enum(relations).default('related') }),
    example: { number: '{prefix}-C-7K3M9-Q2X8TW', relation: 'caused-by' },
    toCommand: async ({ number, relation }, context) => {
      const { number: other } = await otherComplaint(context, 'number', number);
      return { number: other, relation };
    },
  }),
  unlink: define({
    summary: 'Take a link away, from both; without `relation` every link to that complaint',
    body: z.strictObject({ number: CaseNumber, relation: z.enum(allRelations).optional() }),
    example: { number: '{prefix}-C-7K3M9-Q2X8TW', relation: 'caused-by' },
    toCommand: async ({ number, relation = null }, context) => {
      const { number: other } = await otherComplaint(context, 'number', number);
      return { number: other, relation };
    },
  }),
  merge: define({
    summary: 'Let it go into another open complaint of the same customer, which goes on for both; this one ends',
    body: z.strictObject({
      into: CaseNumber,
      text: text.optional(),
      sameCustomer: z.boolean().default(false).meta({
        description: 'True: you have made sure that both are the same customer’s, though their contacts differ.',
      }),
    }),
    example: { into: '{prefix}-C-7K3M9-Q2X8TW', text: 'الشكوى نفسها سُجلت مرتين.' },
    toCommand: async ({ into, text: words, sameCustomer }, context, keep) => {
      const other = await otherComplaint(context, 'into', into);
      if (other.view.detail.mergedInto) {
        throw invalid('into', `has itself been merged into ${String(other.view.detail.mergedInto)}`);
      }
      const { view } = context.found;
      // Else the customer would hear nothing more, or would hear of an inner problem (N-25).
      if (isInternal(view) !== isInternal(other.view)) {
        const why = 'one of the two is the organisation’s own problem, the other one was brought to it: link them';
        throw withoutCustomer('merge', why, view);
      }
      // Else the person with the secret of a complaint without a name would read what another customer is told (F-10).
      if (hasNobody(view.detail) !== hasNobody(other.view.detail)) {
        throw withoutCustomer(
          'merge',
          'one of the two was brought without a name, the other one was not: link them',
          view,
        );
      }
      const isKnown = await isSameCustomer(context.dependencies, context.found, other);
      if (!sameCustomer && !isKnown) {
        // The remaining complaint is answered to one customer only, and tracked by both numbers.
        throw invalid(
          'into',
          'is not known to be the same customer’s: link it, or say `sameCustomer` if you know it is',
        );
      }
      // What the contacts say hangs on nobody’s word.
      return { into: other.number, sameCustomer: sameCustomer && !isKnown, words: await optionalWords(words, keep) };
    },
    settled: awaitMerge,
  }),
  'undo-merge': define({
    summary:
      'Undo its merging within the time of the policy; it goes on by itself, and its clocks as if nothing had been',
    body: z.strictObject({ text: text.meta({ description: 'Why.' }) }),
    example: { text: 'تبيّن أن الشكويين في موضوعين مختلفين.' },
    toCommand: async ({ text: words }, _context, keep) => ({ words: await keep({ text: words }) }),
  }),
  'join-incident': define({
    summary: 'Join it to an incident, the one cause of many complaints; it keeps its own clocks and its own answer',
    body: z.strictObject({ incident: CaseNumber.meta({ description: 'Number of the incident.' }) }),
    example: { incident: '{prefix}-X-7K3M9-Q2X8TW' },
    toCommand: async ({ incident }, context) => {
      await incidentKnown(context, incident);
      return { incident };
    },
  }),
  'leave-incident': define({
    summary: 'Take it out of its incident, and say why',
    body: z.strictObject({ text: text.meta({ description: 'Why.' }) }),
    example: { text: 'تبيّن أن سبب هذه الشكوى مختلف.' },
    toCommand: async ({ text: words }, _context, keep) => ({ words: await keep({ text: words }) }),
  }),
};
