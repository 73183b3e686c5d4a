import type { CalendarContent } from './schema/calendar.ts';
import type { PackContent } from './schema/pack.ts';
import type { Term } from './schema/term.ts';

/** The one door to the schemas: packs as `packs/load/load.ts` hands them out, checked and with their content hash. */
export { CalendarSchema, PublishedCalendarSchema } from './schema/calendar.ts';
export { PackSchema } from './schema/pack.ts';

export type { PackContent };
/** `inForce`: when new cases come under it; left out: since ever, and without an end. */
export type Pack = PackContent & { hash: string; inForce?: Term };
export type CalendarFile = CalendarContent & { hash: string };

export type Category = PackContent['kinds']['complaint']['categories'][string];
export type Checklist = PackContent['kinds']['complaint']['checklists'][string];
export type { Clock, Notice } from './schema/clocks.ts';
export type { Term } from './schema/term.ts';
export type { Wording } from './schema/wording.ts';
