/** The body of each command of a complaint, as people send it, and how it becomes what the case takes. */
import { z } from 'zod';
import { findStaff } from '../../db/staff.ts';
import type { WordsReference } from '../../domain/command.ts';
import type { ComplaintCommandName, ComplaintCommands } from '../../domain/complaint/commands.ts';
import { mayRead } from '../../domain/rights.ts';
import { checkFields } from '../../packs/validate-intake.ts';
import { forRights } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Context, Example } from '../http/route.ts';

const text = z.string().trim().min(1).max(10_000);

/** Keeps words in the vault and gives back the reference that the case may know. */
export type KeepWords = (content: Record<string, unknown>) => Promise<WordsReference>;

export interface CommandDefinition<Name extends ComplaintCommandName = ComplaintCommandName> {
  summary: string;
  body: z.ZodType;
  examples: Record<string, Example>;
  /** Checks what the schema cannot, keeps words, and makes the command's body. */
  toCommand(body: never, context: Context, keep: KeepWords): Promise<ComplaintCommands[Name]>;
}

function define<Name extends ComplaintCommandName, Body extends z.ZodType>(definition: {
  summary: string;
  body: Body;
  example: z.input<Body>;
  toCommand(body: z.output<Body>, context: Context, keep: KeepWords): Promise<ComplaintCommands[Name]>;
}): CommandDefinition<Name> {
  const { summary, body, example, toCommand } = definition;
  return {
    summary,
    body,
    toCommand: toCommand as CommandDefinition<Name>['toCommand'],
    examples: { example: { summary, value: example } },
  };
}

function invalid(path: string, message: string): ApiProblem {
  return new ApiProblem('Invalid', 'The body is not valid.', { errors: [{ path, message }] });
}

const optionalWords = async (words: string | undefined, keep: KeepWords): Promise<WordsReference | null> =>
  words === undefined ? null : keep({ text: words });

export const complaintCommandDefinitions: { [Name in ComplaintCommandName]: CommandDefinition<Name> } = {
  accept: define({
    summary: 'Take the complaint on: an agent who accepts becomes its owner',
    body: z.strictObject({}),
    example: {},
    toCommand: async () => ({}),
  }),
  'return-for-completion': define({
    summary: 'Send an incomplete complaint back to the customer (F-07, G-09)',
    body: z.strictObject({ missing: z.array(z.string().min(1).max(100)).min(1).max(20), text }),
    example: { missing: ['details'], text: 'نرجو تزويدنا بتفاصيل أوفى عمّا حدث ومتى حدث.' },
    toCommand: async (body, context, keep) => {
      const { category } = context.found.view;
      const fields = context.pack.kinds.complaint.categories[category]?.fields ?? {};
      const unknown = body.missing.find((field) => !Object.hasOwn(fields, field));
      if (unknown) throw invalid('missing', `${unknown} is not one of ${Object.keys(fields).join(', ')}`);
      return { missing: body.missing, words: await keep({ text: body.text }) };
    },
  }),
  complete: define({
    summary: 'Give what was missing (F-07: the clock counts from here)',
    body: z.strictObject({ text: text.optional(), fields: z.record(z.string(), z.string()).default({}) }),
    example: { fields: { details: 'تفاصيل أوفى: وقع ذلك يوم الأحد في الفرع الرئيس.' } },
    toCommand: async (body, context, keep) => {
      const { view } = context.found;
      const asked = Array.isArray(view.detail.missing) ? (view.detail.missing as string[]) : [];
      const { unknown, malformed } = checkFields(context.pack, view.category, body.fields);
      const fault = malformed[0] ?? (unknown[0] ? { field: unknown[0], why: 'is not a field of this category' } : null);
      if (fault) throw invalid(`fields.${fault.field}`, fault.why);
      const left = asked.filter((field) => !body.fields[field]?.trim());
      if (left.length > 0 && body.text === undefined) {
        throw new ApiProblem('Invalid', `Still missing: ${left.join(', ')}. Send them, or say in \`text\` why not.`, {
          errors: left.map((field) => ({ path: `fields.${field}`, message: 'is required' })),
        });
      }
      return { words: await keep({ fields: body.fields, ...(body.text ? { text: body.text } : {}) }) };
    },
  }),
  decline: define({
    summary: 'Decline an invalid complaint, with the reason (F-07)',
    body: z.strictObject({ reasonCode: z.string(), text }),
    example: { reasonCode: 'duplicate', text: 'سبق تسجيل الشكوى نفسها وهي قيد المعالجة.' },
    toCommand: async (body, context, keep) => {
      const reasons = Object.keys(context.pack.kinds.complaint.declineReasons);
      if (!reasons.includes(body.reasonCode)) throw invalid('reasonCode', `must be one of ${reasons.join(', ')}`);
      return { reasonCode: body.reasonCode, words: await keep({ text: body.text }) };
    },
  }),
  assign: define({
    summary: 'Give the case to somebody; an agent may take it himself',
    body: z.strictObject({ to: z.string().min(1).max(100).meta({ description: 'A staff id.' }) }),
    example: { to: 'development-fund.agent.1' },
    toCommand: async (body, context) => {
      const { dependencies, found } = context;
      const person = await findStaff(dependencies.database, found.organisation, body.to);
      const subject = forRights(dependencies.packs, found);
      const reader = person && {
        id: person._id,
        roles: person.roles,
        groups: person.groups,
        departments: person.departments,
      };
      // Whoever is named in the case gets the case's own refusal, which says so.
      const mayHave = reader && (subject.about.includes(reader.id) || mayRead(reader, subject));
      if (!person?.active || !mayHave) throw invalid('to', 'is nobody who works on such cases here');
      return { to: person._id };
    },
  }),
  pause: define({
    summary: 'Stop the clock while the customer is asked; only where the policy allows it',
    body: z.strictObject({ reasonCode: z.enum(['waiting-for-customer', 'waiting-for-third-party']) }),
    example: { reasonCode: 'waiting-for-customer' },
    toCommand: async (body) => body,
  }),
  resume: define({
    summary: 'Let the clock run again',
    body: z.strictObject({}),
    example: {},
    toCommand: async () => ({}),
  }),
  interim: define({
    summary: 'Tell the customer that an investigation is needed and which steps will be taken (F-15, G-03)',
    body: z.strictObject({ text, expectedBy: z.iso.datetime().optional() }),
    example: {
      text: 'يحتاج طلبكم إلى مراجعة الإدارة المختصة، وسنوافيكم بالنتيجة.',
      expectedBy: '2030-01-06T12:00:00Z',
    },
    toCommand: async (body, _context, keep) => ({
      words: await keep({ text: body.text }),
      expectedBy: body.expectedBy ?? null,
    }),
  }),
  'log-contact': define({
    summary: 'Record a contact with the customer, or an attempt (B-06, C-01, N-12)',
    body: z.strictObject({ channel: z.string().regex(/^[a-z-]{1,40}$/), reached: z.boolean(), text: text.optional() }),
    example: { channel: 'phone', reached: true, text: 'تم الاتصال بالعميل وإبلاغه بأننا ندرس شكواه.' },
    toCommand: async ({ channel, reached, text: words }, context, keep) => {
      const channels = Object.keys(context.pack.channels);
      if (!channels.includes(channel)) throw invalid('channel', `must be one of ${channels.join(', ')}`);
      return { channel, reached, words: await optionalWords(words, keep) };
    },
  }),
  answer: define({
    summary:
      'Answer finally, and say whether the problem is solved (B-08); the customer is asked whether it helped (F-16)',
    body: z.strictObject({ text, solved: z.boolean().default(true) }),
    example: { text: 'نعتذر عمّا حدث. عولجت المشكلة وتم تحديث طلبكم.', solved: true },
    toCommand: async (body, _context, keep) => ({ words: await keep({ text: body.text }), solved: body.solved }),
  }),
  confirm: define({
    summary: 'Did it help? A yes closes the case, a no opens a new round (F-16)',
    body: z.strictObject({ helped: z.boolean(), text: text.optional() }),
    example: { helped: true },
    toCommand: async ({ helped, text: words }, _context, keep) => ({ helped, words: await optionalWords(words, keep) }),
  }),
  withdraw: define({
    summary: 'Withdraw the complaint, as the customer wishes',
    body: z.strictObject({ text: text.optional() }),
    example: { text: 'حُلّت المشكلة، ولم تعد هناك حاجة إلى الشكوى.' },
    toCommand: async ({ text: words }, _context, keep) => ({ words: await optionalWords(words, keep) }),
  }),
};
