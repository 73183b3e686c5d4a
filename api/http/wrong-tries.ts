import type { NextFunction, Request, Response } from 'express';
import { MemoryStore, type Options } from 'express-rate-limit';
import { ApiProblem } from './problem.ts';

export interface TriesAllowed {
  windowMs: number;
  /** So many wrong tries within the window; after them even a right one has to wait. */
  limit: number;
  /** So many may be on their way at once, of which nobody knows yet whether they are right. */
  atOnce: number;
  /** Who tries, or what is tried at. */
  key(request: Request): string;
  isWrong(status: number): boolean;
}

/**
 * Lets guesses through until too many were wrong. A try counts once its answer is known: neither requests that are being
 * answered, nor those that were refused for another reason, shut anybody out.
 */
export function limitWrongTries({ windowMs, limit, atOnce, key, isWrong }: TriesAllowed) {
  const wrong = new MemoryStore();
  wrong.init({ windowMs } as Options);
  const onTheirWay = new Map<string, number>();
  const begin = (who: string) => onTheirWay.set(who, (onTheirWay.get(who) ?? 0) + 1);
  const end = (who: string) => {
    const left = (onTheirWay.get(who) ?? 1) - 1;
    if (left > 0) onTheirWay.set(who, left);
    else onTheirWay.delete(who);
  };
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const who = key(request);
    const known = await wrong.get(who);
    if (known && known.totalHits >= limit) throw tooMany(known.resetTime);
    if ((onTheirWay.get(who) ?? 0) >= atOnce) throw tooMany();
    begin(who);
    response.once('close', () => {
      end(who);
      if (response.headersSent && isWrong(response.statusCode)) void wrong.increment(who);
    });
    next();
  };
}

/** @param until when the wrong tries are forgotten; left out: in a moment. */
export function tooMany(until: Date = new Date()): ApiProblem {
  return new ApiProblem('TooManyRequests', 'Too many tries from this address. Wait, then try again.', {
    retryAfter: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000)),
  });
}
