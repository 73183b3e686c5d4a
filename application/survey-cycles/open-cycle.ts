import type { Actor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { endOfProgramme } from '../../domain/survey-cycle/end-of-programme.ts';
import { surveyCycle } from '../../domain/survey-cycle/kind.ts';
import type { SurveyCycleDetails, SurveyCycleState } from '../../domain/survey-cycle/state.ts';
import type { Pack } from '../../packs/schema.ts';
import { caseNumber, kindLetters } from '../cases/case-number.ts';
import { openNewCase } from '../cases/open-case.ts';
import type { OpeningDependencies } from '../dependencies.ts';

/** What makes two openings of a survey cycle the same: a programme has one for each time that it ends. */
export interface EndedProgramme {
  programme: string;
  /** Its last local day. */
  endedOn: string;
}

/** Who starts the cycle of which programme, and when. */
export interface CycleOpening {
  pack: Pack;
  policy: SurveyCycleState['policy'];
  /** By which the programme's last day ends. */
  calendar: WorkingCalendar;
  ended: EndedProgramme;
  actor: Actor;
  at: string;
}

/** Who a cycle's opening belongs to, in the place of a person, and its key: it is the same one, by hand or by date. */
function keyOf({ programme, endedOn }: EndedProgramme): { principal: string; key: string } {
  return { principal: 'programme', key: `${programme}/${endedOn}` };
}

/** The number of the cycle that follows a programme: the same however often it is started, and no matter by whom. */
export function surveyCycleNumber(
  secret: string,
  { id, prefix }: Pick<Pack, 'id' | 'prefix'>,
  ended: EndedProgramme,
): string {
  const { principal, key } = keyOf(ended);
  return caseNumber(secret, prefix, kindLetters.surveyCycle, [id, principal, key]);
}

/** Opens the cycle of a programme that has ended, by hand or by its date; opened again, it is the same one (N-09). */
export async function openSurveyCycle(
  dependencies: OpeningDependencies,
  { pack, policy, calendar, ended, actor, at }: CycleOpening,
): Promise<CaseView> {
  const opening = { pack, kind: surveyCycle, ...keyOf(ended), content: ended, receivedAt: at };
  const details = { ...ended, endedAt: endOfProgramme(calendar, ended.endedOn) };
  return openNewCase<SurveyCycleState, SurveyCycleDetails, CaseView>(dependencies, opening, async () => ({
    actor,
    policy,
    details: async () => details,
    answer: (shown) => shown,
  }));
}
