import { z } from 'zod';
import { instantText, parseInstant } from '../../domain/deadline/instant.ts';
import type { Context } from '../http/route.ts';
import { invalid } from './command-definition.ts';

/** An instant as people send it: UTC, or with an offset. */
export const instant = z.iso.datetime({ offset: true });

/** The instant in UTC; a 422 where it does not lie after the arrival of this request. */
export function inTheFuture(path: string, given: string, { receivedAt }: Pick<Context, 'receivedAt'>): string {
  const at = parseInstant(given, path);
  if (at <= Date.parse(receivedAt)) throw invalid(path, `must lie in the future, after ${receivedAt}`);
  return instantText(at);
}
