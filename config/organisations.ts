import { z } from 'zod';

/** What of one organisation's own is another one on this server than its pack says. */
const OrganisationSettings = z.strictObject({
  mailFrom: z.email().optional(),
  smsSender: z.string().min(1).max(20).optional(),
  publicUrl: z.url({ protocol: /^https?$/, error: 'must be like https://care.example.org' }).optional(),
});
export type OrganisationSettings = z.infer<typeof OrganisationSettings>;

/** JSON such as `{"courier": {"smsSender": "Courier"}}`, by organisation. */
export const organisations = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON, such as {"courier": {"smsSender": "Courier"}}' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), OrganisationSettings));
