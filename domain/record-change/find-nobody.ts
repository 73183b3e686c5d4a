import { type Command, systemActor } from '../case/command.ts';

/** What a form is told that waits for a step which nobody can take any more. */
export function findNobody({ at, cause, step }: { at: string; cause: string; step: string }): Command {
  return { name: 'find-nobody', commandId: `absence:${cause}:${step}`, at, actor: systemActor, body: { step } };
}
