import type { OpeningDependencies } from '../../application/dependencies.ts';
import { packsInForce } from '../../application/policies/published-packs.ts';
import { openSurveyCycle, surveyCycleNumber } from '../../application/survey-cycles/open-cycle.ts';
import { findCase } from '../../db/cases/cases.ts';
import { programmesOf } from '../../db/leads/programmes.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { systemActor } from '../../domain/case/command.ts';
import { localText, openCalendar } from '../../domain/deadline/deadline.ts';
import { instantText, MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { surveyCycleSliceFor } from '../../packs/kinds/survey-cycle/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';

/** Programmes that ended longer ago are history: people who want to ask about one of them start its cycle themselves. */
const lookBackDays = 31;

/** Starts the survey cycle of each programme whose last local day is over (N-09). Returns how many; one that runs is left alone. */
export async function startSurveyCycles(dependencies: OpeningDependencies, now: Date): Promise<number> {
  let started = 0;
  for (const pack of await packsInForce(dependencies.database, now.getTime())) {
    if (pack.kinds.surveyCycle) started += await startFor(dependencies, pack, now);
  }
  return started;
}

async function startFor(dependencies: OpeningDependencies, pack: Pack, now: Date): Promise<number> {
  const { database, secret } = dependencies;
  const policy = surveyCycleSliceFor(pack);
  if (!policy) return 0;
  const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
  const dateAt = (instant: number) => localText(calendar, instantText(instant)).slice(0, 10);
  const [first, today] = [dateAt(now.getTime() - lookBackDays * MS_PER_DAY), dateAt(now.getTime())];
  const at = instantText(now.getTime());
  let started = 0;
  for (const { code, endsOn } of await programmesOf(database, pack.id)) {
    if (endsOn === null || endsOn < first || endsOn >= today) continue;
    const ended = { programme: code, endedOn: endsOn };
    if (await findCase(database, pack.id, surveyCycleNumber(secret, pack, ended))) continue;
    await openSurveyCycle(dependencies, { pack, policy, calendar, ended, actor: systemActor, at });
    started += 1;
  }
  return started;
}
