/** Who reads a report: those who oversee, and those who read a procedure that it was made for. */

import { occurrencesAbout } from '../../../db/cases/occurrences.ts';
import { findMadeReport, madeReportId } from '../../../db/reports/made-reports.ts';
import { mayRead } from '../../../domain/case/rights.ts';
import type { Call } from '../../call.ts';
import { forRights } from '../../cases/reading/find-case.ts';
import { Refused } from '../../refused.ts';
import { isOverseer } from '../sent-reports.ts';

/**
 * The people of a step prepare, review or acknowledge what was counted, so they read it (F-12, N-14, N-17, C-13). That goes for
 * the one report that the step has frozen: any other report, or another period of it, is for those who oversee.
 * @throws Refused `Forbidden` unless the caller oversees, or may read an occurrence of a procedure that has frozen the report
 */
export async function mustReadReport(call: Call): Promise<void> {
  if (isOverseer(call)) return;
  const { dependencies, pack, principal, ids } = call;
  const { report = '', from = '' } = ids;
  const { database } = dependencies;
  const id = madeReportId({ organisation: pack.id, report, from });
  // What a step has frozen is kept: if it is not, no procedure needs to be looked through.
  const kept = await findMadeReport(database, id);
  const found = kept ? await occurrencesAbout(database, { organisation: pack.id, report: id, since: kept.from }) : [];
  if (found.some((one) => mayRead(principal.actor, forRights(dependencies.packs, one)))) return;
  throw new Refused('Forbidden', 'This report is read by those who oversee, and in a procedure that you may read.');
}
