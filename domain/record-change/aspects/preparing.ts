/** The form of a record change: prepared, amended once it came back, withdrawn (N-20). */
import { reopenApproval } from '../../case/approval.ts';
import { unchanged } from '../../case/aspect.ts';
import { bothNames, type VaultTextRef } from '../../case/command.ts';
import { fieldsOf, partOf, type RecordChangeAspect } from '../aspect.ts';
import type { FrozenForm } from '../form.ts';
import { type Frozen, frozen } from '../frozen.ts';
import type { RecordChangeDetails } from '../state.ts';

interface PreparingCommands {
  amend: FrozenForm;
  withdraw: { words: VaultTextRef | null };
}

type PreparingFact =
  | { type: 'prepared'; data: RecordChangeDetails & { digest: string; policyHash: string; calendarHash: string } }
  | { type: 'amended'; data: Frozen }
  | { type: 'withdrawn'; data: PreparingCommands['withdraw'] };

export const preparing: RecordChangeAspect<PreparingCommands, PreparingFact> = {
  decisions: {
    amend: (state, { body }) => [{ type: 'amended', data: frozen(state, body, state.version + 1) }],
    withdraw: (_state, { body: { words } }) => [{ type: 'withdrawn', data: { words } }],
  },
  evolutions: {
    prepared: unchanged,
    amended(state, { digest, rule, ...form }, event) {
      const { by, standingInFor } = partOf(event);
      const approval = reopenApproval(state.approval, digest, rule, bothNames({ by, standingInFor }));
      // A member of staff who takes up what a customer prepared has it from then on.
      const owner = state.owner ?? standingInFor ?? by;
      return {
        ...{ ...fieldsOf(state), ...form, owner, category: form.action, approval },
        ...{ status: 'prepared', round: state.round + 1, words: [...state.words, form.form] },
      };
    },
    withdrawn: (state, _data, { at }) => ({ ...fieldsOf(state), status: 'withdrawn', closedAt: at }),
  },
};
