import { randomUUID } from 'node:crypto';
import { type Client, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import type { Actor, Command } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { LeadCommandName, LeadCommands } from '../../../domain/lead/commands.ts';
import type { LeadPolicy } from '../../../domain/lead/policy.ts';
import type { LeadDetails } from '../../../domain/lead/state.ts';
import { type CaseInput, caseTaskQueue, viewQuery, workflowId } from '../../../workflows/messages/case.ts';
import { eventually } from '../api/api-client.ts';
import { sampleLeadPolicy } from '../samples/sample-lead-policy.ts';
import { bodies, leadDetails, officer } from '../stories/lead-story.ts';

/** A lead that runs as a workflow on a server, under the manual's own policy. */
export class LeadInWorkflow {
  readonly number = randomUUID();
  readonly handle: WorkflowHandle;

  private constructor(client: Client) {
    this.handle = client.workflow.getHandle(workflowId('lead', 'neighbourhood-centres', this.number));
  }

  static async open(
    client: Client,
    { at, calendar, continueAfter = 1000 }: { at: string; calendar: CalendarSnapshot; continueAfter?: number },
  ): Promise<LeadInWorkflow> {
    const opened = new LeadInWorkflow(client);
    const { name, version, hash } = calendar;
    const { number } = opened;
    const input: CaseInput<LeadDetails, LeadPolicy> = {
      open: {
        ...{ organisation: 'neighbourhood-centres', number, commandId: `open-${number}`, at, actor: officer },
        policy: sampleLeadPolicy(),
        calendar: { name, version, hash },
        details: leadDetails,
      },
      calendar,
      continueAfter,
    };
    await client.workflow.start('lead', {
      workflowId: opened.handle.workflowId,
      taskQueue: caseTaskQueue,
      workflowTaskTimeout: '5s',
      args: [input],
    });
    return opened;
  }

  /** Gives a command as an Update and waits for its outcome. */
  act<Name extends LeadCommandName>(
    name: Name,
    by: Actor,
    at: string,
    body: Partial<LeadCommands[Name]> = {},
  ): Promise<CaseView> {
    return this.handle.executeUpdate<CaseView, [Command]>(name, { args: [commandOf(name, by, at, body)] });
  }

  /**
   * Gives a command as a Signal, of which nobody waits for the outcome; returns its id. The server with a clock of its own
   * now and then takes a lead that goes over to its next run for a completed one. What it has refused is sent again. A lead
   * that has ended refuses to the last.
   */
  async signal<Name extends LeadCommandName>(
    name: Name,
    by: Actor,
    at: string,
    body: Partial<LeadCommands[Name]> = {},
  ): Promise<string> {
    const command = commandOf(name, by, at, body);
    const send = () =>
      this.handle.signal<[Command]>(name, command).catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        return 'refused';
      });
    await eventually(send, (outcome) => outcome !== 'refused');
    return command.commandId;
  }

  view(): Promise<CaseView> {
    return this.handle.query<CaseView>(viewQuery);
  }
}

function commandOf(name: LeadCommandName, actor: Actor, at: string, body: object): Command {
  const usual: Record<string, object> = bodies;
  return { name, commandId: randomUUID(), at, actor, body: { ...usual[name], ...body } };
}
