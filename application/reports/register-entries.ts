import {
  lettersAmong,
  proposalsAmong,
  type RegisterPeriod,
  registeredCases,
  survivorsOf,
  whereProposed,
} from '../../db/cases/register.ts';
import type { Database } from '../../db/database.ts';
import type { WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { packOfVersion } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import { type RegisterEntry, registerEntry } from '../../reports/register/entry.ts';
import { toldAt } from '../../reports/register/told-at.ts';

/** The lines of the register in a period, one by one: of all versions of the packs, since cases are pinned to theirs. */
export async function* registerEntries(
  { database, packs }: { database: Database; packs: readonly Pack[] },
  period: RegisterPeriod,
  calendar: WorkingCalendar,
): AsyncGenerator<RegisterEntry> {
  for await (const batch of registeredCases(database, period)) {
    const survivors = await survivorsOf(database, batch);
    const goneOn = batch.flatMap(({ view }) => survivors.get(view.number) ?? []);
    const proposals = await proposalsAmong(database, [...batch, ...goneOn].flatMap(whereProposed));
    const numbers = [...batch, ...goneOn].map(({ view }) => view.number);
    const letters = await lettersAmong(database, period.organisation, [...new Set(numbers)]);
    for (const found of batch) {
      const { view, department } = found;
      const goesOn = survivors.get(view.number) ?? found;
      const survivor = goesOn.view;
      const own = whereProposed(goesOn).flatMap((id) => proposals.get(id) ?? []);
      const told = toldAt(survivor, letters.get(survivor.number) ?? [], packOfVersion(packs, survivor));
      const registered = { view, department, survivor, proposals: own, toldAt: told };
      yield registerEntry(registered, packOfVersion(packs, view), calendar);
    }
  }
}
