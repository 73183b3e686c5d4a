import { z } from 'zod';
import { LocalDate, Name, Wording } from './wording.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'A time is written 08:00, from 00:00 to 24:00');
const Hours = z.array(z.tuple([time, time], { error: 'Opening hours are pairs of times: [["08:00", "16:00"]]' }));

/** A weekday that is left out is closed. */
const Week = z.strictObject({
  sun: Hours.optional(),
  mon: Hours.optional(),
  tue: Hours.optional(),
  wed: Hours.optional(),
  thu: Hours.optional(),
  fri: Hours.optional(),
  sat: Hours.optional(),
});

const whatDeadlinesNeed = {
  name: z.string().min(1).meta({ description: 'Shown as the reason in the proof of a deadline.' }),
  from: LocalDate,
  to: LocalDate,
  hours: Hours.optional().meta({ description: 'For every date from `from` to `to`, weekends included. []: closed.' }),
  week: Week.optional().meta({ description: 'Per weekday; a weekday that is left out is closed.' }),
};
const eitherOr = [
  (overlay: { hours?: unknown; week?: unknown }) => (overlay.hours === undefined) !== (overlay.week === undefined),
  { error: 'An overlay has either `hours` or `week`' },
] as const;

const Overlay = z
  .strictObject({
    ...whatDeadlinesNeed,
    nameAr: z.string().min(1),
    status: z.enum(['expected', 'confirmed']),
    opensWeekends: z.literal(true).optional().meta({ description: 'Says that opening closed weekdays is meant.' }),
  })
  .refine(...eitherOr);

/** One version of the working time of a country or an organisation. */
export const CalendarSchema = z
  .strictObject({
    name: Name,
    version: z.int().positive(),
    title: Wording,
    zone: z.string(),
    week: Week,
    overlays: z.array(Overlay),
    knownUntil: LocalDate,
  })
  .meta({ title: 'Working calendar', description: 'Zone, opening hours, holidays, and the last day it is known for.' });
export type CalendarContent = z.infer<typeof CalendarSchema>;

/** So many holidays and times with other hours a published calendar has at most. */
export const mostOverlays = 500;

/** A calendar as a case is pinned to it and as the API shows it: what deadlines need and no more. */
export const PublishedCalendarSchema = z.strictObject({
  zone: z.string(),
  week: Week,
  overlays: z.array(z.strictObject(whatDeadlinesNeed).refine(...eitherOr)).max(mostOverlays),
  knownUntil: LocalDate,
});
