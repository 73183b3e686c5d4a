import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';

const organisation = defineSearchAttributeKey('InayaOrganisation', SearchAttributeType.KEYWORD);
const kind = defineSearchAttributeKey('InayaKind', SearchAttributeType.KEYWORD);
const calendar = defineSearchAttributeKey('InayaCalendar', SearchAttributeType.KEYWORD);

/** What a server must know before it takes a case: all of them keywords; nothing personal may become one. */
export const searchAttributeNames: readonly string[] = [organisation.name, kind.name, calendar.name];

/** What the engine can list cases by. Set at the start and never again: each change would cost a history event. */
export function caseSearchAttributes(of: {
  organisation: string;
  kind: string;
  calendar: string;
}): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: organisation, value: of.organisation },
    { key: kind, value: of.kind },
    { key: calendar, value: of.calendar },
  ]);
}

/** The query for the open cases that count by a calendar of an organisation. Both are names from packs, never input. */
export function openCasesByCalendar(of: { organisation: string; calendar: string }): string {
  return `InayaOrganisation = '${of.organisation}' AND InayaCalendar = '${of.calendar}' AND ExecutionStatus = 'Running'`;
}
