import { findProgramme } from '../../db/programmes.ts';
import type { Actor } from '../../domain/command.ts';
import { localText, openCalendar } from '../../domain/deadline/deadline.ts';
import { endOfProgramme } from '../../domain/survey-cycle/end-of-programme.ts';
import { surveyCycle } from '../../domain/survey-cycle/kind.ts';
import type { SurveyCycleDetails, SurveyCycleState } from '../../domain/survey-cycle/state.ts';
import type { CaseView } from '../../domain/view.ts';
import type { Pack } from '../../packs/schema.ts';
import { surveyCycleSliceFor } from '../../packs/survey-cycle-slice.ts';
import { surveyCycleKey, surveyCycleNumber } from '../../temporal/survey-cycle-number.ts';
import { lookUpCase } from '../cases/find-case.ts';
import { openNewCase } from '../cases/open-case.ts';
import type { Dependencies } from '../dependencies.ts';
import { calendarInForce } from '../organisation/calendar-in-force.ts';
import { invalid, Refused } from '../refused.ts';

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
 * @throws Refused 409 where the pack has no such cases or the programme goes on, 422 where it has no last day or is none.
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
  const calendar = await calendarInForce(database, pack);
  const opened = openCalendar(calendar.calendar);
  if (endedOn >= localText(opened, receivedAt).slice(0, 10)) {
    throw new Refused('NotAllowedNow', `Programme ${code} goes on until the end of ${endedOn}; its survey follows it.`);
  }
  const ended = { programme: code, endedOn };
  const there = await lookUpCase(dependencies, pack.id, surveyCycleNumber(secret, pack, ended));
  if (there) return { isNew: false, view: there.view };
  const opening = { pack, kind: surveyCycle, ...surveyCycleKey(ended), content: ended, receivedAt };
  const details = { ...ended, endedAt: endOfProgramme(opened, endedOn) };
  const view = await openNewCase<SurveyCycleState, SurveyCycleDetails, CaseView>(dependencies, opening, async () => ({
    actor,
    policy,
    details: async () => details,
    answer: (shown) => shown,
  }));
  return { isNew: true, view };
}
