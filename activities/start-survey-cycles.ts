import { createHmac } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { calendarAfter } from '../db/calendars.ts';
import { findCase } from '../db/cases.ts';
import type { Database } from '../db/models.ts';
import { newestPolicies } from '../db/policies.ts';
import { programmesOf } from '../db/programmes.ts';
import { openingId } from '../db/requests.ts';
import { systemActor } from '../domain/command.ts';
import { localText, openCalendar } from '../domain/deadline/deadline.ts';
import { instantText } from '../domain/deadline/instant.ts';
import { canonicalJson } from '../domain/digest.ts';
import { endOfProgramme } from '../domain/survey-cycle/end-of-programme.ts';
import type { Pack } from '../packs/schema.ts';
import { surveyCycleSliceFor } from '../packs/survey-cycle-slice.ts';
import { startCase } from '../temporal/cases.ts';
import { type EndedProgramme, surveyCycleNumber } from '../temporal/survey-cycle-number.ts';

/** Programmes that ended longer ago are history: whoever wants to ask about one of them starts its cycle himself. */
const lookBackDays = 31;

export interface CycleStarter {
  database: Database;
  engine: Client;
  /** The API's own: the same programme has the same number, whoever starts its cycle. */
  secret: string;
  continueAfter: number;
}

/** Starts the survey cycle of each programme whose last local day is over (N-09). Returns how many; one that runs is left alone. */
export async function startSurveyCycles(starter: CycleStarter, now: Date): Promise<number> {
  let started = 0;
  for (const { pack } of await newestPolicies(starter.database)) {
    if ((pack as Pack).kinds.surveyCycle) started += await startFor(starter, pack as Pack, now);
  }
  return started;
}

async function startFor(starter: CycleStarter, pack: Pack, now: Date): Promise<number> {
  const { database } = starter;
  const calendar = await calendarAfter(database, pack.id, pack.calendar, 0);
  if (!calendar) throw new Error(`calendar ${pack.calendar} of ${pack.id} has not been published`);
  const opened = openCalendar(calendar.calendar);
  const dateAt = (instant: number) => localText(opened, instantText(instant)).slice(0, 10);
  const [first, today] = [dateAt(now.getTime() - lookBackDays * 24 * 3_600_000), dateAt(now.getTime())];
  let started = 0;
  for (const { code, endsOn } of await programmesOf(database, pack.id)) {
    if (endsOn === null || endsOn < first || endsOn >= today) continue;
    const ended: EndedProgramme = { programme: code, endedOn: endsOn };
    const number = surveyCycleNumber(starter.secret, pack, ended);
    if (await findCase(database, pack.id, number)) continue;
    await start(starter, pack, { number, ended, calendar, endedAt: endOfProgramme(opened, endsOn), at: now });
    started += 1;
  }
  return started;
}

async function start(
  { engine, secret, continueAfter }: CycleStarter,
  pack: Pack,
  of: {
    number: string;
    ended: EndedProgramme;
    endedAt: string;
    calendar: NonNullable<Awaited<ReturnType<typeof calendarAfter>>>;
    at: Date;
  },
): Promise<void> {
  const { number, ended, endedAt, calendar } = of;
  const policy = surveyCycleSliceFor(pack);
  if (!policy) return;
  const at = instantText(of.at.getTime());
  const { hash, name, version } = calendar;
  const open = {
    ...{ organisation: pack.id, number, commandId: openingId(pack.id, number), at, actor: systemActor, policy },
    calendar: { name, version, hash },
    details: { ...ended, endedAt },
  };
  // As if the API had started it: somebody who does so at the same time finds this one under the same words.
  const bodyDigest = createHmac('sha256', secret).update(canonicalJson(ended)).digest('hex');
  await startCase(engine, 'surveyCycle', { open, calendar, continueAfter }, { bodyDigest, at });
}
