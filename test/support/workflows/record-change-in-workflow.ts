import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import type { Actor, Command } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { RecordChangeCommandName, RecordChangeCommands } from '../../../domain/record-change/commands.ts';
import type { RecordChangePolicy } from '../../../domain/record-change/policy.ts';
import type { RecordChangeDetails } from '../../../domain/record-change/state.ts';
import { recordChangeSliceFor } from '../../../packs/kinds/record-change/pinned-policy.ts';
import { type CaseInput, caseTaskQueue, viewQuery, workflowId } from '../../../workflows/messages/case.ts';
import { ownPack } from '../samples/policies-on-disk.ts';
import { words } from '../samples/sample-policy.ts';
import { formOf, officer } from '../stories/record-change-story.ts';

/** A record change that runs as a workflow on a server, under the manual's own policy. */
export class RecordChangeInWorkflow {
  readonly number = randomUUID();
  readonly handle: WorkflowHandle;

  private constructor(client: Client) {
    this.handle = client.workflow.getHandle(workflowId('recordChange', 'neighbourhood-centres', this.number));
  }

  static async open(client: Client, at: string, calendar: CalendarSnapshot): Promise<RecordChangeInWorkflow> {
    const pack = ownPack('neighbourhood-centres');
    const opened = new RecordChangeInWorkflow(client);
    const { name, version, hash } = calendar;
    const { number } = opened;
    const input: CaseInput<RecordChangeDetails, RecordChangePolicy> = {
      open: {
        ...{ organisation: pack.id, number, commandId: `open-${number}`, at, actor: officer },
        policy: recordChangeSliceFor(pack, 'change'),
        calendar: { name, version, hash },
        details: { ...formOf(1), preparer: officer.id },
      },
      calendar,
      continueAfter: 1000,
    };
    await client.workflow.start('recordChange', {
      workflowId: opened.handle.workflowId,
      taskQueue: caseTaskQueue,
      workflowTaskTimeout: '5s',
      args: [input],
    });
    return opened;
  }

  /** Gives a command as an Update; an approval names the digest as it stands. */
  async act<Name extends RecordChangeCommandName>(
    name: Name,
    by: Actor,
    at: string,
    body: Partial<RecordChangeCommands[Name]> = {},
  ): Promise<CaseView> {
    const { approval, version } = (await this.view()).detail as { approval: { digest: string }; version: number };
    const usual: Record<string, object> = {
      review: { digest: null, words: null },
      approve: { digest: approval.digest },
      reject: { digest: null, words: words('why-not') },
      amend: formOf(version + 1),
      withdraw: { words: null },
    };
    const command: Command = { name, commandId: randomUUID(), at, actor: by, body: { ...usual[name], ...body } };
    return this.handle.executeUpdate<CaseView, [Command]>(name, { args: [command] });
  }

  view(): Promise<CaseView> {
    return this.handle.query<CaseView>(viewQuery);
  }
}
