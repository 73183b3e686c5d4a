/** A record change told step by step. */
import type { Actor } from '../../../domain/case/command.ts';
import type { RecordChangeCommandName, RecordChangeCommands } from '../../../domain/record-change/commands.ts';
import type { EntryOutcome, FrozenForm } from '../../../domain/record-change/form.ts';
import { recordChange } from '../../../domain/record-change/kind.ts';
import type { RecordChangePolicy } from '../../../domain/record-change/policy.ts';
import type { Applicant, RecordChangeDetails, RecordChangeState } from '../../../domain/record-change/state.ts';
import { person } from '../samples/people.ts';
import { words } from '../samples/sample-policy.ts';
import { sampleRecordChangePolicy } from '../samples/sample-record-change-policy.ts';
import { KindStory } from './kind-story.ts';

export const officer = person('officer', 'agent');
export const manager = person('manager', 'manager');
export const otherManager = person('other-manager', 'manager');
export const steward = person('steward', 'data-steward');
export const deputy = person('deputy', 'deputy-steward');

export const formOf = (version: number, changes: Partial<FrozenForm> = {}): FrozenForm => ({
  action: 'change',
  form: words(`form-${version}`),
  customers: ['NC-P-00000-000001'],
  records: 1,
  alike: 0,
  ...changes,
});

export const entered: EntryOutcome = {
  outcome: 'entered',
  count: 1,
  customers: [{ customer: 'NC-P-00000-000001', version: 2 }],
};
export const stale: EntryOutcome = {
  outcome: 'stale',
  count: 1,
  customers: [{ customer: 'NC-P-00000-000001', base: 1, now: 2 }],
};

/** A body that each command takes as it stands; what must be approved is known by its digest only. */
const bodies = {
  review: { digest: null, words: null },
  reject: { digest: null, words: words('why-not') },
  enter: {},
  archive: {},
  withdraw: { words: null },
};

interface RecordChangeOptions {
  by?: Actor;
  at?: string;
  form?: Partial<FrozenForm>;
  policy?: Partial<RecordChangePolicy>;
  applicant?: Applicant;
}

export class RecordChangeStory extends KindStory<
  RecordChangeState,
  RecordChangeDetails,
  RecordChangeCommands,
  RecordChangeCommandName
> {
  constructor({ by: actor = officer, at = '2026-03-11T07:00:00Z', form, policy, applicant }: RecordChangeOptions = {}) {
    const frozen = formOf(1, form);
    super(recordChange, {
      ...{ number: 'NC-R-00000-000001', at, actor },
      policy: sampleRecordChangePolicy(frozen.action, policy),
      details: { ...frozen, preparer: actor.standingInFor ?? actor.id, ...(applicant ? { applicant } : {}) },
    });
  }

  protected usual(name: RecordChangeCommandName): object {
    const { version, approval, action } = this.state;
    if (name === 'approve') return { digest: approval.digest };
    return name === 'amend' ? formOf(version + 1, { action }) : bodies[name];
  }
}
