import type { Client } from '@temporalio/client';
import type { CalendarSnapshot } from '../../../domain/case/case.ts';
import type { RecordChangeCommandName, RecordChangeCommands } from '../../../domain/record-change/commands.ts';
import { recordChangeSliceFor } from '../../../packs/kinds/record-change/pinned-policy.ts';
import { ownPack } from '../samples/policies-on-disk.ts';
import { words } from '../samples/sample-policy.ts';
import { formOf, officer } from '../stories/record-change-story.ts';
import { KindInWorkflow } from './kind-in-workflow.ts';
import { startOn } from './running-case.ts';

/** A record change that runs as a workflow on a server, under the manual's own policy. */
export class RecordChangeInWorkflow extends KindInWorkflow<RecordChangeCommands, RecordChangeCommandName> {
  static async open(client: Client, at: string, calendar: CalendarSnapshot): Promise<RecordChangeInWorkflow> {
    const policy = recordChangeSliceFor(ownPack('neighbourhood-centres'), 'change');
    const details = { ...formOf(1), preparer: officer.id };
    const start = { kind: 'recordChange' as const, actor: officer, at, calendar, policy, details };
    return new RecordChangeInWorkflow(await startOn(client, start));
  }

  protected async usual(name: RecordChangeCommandName): Promise<object> {
    const { approval, version } = (await this.view()).detail as { approval: { digest: string }; version: number };
    const usual: Record<string, object> = {
      review: { digest: null, words: null },
      approve: { digest: approval.digest },
      reject: { digest: null, words: words('why-not') },
      amend: formOf(version + 1),
      withdraw: { words: null },
    };
    return usual[name] ?? {};
  }
}
