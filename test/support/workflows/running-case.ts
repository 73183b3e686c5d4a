import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { CalendarSnapshot, OpenCase } from '../../../domain/case/case.ts';
import type { Command } from '../../../domain/case/command.ts';
import type { PolicySlice } from '../../../domain/case/policy.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { type CaseInput, caseTaskQueue, viewQuery, workflowId } from '../../../workflows/messages/case.ts';

/** What a case is started with. Left out: the manual's organisation, a number of its own, a long time to the next run. */
export interface Start<Details, Policy extends PolicySlice>
  extends Pick<OpenCase<Details, Policy>, 'actor' | 'at' | 'policy' | 'details'> {
  kind: Parameters<typeof workflowId>[0];
  calendar: CalendarSnapshot;
  organisation?: string;
  number?: string | undefined;
  continueAfter?: number | undefined;
}

/** Which case runs, and what reaches it: without the run's id, so that it reaches the run that goes on with the case. */
export interface Started {
  number: string;
  handle: WorkflowHandle;
}

/** Starts a case on a server by a plain client. */
export async function startOn<Details, Policy extends PolicySlice>(
  client: Client,
  { kind, calendar, continueAfter = 1000, number = randomUUID(), ...open }: Start<Details, Policy>,
): Promise<Started> {
  const { organisation = 'neighbourhood-centres' } = open;
  const { name, version, hash } = calendar;
  const pinned = { organisation, number, commandId: `open-${number}`, calendar: { name, version, hash } };
  const input: CaseInput<Details, Policy> = { open: { ...open, ...pinned }, calendar, continueAfter };
  const id = workflowId(kind, organisation, number);
  await client.workflow.start(kind, {
    ...{ workflowId: id, taskQueue: caseTaskQueue, workflowTaskTimeout: '5s' },
    args: [input],
  });
  return { number, handle: client.workflow.getHandle(id) };
}

/** A case of any kind that runs as a workflow on a server. */
export class RunningCase {
  readonly number: string;
  readonly handle: WorkflowHandle;

  constructor({ number, handle }: Started) {
    this.number = number;
    this.handle = handle;
  }

  /** Gives a command as an Update and waits for its outcome. */
  give(command: Command): Promise<CaseView> {
    return this.handle.executeUpdate<CaseView, [Command]>(command.name, { args: [command] });
  }

  /** Gives a command as a Signal. */
  send(command: Command): Promise<void> {
    return this.handle.signal<[Command]>(command.name, command);
  }

  view(): Promise<CaseView> {
    return this.handle.query<CaseView>(viewQuery);
  }
}
