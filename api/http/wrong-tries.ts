import { setTimeout as wait } from 'node:timers/promises';
import type { NextFunction, Request, Response } from 'express';
import PQueue from 'p-queue';
import { Refused } from '../../application/refused.ts';
import { type SharedCounts, secondsUntil } from '../../application/shared-counts.ts';

interface Tries {
  /** The wrong tries so far. */
  wrong: SharedCounts;
  /** Who tries, or what is tried at. */
  key(request: Request): string;
  isWrong(status: number, refused: unknown): boolean;
}

export interface TriesAllowed extends Tries {
  /** So many wrong tries within the window; after them even a right one has to wait. */
  limit: number;
  /** So many may be on their way at once, of which nobody knows yet whether they are right. */
  atOnce: number;
}

export interface TriesSlowed extends Tries {
  /** So many wrong tries within the window; after them each further one waits. */
  after: number;
  pauseMs: number;
  /** If given, those that wait do so one after the other, and no more than so many of them at a time in one process. */
  inLine?: number;
  /** True of a caller who need not wait. */
  isKnown?(request: Request): Promise<boolean>;
}

type Handler = (request: Request, response: Response, next: NextFunction) => Promise<void>;

/**
 * Lets guesses through until too many were wrong. A try counts once its answer is known: neither requests that are being
 * answered, nor those that were refused for another reason, shut anybody out.
 */
export function limitWrongTries({ wrong, limit, atOnce, key, isWrong }: TriesAllowed): Handler {
  const onTheirWay = new Map<string, number>();
  const begin = (who: string) => onTheirWay.set(who, (onTheirWay.get(who) ?? 0) + 1);
  const end = (who: string) => {
    const left = (onTheirWay.get(who) ?? 1) - 1;
    if (left > 0) onTheirWay.set(who, left);
    else onTheirWay.delete(who);
  };
  return async (request, response, next) => {
    const who = key(request);
    const { totalHits, resetTime } = await wrong.known(who);
    if (totalHits >= limit) throw tooMany(resetTime);
    if ((onTheirWay.get(who) ?? 0) >= atOnce) throw tooMany();
    begin(who);
    response.once('close', () => end(who));
    countWrong(response, { wrong, isWrong }, who);
    next();
  };
}

/**
 * Lets guesses through. A caller who has guessed wrong often enough waits for a moment each time: shutting out would shut out
 * those alone who have the secret. What can be guessed in the end is guessed in line: a second each, however many try.
 */
export function slowWrongTries({ wrong, after, pauseMs, inLine, isKnown, key, isWrong }: TriesSlowed): Handler {
  const lines = new Map<string, PQueue>();
  const turn = (who: string, longest: number) => {
    const line = lines.get(who) ?? new PQueue({ concurrency: 1 });
    if (line.size >= longest) throw tooMany(new Date(Date.now() + line.size * pauseMs));
    lines.set(who, line);
    return line.add(() => wait(pauseMs)).finally(() => line.size === 0 && line.pending === 0 && lines.delete(who));
  };
  return async (request, response, next) => {
    const who = key(request);
    countWrong(response, { wrong, isWrong }, who);
    const { totalHits } = await wrong.known(who);
    const waits = totalHits >= after && !(await isKnown?.(request));
    if (waits) await (inLine === undefined ? wait(pauseMs) : turn(who, inLine));
    next();
  };
}

function countWrong(response: Response, { wrong, isWrong }: Omit<Tries, 'key'>, who: string): void {
  response.once('finish', () => {
    // If the count is lost, the database is away, and nobody's guess can be right.
    if (isWrong(response.statusCode, response.locals.refused)) void wrong.add(who).catch(() => undefined);
  });
}

/** Of a flood, and not of guesses. */
export function tooManyRequests(retryAfter: number): Refused {
  return new Refused('TooManyRequests', 'Too many requests within a minute. Wait, then go on.', { retryAfter });
}

/** @param until when the wrong tries are forgotten; left out: in a moment. */
export function tooMany(until: Date = new Date()): Refused {
  return new Refused('TooManyRequests', 'Too many tries from this address. Wait, then try again.', {
    retryAfter: secondsUntil(until),
  });
}
