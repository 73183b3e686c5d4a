/** The steps of a followed item, as people give them. */
import { z } from 'zod';
import { presentAssignee } from '../../application/cases/assignee.ts';
import { optionalWords } from '../../application/cases/execute-command.ts';
import { mustBeASecondPerson } from '../../application/cases/permission.ts';
import { text } from '../../application/text.ts';
import type { FollowedItemCommandName, FollowedItemCommands } from '../../domain/followed-item/commands.ts';
import { type Definitions, define } from '../cases/command-definition.ts';
import { mustBeAhead } from '../cases/future-instant.ts';

const dueOn = z.iso.date().meta({ description: 'Local date by which.' });

export const followedItemCommandDefinitions: Definitions<Pick<FollowedItemCommands, FollowedItemCommandName>> = {
  complete: define({
    summary: 'Say that it is done, with the evidence',
    body: z.strictObject({ evidence: text }),
    example: { evidence: 'نُشرت مواعيد البرنامج في الموقع بتاريخ اليوم.' },
    toCommand: async ({ evidence }, _context, keep) => ({ words: await keep({ text: evidence }) }),
  }),
  accept: define({
    summary: 'Accept the result: the item is closed',
    body: z.strictObject({ text: text.optional() }),
    example: {},
    permission: mustBeASecondPerson,
    toCommand: async (body, _context, keep) => ({ words: await optionalWords(body.text, keep) }),
  }),
  return: define({
    summary: 'Send the result back, with what is missing and until when',
    body: z.strictObject({ text, dueOn }),
    example: { text: 'لم يُرفق رابط الإعلان.', dueOn: '2030-02-03' },
    permission: mustBeASecondPerson,
    async toCommand(body, context, keep) {
      mustBeAhead(context, 'dueOn', body.dueOn);
      return { dueOn: body.dueOn, words: await keep({ text: body.text }) };
    },
  }),
  'change-date': define({
    summary: 'Agree to another date, with the reason: somebody other than the owner does',
    body: z.strictObject({ text, dueOn }),
    example: { text: 'تأخر اعتماد الميزانية.', dueOn: '2030-03-03' },
    permission: mustBeASecondPerson,
    async toCommand(body, context, keep) {
      mustBeAhead(context, 'dueOn', body.dueOn);
      return { dueOn: body.dueOn, words: await keep({ text: body.text }) };
    },
  }),
  assign: define({
    summary: 'Give the item to somebody else, who does it by the same date: somebody other than the owner does',
    body: z.strictObject({
      to: z.string().min(1).max(100).meta({ description: 'A staff id.' }),
      text: text.optional(),
    }),
    example: { to: '{organisation}.agent.2', text: 'انتقل زميلنا إلى قسم آخر (مثال).' },
    permission: mustBeASecondPerson,
    toCommand: async (body, context, keep) => ({
      to: await presentAssignee(context, body.to),
      words: await optionalWords(body.text, keep),
    }),
  }),
  withdraw: define({
    summary: 'Give the item up, with the reason: somebody other than the owner does',
    body: z.strictObject({ text }),
    example: { text: 'أُلغي البرنامج.' },
    permission: mustBeASecondPerson,
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }) }),
  }),
};
