import type { CaseView, ClockView } from '../../../domain/case/view.ts';
import { firstDue } from '../../../domain/complaint/answer-clock.ts';
import { clocksOfAnswer } from '../../../packs/kinds/complaint/answer-clocks.ts';
import type { Pack } from '../../../packs/schema.ts';

/** The clock by which the customer may expect the answer now, or null. */
export function answerDue(view: Pick<CaseView, 'clocks' | 'category'>, pack: Pack | undefined): ClockView | null {
  const running = clocksOfAnswer(view, pack).filter(({ state }) => state === 'running');
  return firstDue(running, pack?.reading === 3);
}
