import { findProgramme } from '../../db/leads/programmes.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import type { Actor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { localText, openCalendar } from '../../domain/deadline/deadline.ts';
import { surveyCycleSliceFor } from '../../packs/kinds/survey-cycle/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';
import { lookUpCase } from '../cases/reading/find-case.ts';
import type { Dependencies } from '../dependencies.ts';
import { invalid, Refused } from '../refused.ts';
import { openSurveyCycle, surveyCycleNumber } from './open-cycle.ts';

/** What somebody asks for who starts a cycle before it starts by itself. */
export interface Start {
  pack: Pack;
  actor: Actor;
  /** Code of the programme. */
  programme: string;
  receivedAt: string;
}

/**
 * Starts the survey cycle of a programme that has ended; one that runs already, or ran, is given as it is (N-09).
 * @throws Refused `NotAllowedNow` if the pack has no such cases or the programme goes on. `Invalid` if it has no last day, or is
 * none.
 */
export async function startSurveyCycle(
  dependencies: Dependencies,
  { pack, actor, programme: code, receivedAt }: Start,
): Promise<{ isNew: boolean; view: CaseView }> {
  const { database, secret } = dependencies;
  const policy = surveyCycleSliceFor(pack);
  if (!policy) throw new Refused('NotAllowedNow', `The policy of ${pack.id} has no survey cycles.`);
  const programme = await findProgramme(database, pack.id, code);
  if (!programme) throw invalid('programme', `there is no programme ${code}`);
  const { endsOn: endedOn } = programme;
  if (endedOn === null) throw invalid('programme', 'has no last day yet: give it one, and its survey can follow');
  const calendar = openCalendar((await calendarInForce(database, pack)).calendar);
  if (endedOn >= localText(calendar, receivedAt).slice(0, 10)) {
    throw new Refused('NotAllowedNow', `Programme ${code} goes on until the end of ${endedOn}; its survey follows it.`);
  }
  const ended = { programme: code, endedOn };
  const there = await lookUpCase(dependencies, pack.id, surveyCycleNumber(secret, pack, ended));
  if (there) return { isNew: false, view: there.view };
  const view = await openSurveyCycle(dependencies, { pack, policy, calendar, ended, actor, at: receivedAt });
  return { isNew: true, view };
}
