import { z } from 'zod';
import { caseKinds } from '../../domain/kinds.ts';
import { sourceKeys } from './wording.ts';

/**
 * What is kept for a time, by class: cases of each kind, and what is no case. `ofMany` is what was done to many cases at once:
 * incidents, runs of one command, movings-in and imports.
 */
export const keptClasses = [
  ...caseKinds,
  ...(['attachments', 'surveyPersons', 'customers', 'requests', 'accesses', 'sessions', 'ofMany'] as const),
] as const;
export type KeptClass = (typeof keptClasses)[number];

/** How long something is kept after it is over. */
export const Kept = z.strictObject({ ...sourceKeys, days: z.int().positive() });
export type Kept = z.infer<typeof Kept>;

/** How long each class is kept after its case has closed, or after it was last used. */
export const RetentionRules = z.strictObject(
  Object.fromEntries(keptClasses.map((name) => [name, Kept.optional()])) as Record<
    KeptClass,
    z.ZodOptional<typeof Kept>
  >,
);

const years = (count: number): Kept => ({ source: 'ours', days: count * 365 });

/** What holds where a pack is silent. No document says how long: this is the product's own. */
const usual = years(5);
const others: Partial<Record<KeptClass, Kept>> = {
  lead: years(3),
  attachments: years(3),
  surveyPersons: years(1),
  requests: years(1),
  sessions: { source: 'ours', days: 180 },
};

/** How long a policy keeps each class. */
export function retentionOf({ retention = {} }: { retention?: z.infer<typeof RetentionRules> | undefined }) {
  return Object.fromEntries(keptClasses.map((name) => [name, retention[name] ?? others[name] ?? usual])) as Record<
    KeptClass,
    Kept
  >;
}
