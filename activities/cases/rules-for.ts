import { ApplicationFailure } from '@temporalio/common';
import type { Database } from '../../db/database.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import type { OpenErrand } from '../../domain/case/errand.ts';
import type { PolicySlice } from '../../domain/case/policy.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import { calendarOf, ticketSliceFor } from '../../packs/kinds/department-ticket/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';

/** Which rules a case follows that another case opens. */
export interface RulesRequest {
  organisation: string;
  policyVersion: number;
  kind: string;
  department: string;
  category: string;
  /** What else decides the rules of a complaint. */
  traits?: OpenErrand['traits'];
}

/** The slice of the pack, and the calendar that is in force. */
interface RulesReply {
  policy: PolicySlice;
  calendar: CalendarSnapshot;
}

/** The rules and the calendar of a case that another case opens: by the pack version that the other is pinned to. */
export async function rulesFor(database: Database, pack: Pack, request: RulesRequest): Promise<RulesReply> {
  const { organisation, department, category, traits } = request;
  const policy = sliceOf(() => (traits ? pinPolicy(pack, traits) : ticketSliceFor(pack, department, category)));
  const name = traits ? pack.calendar : calendarOf(pack, department);
  return { policy, calendar: await calendarInForce(database, { id: organisation, calendar: name }) };
}

/** @throws a failure that no repetition mends: the pinned version, which never changes, has no such department or category. */
function sliceOf(slice: () => RulesReply['policy']): RulesReply['policy'] {
  try {
    return slice();
  } catch (error) {
    throw ApplicationFailure.nonRetryable(error instanceof Error ? error.message : String(error), 'NoSuchRules');
  }
}
