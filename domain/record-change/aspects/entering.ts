/** What was approved, entered by the steward's hand and archived (N-19, N-20). */
import { fieldsOf, partOf, type RecordChangeAspect } from '../aspect.ts';
import type { EntryOutcome } from '../form.ts';
import { objectionToStep } from '../separation.ts';

interface EnteringCommands {
  enter: object;
  archive: object;
  /** What came of entering, said by the case to itself. */
  'settle-entry': EntryOutcome;
}

type EnteringFact =
  | { type: 'entryStarted'; data: { digest: string } }
  | { type: 'entered'; data: Extract<EntryOutcome, { outcome: 'entered' }> }
  | { type: 'cameBack'; data: Exclude<EntryOutcome, { outcome: 'entered' }> }
  | { type: 'archived'; data: object };

export const entering: RecordChangeAspect<EnteringCommands, EnteringFact> = {
  decisions: {
    enter: (state, { actor }) =>
      objectionToStep(state, 'enter', actor) ?? [{ type: 'entryStarted', data: { digest: state.approval.digest } }],
    archive: () => [{ type: 'archived', data: {} }],
    'settle-entry'({ status }, { body }) {
      if (status !== 'entering') return [];
      return body.outcome === 'entered' ? [{ type: 'entered', data: body }] : [{ type: 'cameBack', data: body }];
    },
  },
  evolutions: {
    entryStarted: (state, _data, event) =>
      'review' in state
        ? { ...fieldsOf(state), status: 'entering', review: state.review, entry: partOf(event) }
        : state,
    entered(state, { customers: entered }, { at: enteredAt }) {
      if (!('entry' in state)) return state;
      const { review, entry } = state;
      return { ...fieldsOf(state), status: 'entered', review, entry, entered, enteredAt };
    },
    cameBack(state, data) {
      const back =
        data.outcome === 'stale'
          ? { why: 'stale' as const, stale: data.customers }
          : { why: 'failed' as const, detail: data.detail };
      return { ...fieldsOf(state), status: 'returned', back };
    },
    archived(state, _data, event) {
      if (!('entered' in state)) return state;
      const { review, entry, entered, enteredAt } = state;
      const archive = partOf(event);
      return {
        ...{ ...fieldsOf(state), status: 'archived', review, entry, entered, enteredAt },
        ...{ archive, closedAt: event.at },
      };
    },
  },
  errands(event, { form }) {
    if (event.type !== 'entryStarted') return [];
    const { by, standingInFor, at } = event;
    return [{ do: 'enter', form, by, standingInFor: standingInFor ?? null, at, command: 'settle-entry' }];
  },
};
