import type { Client } from '@temporalio/client';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import { systemActor } from '../../../domain/case/command.ts';
import { openCalendar } from '../../../domain/deadline/deadline.ts';
import type { SurveyCycleCommandName, SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { endOfProgramme } from '../../../domain/survey-cycle/end-of-programme.ts';
import { surveyCycleSliceFor } from '../../../packs/kinds/survey-cycle/pinned-policy.ts';
import { ownPack } from '../samples/policies-on-disk.ts';
import { bodyOf } from '../stories/survey-cycle-story.ts';
import { KindInWorkflow } from './kind-in-workflow.ts';
import { startOn } from './running-case.ts';

/** A survey cycle that runs as a workflow on a server, under the manual's own policy. */
export class SurveyCycleInWorkflow extends KindInWorkflow<SurveyCycleCommands, SurveyCycleCommandName> {
  /** Started now, on the last day of its programme. */
  static async start(client: Client, at: string, calendar: CalendarSnapshot): Promise<SurveyCycleInWorkflow> {
    const policy = surveyCycleSliceFor(ownPack('neighbourhood-centres'));
    if (!policy) throw new Error('the manual has survey cycles');
    const endedOn = at.slice(0, 10);
    const endedAt = endOfProgramme(openCalendar(calendar.calendar), endedOn);
    const details = { programme: 'club', endedOn, endedAt };
    const start = { kind: 'surveyCycle' as const, actor: systemActor, at, calendar, policy, details };
    return new SurveyCycleInWorkflow(await startOn(client, start));
  }

  protected async usual(name: SurveyCycleCommandName): Promise<object> {
    return bodyOf(name, (await this.view()).detail);
  }
}
