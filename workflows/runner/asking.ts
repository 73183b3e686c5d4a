/** How the runner asks an activity, and how the case hears of it. */
import { proxyActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../../activities/case-activities.ts';
import { systemActor } from '../../domain/case/command.ts';
import type { Errand, PendingErrand } from '../../domain/case/errand.ts';
import { soon } from '../retries.ts';
import { applyWithoutReply } from './handlers.ts';
import type { CaseRun } from './run.ts';

/** How an errand is carried out, and what the case hears if it cannot be. */
export interface Effect<E extends Errand = Errand> {
  perform(run: CaseRun, errand: E, pending: PendingErrand): Promise<unknown>;
  failed?(run: CaseRun, errand: E, pending: PendingErrand, detail: string): void;
}

type ActivityName = keyof CaseActivities;
type Request<Name extends ActivityName> = Parameters<CaseActivities[Name]>[0];
type Reply<Name extends ActivityName> = Awaited<ReturnType<CaseActivities[Name]>>;

/** The activities by their names, so that a request and its reply belong together. */
type Askable = { [Name in ActivityName]: (request: Request<Name>) => Promise<Reply<Name>> };

/** One activity, and what it is asked. */
interface Task<E extends Errand, Name extends ActivityName> {
  activity: Name;
  /** How long one attempt may take. */
  within: '30s' | '2m';
  request(errand: E, asking: Asking): Request<Name>;
}

/** What a request may name besides its errand: the case, and the key and the instant of the errand. */
interface Asking {
  organisation: string;
  number: string;
  policyVersion: number;
  revision: number;
  key: string;
  at: string;
}

/** A task of whose outcome the case hears: by the inner command that the errand names. */
interface Question<E extends Errand, Name extends ActivityName> extends Task<E, Name> {
  /** The command's body, or null if there is nothing to say. Left out if only a failure is told. */
  answer?(reply: Reply<Name>, errand: E): object | null;
  /** Its body if the activity fails for good. Left out if the fact `effectFailed` says enough. */
  failed?(detail: string, errand: E): object;
}

/** The activities, tried until they succeed: a database that is away is waited for, what was promised will be done. */
export function untilDone(within: '10s' | '30s' | '2m'): Askable {
  return proxyActivities<CaseActivities>({
    startToCloseTimeout: within,
    retry: soon,
  });
}

/** The effect of an errand that one activity carries out, and of whose outcome the case need not hear. */
export function does<E extends Errand, Name extends ActivityName>(task: Task<E, Name>): Effect<E> {
  const ask = askerFor(task);
  return {
    async perform(run, errand, pending) {
      return ask(run, errand, pending);
    },
  };
}

/** The effect of an errand that asks one activity: what comes of it is a command of the case to itself. */
export function asks<E extends Errand & { command: string }, Name extends ActivityName>(
  question: Question<E, Name>,
): Effect<E> {
  const ask = askerFor(question);
  return {
    async perform(run, errand, pending) {
      if (!question.answer) return ask(run, errand, pending);
      const body = question.answer(await ask(run, errand, pending), errand);
      if (body) tellItself(run, errand, pending, body);
    },
    failed(run, errand, pending, detail) {
      if (question.failed) tellItself(run, errand, pending, question.failed(detail, errand));
    },
  };
}

function askerFor<E extends Errand, Name extends ActivityName>({ activity, within, request }: Task<E, Name>) {
  const ask = untilDone(within)[activity];
  return ({ record: { state, revision } }: CaseRun, errand: E, { key, at }: PendingErrand) => {
    const { organisation, number, policy } = state;
    return ask(request(errand, { organisation, number, policyVersion: policy.version, revision, key, at }));
  };
}

/** The command comes as if with the fact that asked: at its instant, under the key of the errand. */
function tellItself(
  run: CaseRun,
  { command: name }: { command: string },
  { key, at }: PendingErrand,
  body: object,
): void {
  applyWithoutReply(run, { name, commandId: key, at, actor: systemActor, body });
}
