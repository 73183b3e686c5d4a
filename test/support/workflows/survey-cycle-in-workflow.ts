import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import { type Actor, type Command, systemActor } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { openCalendar } from '../../../domain/deadline/deadline.ts';
import type { SurveyCycleCommandName } from '../../../domain/survey-cycle/commands.ts';
import { endOfProgramme } from '../../../domain/survey-cycle/end-of-programme.ts';
import type { SurveyCyclePolicy } from '../../../domain/survey-cycle/policy.ts';
import type { SurveyCycleDetails } from '../../../domain/survey-cycle/state.ts';
import { surveyCycleSliceFor } from '../../../packs/kinds/survey-cycle/pinned-policy.ts';
import { type CaseInput, caseTaskQueue, viewQuery, workflowId } from '../../../workflows/messages/case.ts';
import { ownPack } from '../samples/policies-on-disk.ts';
import { bodyOf } from '../stories/survey-cycle-story.ts';

/** A survey cycle that runs as a workflow on a server, under the manual's own policy. */
export class SurveyCycleInWorkflow {
  readonly number = randomUUID();
  readonly handle: WorkflowHandle;

  private constructor(client: Client) {
    this.handle = client.workflow.getHandle(workflowId('surveyCycle', 'neighbourhood-centres', this.number));
  }

  /** Started now, on the last day of its programme. */
  static async start(client: Client, at: string, calendar: CalendarSnapshot): Promise<SurveyCycleInWorkflow> {
    const pack = ownPack('neighbourhood-centres');
    const policy = surveyCycleSliceFor(pack);
    if (!policy) throw new Error('the manual has survey cycles');
    const started = new SurveyCycleInWorkflow(client);
    const { name, version, hash } = calendar;
    const { number } = started;
    const endedOn = at.slice(0, 10);
    const endedAt = endOfProgramme(openCalendar(calendar.calendar), endedOn);
    const input: CaseInput<SurveyCycleDetails, SurveyCyclePolicy> = {
      open: {
        ...{ organisation: pack.id, number, commandId: `start-${number}`, at, actor: systemActor, policy },
        calendar: { name, version, hash },
        details: { programme: 'club', endedOn, endedAt },
      },
      calendar,
      continueAfter: 1000,
    };
    await client.workflow.start('surveyCycle', {
      workflowId: started.handle.workflowId,
      taskQueue: caseTaskQueue,
      workflowTaskTimeout: '5s',
      args: [input],
    });
    return started;
  }

  /** Gives a command as an Update; what is signed is named by its digest as it stands. */
  async act(name: SurveyCycleCommandName, by: Actor, at: string, body: object = {}): Promise<CaseView> {
    const usual = bodyOf(name, (await this.view()).detail);
    const command: Command = { name, commandId: randomUUID(), at, actor: by, body: { ...usual, ...body } };
    return this.handle.executeUpdate<CaseView, [Command]>(name, { args: [command] });
  }

  view(): Promise<CaseView> {
    return this.handle.query<CaseView>(viewQuery);
  }
}
