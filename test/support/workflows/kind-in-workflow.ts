import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Actor, Command } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { eventually } from '../api/api-client.ts';
import { RunningCase } from './running-case.ts';

/** A case of one kind that runs as a workflow, whose commands each say who gives them. A kind adds how it opens. */
export abstract class KindInWorkflow<
  Commands extends object,
  Name extends keyof Commands & string,
> extends RunningCase {
  /** A body that the case takes as it stands now; what must be approved is named by its digest. */
  protected abstract usual(name: Name): object | undefined | Promise<object>;

  /** Gives a command as an Update and waits for its outcome. */
  async act<One extends Name>(name: One, by: Actor, at: string, body?: Partial<Commands[One]>): Promise<CaseView> {
    return this.give(await this.commandOf(name, by, at, body));
  }

  /**
   * Gives a command as a Signal, of which nobody waits for the outcome; returns its id. The server with a clock of its own
   * now and then takes a case between two runs for a completed one. What it has refused so is sent again; a case that has
   * ended refuses to the last.
   */
  async signal<One extends Name>(name: One, by: Actor, at: string, body?: Partial<Commands[One]>): Promise<string> {
    const command = await this.commandOf(name, by, at, body);
    const send = () =>
      this.send(command).catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        return 'refused';
      });
    await eventually(send, (outcome) => outcome !== 'refused');
    return command.commandId;
  }

  private async commandOf(name: Name, actor: Actor, at: string, body: object = {}): Promise<Command> {
    return { name, commandId: randomUUID(), at, actor, body: { ...(await this.usual(name)), ...body } };
  }
}
