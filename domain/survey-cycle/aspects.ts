/** The aspects of a survey cycle, in their order. */
import { agreeing } from './aspects/agreeing.ts';
import { collecting } from './aspects/collecting.ts';
import { donors } from './aspects/donors.ts';
import { preparing } from './aspects/preparing.ts';
import { reporting } from './aspects/reporting.ts';

export const surveyCycleAspects = [preparing, collecting, reporting, agreeing, donors] as const;
