import type { CaseView, ClockView } from '../../../domain/case/view.ts';
import { isOfAnswer } from '../../../domain/complaint/answer-clock.ts';
import type { Pack } from '../../schema.ts';

/** The clocks of a complaint that its answer or solution ends, by the pack that it is pinned to. */
export function clocksOfAnswer(
  { clocks, category }: Pick<CaseView, 'clocks' | 'category'>,
  pack: Pack | undefined,
): ClockView[] {
  const rules = { ...pack?.kinds.complaint.clocks, ...pack?.kinds.complaint.categories[category]?.clocks };
  return clocks.filter(
    ({ id, stop = rules[id.replace(/-\d+$/, '')]?.stop }) => stop !== undefined && isOfAnswer({ stop }),
  );
}
