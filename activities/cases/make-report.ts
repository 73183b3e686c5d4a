import { ApplicationFailure } from '@temporalio/common';
import { Refused } from '../../application/refused.ts';
import { makeReport as make } from '../../application/reports/made/make-report.ts';
import type { Database } from '../../db/database.ts';

/** Which report a step of a procedure is about: by its definition, and the first local date of its period. */
export interface ReportToMake {
  organisation: string;
  report: string;
  from: string;
}

/** How long to wait, in milliseconds, if the period is not quite over. */
const untilOver = 60_000;

/**
 * Makes the report of a period and freezes it; made before, it is the one that stands.
 * @throws ApplicationFailure not to be tried again if there is no such report, or no such period of it
 */
export async function makeReport(
  database: Database,
  { organisation, report, from }: ReportToMake,
): Promise<{ id: string; digest: string }> {
  try {
    const { id, digest } = await make(database, organisation, report, { from });
    return { id, digest };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const isEarly = error.reason === 'NotAllowedNow';
    throw ApplicationFailure.create({
      ...{ type: error.reason, message: error.message, nonRetryable: !isEarly },
      ...(isEarly ? { nextRetryDelay: untilOver } : {}),
    });
  }
}
