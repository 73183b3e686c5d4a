import { decisionIn, reopenApproval, withDecision } from '../case/approval.ts';
import type { TimelineEvent } from '../case/event.ts';
import type { RecordChangeFact } from './facts.ts';
import type { Part, RecordChangeFields, RecordChangeState } from './state.ts';

/** The record change without what belongs to its present status alone. */
function fieldsOf(state: RecordChangeState): RecordChangeFields {
  const { status, review, back, entry, entered, enteredAt, archive, ...fields } = state as RecordChangeState &
    Record<string, unknown>;
  return fields;
}

function partOf({ by, standingInFor, at }: TimelineEvent): Part {
  return { by, standingInFor: standingInFor ?? null, at };
}

/** The record change after one of its events. */
export function evolveRecordChange(before: RecordChangeState, event: TimelineEvent): RecordChangeState {
  const fact = { type: event.type, data: event.data } as RecordChangeFact;
  const state = withWords(before, fact);
  const fields = fieldsOf(state);
  switch (fact.type) {
    case 'prepared':
    case 'nobodyCanAct':
      return state;
    case 'reviewed':
      return { ...fields, status: 'reviewed', review: { ...partOf(event), words: fact.data.words } };
    case 'approvalGiven': {
      const { digest, departments } = fact.data;
      const decision = { ...decisionIn(event, 'approved', digest, null), ...(departments ? { departments } : {}) };
      return { ...state, approval: withDecision(state.approval, decision) };
    }
    case 'approved':
      return 'review' in state ? { ...fields, status: 'approved', review: state.review } : state;
    case 'rejected': {
      const { digest, words } = fact.data;
      const approval = withDecision(state.approval, decisionIn(event, 'rejected', digest, words));
      return { ...fields, approval, status: 'returned', back: { why: 'rejected', words } };
    }
    case 'amended': {
      const { digest, rule, ...form } = fact.data;
      const { by, standingInFor } = partOf(event);
      const makers = standingInFor ? [by, standingInFor] : [by];
      const approval = reopenApproval(state.approval, digest, rule, makers);
      // Anyone who takes up what a customer prepared himself has it from then on.
      const owner = state.owner ?? standingInFor ?? by;
      return { ...fields, ...form, owner, category: form.action, approval, status: 'prepared', round: state.round + 1 };
    }
    case 'entryStarted':
      return 'review' in state ? { ...fields, status: 'entering', review: state.review, entry: partOf(event) } : state;
    case 'entered': {
      if (!('entry' in state)) return state;
      const { review, entry } = state;
      const { customers: entered } = fact.data;
      return { ...fields, status: 'entered', review, entry, entered, enteredAt: event.at };
    }
    case 'cameBack': {
      const back =
        fact.data.outcome === 'stale'
          ? { why: 'stale' as const, stale: fact.data.customers }
          : { why: 'failed' as const, detail: fact.data.detail };
      return { ...fields, status: 'returned', back };
    }
    case 'archived': {
      if (!('entered' in state)) return state;
      const { review, entry, entered, enteredAt } = state;
      const archive = partOf(event);
      return { ...fields, status: 'archived', review, entry, entered, enteredAt, archive, closedAt: event.at };
    }
    case 'withdrawn':
      return { ...fields, status: 'withdrawn', closedAt: event.at };
  }
}

function withWords(state: RecordChangeState, fact: RecordChangeFact): RecordChangeState {
  if (fact.type === 'amended') return { ...state, words: [...state.words, fact.data.form] };
  const words = 'words' in fact.data ? fact.data.words : null;
  return words ? { ...state, words: [...state.words, words] } : state;
}
