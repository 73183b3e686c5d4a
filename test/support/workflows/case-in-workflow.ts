import { randomUUID } from 'node:crypto';
import { type Client, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import { type Actor, type Command, customerActor } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { isSpoken } from '../../../domain/complaint/aspects/statements.ts';
import type { ComplaintCommandName, ComplaintCommands } from '../../../domain/complaint/commands.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import type { ComplaintDetails } from '../../../domain/complaint/state.ts';
import { instantText } from '../../../domain/deadline/instant.ts';
import { type CaseInput, caseTaskQueue, viewQuery, workflowId } from '../../../workflows/messages/case.ts';
import { manager, samplePolicy } from '../samples/sample-policy.ts';
import { bodies, details } from '../stories/complaint-story.ts';

export interface WorkflowCaseOptions {
  at: string;
  calendar: CalendarSnapshot;
  policy?: Partial<ComplaintPolicy>;
  details?: Partial<ComplaintDetails>;
  continueAfter?: number;
  number?: string;
}

interface Act<Name extends ComplaintCommandName> {
  at: string;
  by?: Actor;
  body?: Partial<ComplaintCommands[Name]>;
  commandId?: string;
}

/** A complaint that runs as a workflow on a server, started and driven by a plain client. */
export class CaseInWorkflow {
  readonly number: string;
  readonly handle: WorkflowHandle;

  private constructor(number: string, handle: WorkflowHandle) {
    this.number = number;
    this.handle = handle;
  }

  static async open(client: Client, options: WorkflowCaseOptions): Promise<CaseInWorkflow> {
    const { at, calendar, policy, details: changes, continueAfter = 1000, number = randomUUID() } = options;
    const { name, version, hash } = calendar;
    const input: CaseInput<ComplaintDetails> = {
      open: {
        organisation: 'sample',
        number,
        commandId: `open-${number}`,
        at,
        actor: customerActor,
        policy: samplePolicy(policy),
        calendar: { name, version, hash },
        details: { ...details, ...changes },
      },
      calendar,
      continueAfter,
    };
    const handle = await client.workflow.start('complaint', {
      workflowId: workflowId('complaint', 'sample', number),
      taskQueue: caseTaskQueue,
      workflowTaskTimeout: '5s',
      args: [input],
    });
    // Without the run's id: what is asked later reaches the run that goes on with the case.
    return new CaseInWorkflow(number, client.workflow.getHandle(handle.workflowId));
  }

  /** Gives a command as an Update and waits for its outcome; by the customer what only a customer wants, else by a manager. */
  act<Name extends ComplaintCommandName>(name: Name, how: Act<Name>): Promise<CaseView> {
    return this.handle.executeUpdate<CaseView, [Command]>(name, { args: [commandOf(name, how)] });
  }

  /** The name of the refusal of a command; throws if it is carried out. */
  async refusal<Name extends ComplaintCommandName>(name: Name, how: Act<Name>): Promise<string | undefined> {
    const failure = await this.act(name, how).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(failure instanceof WorkflowUpdateFailedError)) throw new Error(`${name} was not refused`);
    return (failure.cause as { type?: string }).type;
  }

  /** Gives a command as a Signal. */
  signal<Name extends ComplaintCommandName>(name: Name, how: Act<Name>): Promise<void> {
    return this.handle.signal<[Command]>(name, commandOf(name, how));
  }

  view(): Promise<CaseView> {
    return this.handle.query<CaseView>(viewQuery);
  }
}

function commandOf<Name extends ComplaintCommandName>(name: Name, how: Act<Name>): Command {
  const { at, by = isSpoken(name) ? customerActor : manager, body, commandId = randomUUID() } = how;
  return { name, commandId, at, actor: by, body: { ...bodies[name], ...body } };
}

/** An instant so many milliseconds after another one. */
export function laterBy(instant: string, ms: number): string {
  return instantText(Date.parse(instant) + ms);
}
