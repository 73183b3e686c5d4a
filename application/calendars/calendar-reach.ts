import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';

/** Over how many years a calendar may be walked: each of their days costs time and room, and the API is one process. */
export const yearsAtMost = 20;

/**
 * Whether a calendar's known days go farther beyond an instant than may be walked.
 * @param lastDay the last known day, in days since 1970
 * @param from in milliseconds since 1970
 */
export function reachesTooFar(lastDay: number, from: number): boolean {
  return lastDay - from / MS_PER_DAY > yearsAtMost * 365.25;
}
