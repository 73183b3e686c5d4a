import { randomUUID } from 'node:crypto';
import { type Client, WorkflowUpdateFailedError } from '@temporalio/client';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import { type Actor, type Command, customerActor } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { isSpoken } from '../../../domain/complaint/aspects/statements.ts';
import type { ComplaintCommandName, ComplaintCommands } from '../../../domain/complaint/commands.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import type { ComplaintDetails } from '../../../domain/complaint/state.ts';
import { instantText } from '../../../domain/deadline/instants-and-dates.ts';
import { manager, samplePolicy } from '../samples/sample-policy.ts';
import { bodies, details } from '../stories/complaint-story.ts';
import { RunningCase, startOn } from './running-case.ts';

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

/** A complaint that runs as a workflow on a server. */
export class CaseInWorkflow extends RunningCase {
  static async open(client: Client, options: WorkflowCaseOptions): Promise<CaseInWorkflow> {
    const { policy, details: changes, ...how } = options;
    return new CaseInWorkflow(
      await startOn(client, {
        ...{ kind: 'complaint', organisation: 'sample', actor: customerActor, ...how },
        policy: samplePolicy(policy),
        details: { ...details, ...changes },
      }),
    );
  }

  /** Gives a command as an Update; by the customer what only a customer wants, else by a manager. */
  act<Name extends ComplaintCommandName>(name: Name, how: Act<Name>): Promise<CaseView> {
    return this.give(commandOf(name, how));
  }

  /** The name of the refusal of a command; throws where it is carried out. */
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
    return this.send(commandOf(name, how));
  }
}

export function commandOf<Name extends ComplaintCommandName>(name: Name, how: Act<Name>): Command {
  const { at, by = isSpoken(name) ? customerActor : manager, body, commandId = randomUUID() } = how;
  return { name, commandId, at, actor: by, body: { ...bodies[name], ...body } };
}

/** An instant so many milliseconds after another one. */
export function laterBy(instant: string, ms: number): string {
  return instantText(Date.parse(instant) + ms);
}
