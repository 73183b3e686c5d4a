/** What comes to a case in the system's name. */
import type { CaseState } from '../../domain/case/case.ts';
import { type Command, type CommandSignature, systemActor } from '../../domain/case/command.ts';
import { type MessageOfSystem, type TimelineEvent, toldBy } from '../../domain/case/event.ts';
import type { CaseRun } from './run.ts';

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

/** True if a command comes in the system's name. */
export const isOfSystem = ({ actor }: Pick<Command, 'actor'>): boolean => actor.id === systemActor.id;
