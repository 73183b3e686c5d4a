import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { CalendarSnapshot, OpenCase } from '../../domain/case/case.ts';
import type { CommandSignature } from '../../domain/case/command.ts';
import type { PendingErrand } from '../../domain/case/errand.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { PolicySlice } from '../../domain/case/policy.ts';
import type { CaseRecord } from '../../domain/case/step.ts';
import type { CaseProjection } from '../../domain/case/view.ts';
import type { CaseKind } from '../../domain/kinds.ts';
import type { NoticeBatch, PendingBatch } from './notices.ts';

export const caseTaskQueue = 'inaya-cases';

export const viewQuery = 'view';

/** Asks for what callers were to write, as long as the case does not know that they have. */
export const leftStepQuery = 'leftStep';

/** History events after which a case continues as new; far beyond what a complaint needs (design §2, rule 10). Tests give fewer. */
export const continueAfter = 1000;

/** How long a worker may take for one workflow task before another one tries. */
export const workflowTaskTimeout = '5s';

/** What is told to a case in the system's name, with its signature. Absent if an earlier release told it. */
export type Signed<Message> = Message & { signature?: CommandSignature };

/** Under which id the events of a message stand, by what it is about. */
export const idOfCalendar = ({ name, version }: Pick<CalendarSnapshot, 'name' | 'version'>): string =>
  `calendar:${name}:${version}`;
export const idOfReceipt = (key: string): string => `receipt:${key}`;
export const idOfFailure = (key: string): string => `failed:${key}`;

export const calendarPublishedSignal = 'calendarPublished';

export const noticeUndeliveredSignal = 'noticeUndelivered';

export const noticesFailedSignal = 'noticesFailed';

/** The workflow id of a case: its kind, organisation and number. */
export function workflowId(kind: CaseKind, organisation: string, number: string): string {
  return `${kind}:${organisation}:${number}`;
}

/** What became of a case by a step: as it is to be written, by the case or by a caller. */
export interface CaseStep {
  projection: CaseProjection;
  /** The events that are not known to be written, oldest first. */
  events: TimelineEvent[];
  /** What is to be sent. */
  notices: NoticeBatch[];
}

/** What a run hands on to the next one: everything that is not yet done, and every command that has been. */
export interface CarriedCase {
  record: CaseRecord;
  unwritten: TimelineEvent[];
  pending: PendingBatch[];
  /** Up to which event callers write. Absent if an earlier release handed the case on. */
  leftThrough?: number;
  /** Absent if an earlier release handed the case on. */
  errands?: PendingErrand[];
  /** Command id → revision that it made. */
  applied: Record<string, number>;
}

export interface CaseInput<Details = unknown, Policy extends PolicySlice = PolicySlice> {
  open: OpenCase<Details, Policy>;
  calendar: CalendarSnapshot;
  /** History events after which the runner continues as new. */
  continueAfter: number;
  carried?: CarriedCase;
}

const keys = {
  organisation: defineSearchAttributeKey('InayaOrganisation', SearchAttributeType.KEYWORD),
  kind: defineSearchAttributeKey('InayaKind', SearchAttributeType.KEYWORD),
  calendar: defineSearchAttributeKey('InayaCalendar', SearchAttributeType.KEYWORD),
};

/** What a server must know before it takes a case: all of them keywords; nothing personal may become one. */
export const searchAttributeNames: readonly string[] = Object.values(keys).map(({ name }) => name);

/** What the engine can list cases by. Set at the start and never again: each change would cost a history event. */
export function caseSearchAttributes(of: {
  organisation: string;
  kind: string;
  calendar: string;
}): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: keys.organisation, value: of.organisation },
    { key: keys.kind, value: of.kind },
    { key: keys.calendar, value: of.calendar },
  ]);
}

/** The query for the open cases that count by a calendar of an organisation. Both are names from packs, never input. */
export function openCasesByCalendar(of: { organisation: string; calendar: string }): string {
  return `InayaOrganisation = '${of.organisation}' AND InayaCalendar = '${of.calendar}' AND ExecutionStatus = 'Running'`;
}
