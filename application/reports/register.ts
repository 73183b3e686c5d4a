/** The register of complaints by date of receipt, with proposed solutions (N-13). */

import type { RegisterPeriod } from '../../db/cases/register.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { staffOf } from '../../db/organisation/staff.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { dayStart } from '../../domain/deadline/days/day-start.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { RegisterEntry } from '../../reports/register/entry.ts';
import { RegisterTable } from '../../reports/register/table.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import { registerEntries } from './register-entries.ts';

/** What of the register is wanted: local dates of receipt, both included. */
export interface RegisterWanted {
  from?: string | undefined;
  to?: string | undefined;
  /** As what it is read; it stands in the record of the look. */
  format: string;
}

/**
 * The register shows answers of all cases. The policy names its readers; if it does not, they are those who may read all
 * words. @throws Refused `Forbidden`
 */
export function mustReadRegister({ principal, pack }: Call): void {
  const { readers } = pack.kinds.complaint.register ?? {};
  if (readers) {
    if (principal.actor.roles.some((role) => readers.includes(role))) return;
    throw new Refused('Forbidden', 'The register is for those whom the policy names.');
  }
  const rights = rightsOf(pack);
  const mayRead = principal.actor.roles.some((role) => rights[role]?.read === 'all' && rights[role].words === 'all');
  if (!mayRead) throw new Refused('Forbidden', 'The register is for those who may read the words of every case.');
}

/** The entries of a period, one after the other; the look is recorded once for all of it. */
export async function readRegister(call: Call<RegisterWanted>): Promise<AsyncGenerator<RegisterEntry>> {
  const { dependencies, pack } = call;
  const calendar = openCalendar((await calendarInForce(dependencies.database, pack)).calendar);
  const period = periodOf(call, calendar);
  await noteLook(call);
  return registerEntries(dependencies, period, calendar);
}

/** The table of the register in a language, with the names of the staff. */
export async function registerTable({ dependencies, pack }: Call, language: 'ar' | 'en'): Promise<RegisterTable> {
  const staff = await staffOf(dependencies.database, pack.id);
  return new RegisterTable(pack, language, new Map(staff.map(({ _id, name }) => [_id, name[language]])));
}

function periodOf({ pack, principal, query }: Call<RegisterWanted>, calendar: WorkingCalendar): RegisterPeriod {
  const { from, to } = query;
  if (from && to && to < from) throw new Refused('InvalidQuery', '`to` must not lie before `from`.');
  return {
    organisation: pack.id,
    reader: principal.actor.id,
    from: from ? dayStart(calendar, from) : '0000-01-01T00:00:00Z',
    before: to ? dayStart(calendar, to, 1) : '9999-12-31T00:00:00Z',
  };
}

/** One look for the whole of it: no case's number, but the period and the form. */
async function noteLook({ dependencies, pack, principal, query, receivedAt }: Call<RegisterWanted>): Promise<void> {
  const what = `register ${query.from ?? ''}..${query.to ?? ''} ${query.format}`;
  const look = { organisation: pack.id, number: '', by: principal.actor.id, what, reason: null, at: receivedAt };
  await dependencies.accessLog.record(look);
}
