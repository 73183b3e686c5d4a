/**
 * What callers were to write of a case and did not, since their process died or the database was away. Their requests stand
 * without an answer, and the case still knows what was to be written.
 */
import type { Client } from '@temporalio/client';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { type StepWriting, writeStep } from '../../db/cases/cases.ts';
import { noteLookedAfter, type RequestDocument, unansweredRequests } from '../../db/cases/requests.ts';
import { askLeftStep, type CaseAddress, CaseEnded } from '../../temporal/cases.ts';
import { kindOf } from './case-number.ts';

/** How long a caller has to write what it was answered, in milliseconds: longer than a request may take. */
const callersTimeMs = 15_000;

/**
 * How long a request is looked after whose command its case does not know yet, in milliseconds. What the engine has taken in
 * it may carry out once a worker is back.
 */
const untilGivenUpMs = 600_000;

/** Requests that one look takes in. */
const atMost = 500;
/** Cases that are asked at a time. */
const askedAtATime = 10;

type LookingAfter = StepWriting & { temporal: Client; logger: Pick<Logger, 'warn' | 'error'> };

/**
 * Writes what is left to be written of one case. Returns the ids of the commands of which something was left. Nothing is left
 * of a case that was never opened, or that the engine has forgotten.
 * @throws OutcomeUnknown
 */
export async function writeLeftStep(
  { temporal, ...writing }: StepWriting & { temporal: Client },
  address: CaseAddress,
): Promise<string[]> {
  const step = await askLeftStep(temporal, address).catch(unlessThereIsNone);
  if (step === null) return [];
  await writeStep(writing, step, new Date().toISOString());
  return step.events.map(({ commandId }) => commandId);
}

function unlessThereIsNone(error: unknown): null {
  if (!(error instanceof CaseEnded)) throw error;
  return null;
}

/**
 * Writes what is left of every case whose caller has had its time. Returns how many requests were looked after. Some cases are
 * asked at a time, so that one that is slow to answer holds up no other.
 */
export async function writeLeftSteps(lookingAfter: LookingAfter, now: Date): Promise<number> {
  const before = new Date(now.getTime() - callersTimeMs).toISOString();
  const requests = await unansweredRequests(lookingAfter.database, before, atMost);
  const queue = new PQueue({ concurrency: askedAtATime });
  const lookedAfter = await queue.addAll(requests.map((request) => () => lookAfter(lookingAfter, request, now)));
  return lookedAfter.filter(Boolean).length;
}

/** Writes what is left of the case of one request. False if it is to be looked at again. */
async function lookAfter(
  lookingAfter: LookingAfter,
  { _id, organisation, number, receivedAt }: RequestDocument,
  now: Date,
): Promise<boolean> {
  const { database, logger } = lookingAfter;
  const kind = kindOf(number);
  try {
    const written = kind ? await writeLeftStep(lookingAfter, { kind, organisation, number }) : [];
    const mayStillCome = kind && now.getTime() - Date.parse(receivedAt) < untilGivenUpMs;
    if (mayStillCome && !written.includes(_id)) return false;
    await noteLookedAfter(database, _id);
    return true;
  } catch (error) {
    logger.warn({ err: error, number }, 'what is left to be written of a case could not be written now');
    return false;
  }
}
