import { reportsOf } from '../../db/organisation/sent-reports.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';

/** The reports that were sent by themselves, the latest first (N-06, N-13). */
export async function sentReports({ dependencies, pack, principal }: Call) {
  const found = await reportsOf(dependencies.database, pack.id);
  return found.map(({ report, from, to, late, madeAt, sentAt, sentTo, figures = [], kept = null }) => {
    // Others were told of cases about the reader: their figures would say so (F-10).
    const own = figures.find((one) => one.to === principal.actor.id)?.counts ?? null;
    return { report, from, to, late, madeAt, sentAt, sentTo, kept, figures: own };
  });
}

const overseers = ['manager', 'quality', 'auditor'];

/** True of a manager, of quality, and of an auditor. */
export function isOverseer({ principal, pack }: Pick<Call, 'principal' | 'pack'>): boolean {
  return principal.actor.roles.some((role) => overseers.includes(pack.roles[role]?.as ?? ''));
}

/** @throws Refused `Forbidden` unless the caller is a manager, of quality, or an auditor */
export function mustOversee(call: Call): void {
  if (isOverseer(call)) return;
  throw new Refused('Forbidden', 'Reports are for managers, quality and auditors.');
}
