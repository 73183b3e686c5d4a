/** The aspects of a department's ticket, in their order. */
import { judging } from './aspects/judging.ts';
import { parent } from './aspects/parent.ts';
import { working } from './aspects/working.ts';

export const ticketAspects = [working, judging, parent] as const;
