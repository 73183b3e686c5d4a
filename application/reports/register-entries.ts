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
import type { Pack } from '../../packs/schema.ts';
import { type RegisterEntry, registerEntry } from './register-entry.ts';
import { toldAt } from './register-told.ts';

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
      const survivor = survivors.get(found.view.number) ?? found;
      const own = whereProposed(survivor).flatMap((id) => proposals.get(id) ?? []);
      const last = own.findLast(({ content }) => content.command === 'answer') ?? own.at(-1);
      const text = typeof last?.content.text === 'string' ? last.content.text : null;
      const told = toldAt(survivor, letters.get(survivor.view.number) ?? [], packs);
      yield registerEntry(found, survivor, text, packs, calendar, told);
    }
  }
}
