import { z } from 'zod';
import { invalid } from '../../application/refused.ts';
import { instantText, MS_PER_DAY, parseInstant } from '../../domain/deadline/instants-and-dates.ts';
import { parseAmount } from '../../domain/deadline/question.ts';
import type { Context } from '../http/route.ts';

/** An instant as people send it: UTC, or with an offset. */
export const instant = z.iso.datetime({ offset: true });

/** An instant, or how long from now. */
export const instantOrSpan = z.union([instant, z.iso.duration()], {
  error: 'must be an instant such as 2030-01-06T12:00:00Z, or a time from now such as PT4H',
});

/** The instant in UTC that lies so far ahead; a 422 if the span is not one of days, hours, minutes and seconds. */
export function ahead(path: string, given: string, context: Pick<Context, 'receivedAt'>): string {
  if (!given.startsWith('P')) return inTheFuture(path, given, context);
  try {
    const span = parseAmount({ elapsed: given }, path);
    if (span.unit === 'elapsed') return instantText(Date.parse(context.receivedAt) + span.ms);
  } catch {
    // What is wrong with it is said below, in the words of the API.
  }
  throw invalid(path, 'must be a time from now in days, hours, minutes and seconds, such as PT4H');
}

/** The instant in UTC; a 422 if it does not lie after the arrival of this request. */
export function inTheFuture(path: string, given: string, { receivedAt }: Pick<Context, 'receivedAt'>): string {
  const at = parseInstant(given, path);
  if (at <= Date.parse(receivedAt)) throw invalid(path, `must lie in the future, after ${receivedAt}`);
  return instantText(at);
}

/** Throws a 422 if the date has passed everywhere on earth. */
export function mustBeAhead({ receivedAt }: Pick<Context, 'receivedAt'>, path: string, date: string): void {
  const yesterday = new Date(Date.parse(receivedAt) - MS_PER_DAY).toISOString().slice(0, 10);
  if (date < yesterday) throw invalid(path, 'has passed');
}
