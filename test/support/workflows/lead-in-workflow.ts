import type { Client } from '@temporalio/client';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import type { LeadCommandName, LeadCommands } from '../../../domain/lead/commands.ts';
import { sampleLeadPolicy } from '../samples/sample-lead-policy.ts';
import { bodies, leadDetails, officer } from '../stories/lead-story.ts';
import { KindInWorkflow } from './kind-in-workflow.ts';
import { startOn } from './running-case.ts';

/** A lead that runs as a workflow on a server, under the manual's own policy. */
export class LeadInWorkflow extends KindInWorkflow<LeadCommands, LeadCommandName> {
  static async open(
    client: Client,
    how: { at: string; calendar: CalendarSnapshot; continueAfter?: number },
  ): Promise<LeadInWorkflow> {
    const opening = { actor: officer, policy: sampleLeadPolicy(), details: leadDetails };
    return new LeadInWorkflow(await startOn(client, { kind: 'lead', ...opening, ...how }));
  }

  protected usual(name: LeadCommandName): object | undefined {
    return bodies[name as keyof typeof bodies];
  }
}
