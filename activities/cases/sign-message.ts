import type { StepWriting } from '../../db/cases/cases.ts';
import { rootToPin, signCommand } from '../../db/command-signatures.ts';
import { type Command, type CommandSignature, signedContent } from '../../domain/case/command.ts';
import { unprovenThrough } from './until-proven.ts';

/** What a case says to another one: by which of its events, to whom, and what. */
export interface SigningRequest {
  organisation: string;
  number: string;
  sequence: number;
  to: string;
  command: Pick<Command, 'name' | 'commandId' | 'at' | 'actor' | 'body'>;
}

interface SignedMessage {
  /** Null if the case has steps that do not prove who did them: what follows from them is not proven either. */
  signature: CommandSignature | null;
  /** What a case pins that is opened so. */
  rootKey?: string;
}

/** Signs what a case says to another one, by the worker's key, once every step that led to it is written and proven (S10). */
export async function signMessage(
  writing: StepWriting,
  { organisation, number, sequence, to, command }: SigningRequest,
): Promise<SignedMessage> {
  const unproven = await unprovenThrough(writing, { organisation, number, sequence });
  const { name, commandId, actor } = command;
  const { rootKey = rootToPin(writing), ...body } = command.body as { rootKey?: string };
  const pinned = name === 'open' ? { rootKey } : {};
  if (unproven.length > 0) {
    writing.logger?.error({ number, to, unproven }, 'what follows from unproven events is told without a signature');
    return { signature: null, ...pinned };
  }
  const content = signedContent({ name, actor, body: { ...body, ...pinned } });
  const at = new Date().toISOString();
  return {
    signature: signCommand(writing, { organisation, number: to, commandId, at, by: actor.id, content }),
    ...pinned,
  };
}
