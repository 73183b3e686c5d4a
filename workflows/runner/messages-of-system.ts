/** What comes to a case in the system's name, and what it says to others so. */
import { patched } from '@temporalio/workflow';
import type { CaseState } from '../../domain/case/case.ts';
import { type Command, type CommandSignature, systemActor } from '../../domain/case/command.ts';
import type { PendingErrand } from '../../domain/case/errand.ts';
import { type MessageOfSystem, type TimelineEvent, toldBy } from '../../domain/case/event.ts';
import { askedBy } from '../../domain/case/step.ts';
import { untilDone } from './asking.ts';
import type { CaseRun } from './run.ts';

const { signMessage } = untilDone('10s');

/** The events that a message has made, with its signature, or with the mark that it has none. A case without a root key has no mark. */
export function toldTo<State extends CaseState>(
  { record }: CaseRun<State>,
  events: TimelineEvent[],
  message: MessageOfSystem,
): TimelineEvent[] {
  return record.state.rootKey === undefined ? events : toldBy(events, message);
}

/** A signal as it came: its signature apart from what it says. */
export function unsignedBody<Message extends object>(message: Message & { signature?: CommandSignature }) {
  const { signature, ...body } = message;
  return { body: body as unknown as Message, ...(signature ? { signature } : {}) };
}

/** True of a case whose history has a step that signs. Asked before anything is awaited: not even an empty step was there. */
export function mustSign({ record }: CaseRun): boolean {
  return record.state.rootKey !== undefined || patched('cases-sign-what-they-tell');
}

/**
 * The signature of what this case says to another one, which a worker makes outside the sandbox. With it comes the root key
 * that is pinned by a case that is opened so.
 */
export async function signedFor(
  run: CaseRun,
  to: string,
  { key }: PendingErrand,
  command: Pick<Command, 'name' | 'commandId' | 'at' | 'actor' | 'body'>,
): Promise<{ signature?: CommandSignature; rootKey?: string }> {
  const { organisation, number } = run.record.state;
  const { signature, ...pinned } = await signMessage({ organisation, number, sequence: askedBy(key), to, command });
  return { ...(signature ? { signature } : {}), ...pinned };
}

/** True if a command comes in the system's name. */
export const isOfSystem = ({ actor }: Pick<Command, 'actor'>): boolean => actor.id === systemActor.id;
