import { z } from 'zod';
import { reasons } from '../../domain/case/next-actors.ts';
import { CaseViewSchema } from './view-schema.ts';

export const WorkItemSchema = CaseViewSchema.extend({
  why: z.enum(reasons).meta({
    description:
      'Why it waits for you; `approval`: money, a correction or a form to decide on; `to-enter`, `to-archive`: the next step of a record change; `next-step`: of a survey; `to-judge`: a department’s result.',
  }),
  standingInFor: z.string().nullable().meta({
    description: 'Staff id of whoever is away and for whom it waits, where it does not wait for you yourself.',
  }),
  timeLeft: z.object({ clock: z.string(), workingDays: z.int(), workingMinutes: z.int() }).nullable().meta({
    description:
      'Working time until the next deadline, by the calendar in force: whole working days, and the minutes of days of which a part is left. Null if none runs, or it has passed.',
  }),
  news: z.boolean().meta({ description: 'Something has happened since you last looked, or you never did.' }),
});
