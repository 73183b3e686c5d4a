import { z } from 'zod';

const words = z.string().trim().min(1);

/** Every word that a person reads exists in Arabic and in English (G-10). */
export const Wording = z
  .strictObject({ ar: words, en: words })
  .meta({ description: 'The same words in Arabic and in English.' });
export type Wording = z.infer<typeof Wording>;

/** Names of parts of a pack: short, in lower case, joined by hyphens. */
export const Name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'A name is lower-case words joined by hyphens, such as customer-care');

export const LocalDate = z.iso.date({ error: 'A date is written 2026-03-19, and must exist' });

/** Where a rule comes from: its id in the requirements, or `ours` if no document says it. */
export const sourceKeys = {
  rule: z
    .string()
    .regex(/^[FCNBGX]-\d\d$/, 'A rule id looks like F-07')
    .optional()
    .meta({ description: 'Id of the rule in docs/rules.md; its clause stands under `clauses`.' }),
  source: z.literal('ours').optional().meta({ description: 'No document says this: the pack decided it.' }),
};

/** A report that is sent each week, and the roles that get it. */
export const ReportTo = z.strictObject({ ...sourceKeys, to: z.array(Name).min(1) });

export const LocalisedMessage = z
  .strictObject({
    subject: words.optional().meta({ description: 'Subject of the e-mail (ICU message).' }),
    email: words.optional().meta({ description: 'Text of the e-mail (ICU message).' }),
    sms: words.optional().meta({ description: 'Text of the SMS (ICU message).' }),
  })
  .meta({ description: 'ICU messages; the parameters are listed in packs/vocabulary/messages.ts.' });

export const Template = z.strictObject({ ar: LocalisedMessage.optional(), en: LocalisedMessage.optional() });
