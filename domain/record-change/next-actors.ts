import { approval, type NextActors, step, told } from '../case/next-actors.ts';
import { detailOf } from '../details.ts';
import { barredFromStep } from './separation.ts';

/** Each step waits for those who had no part that does not go together with it; what came back, for its owner. */
export const recordChangeNextActors: NextActors = (view, around) => {
  const taken = detailOf(view, 'recordChange');
  const isOpen = view.status !== 'archived' && view.status !== 'withdrawn';
  return [
    ...step(view, around, 'approval', 'review', { not: barredFromStep(taken, 'review') }),
    ...approval(view, 'approve', taken.approval, barredFromStep(taken, 'approve')),
    ...step(view, around, 'to-enter', 'enter', { not: barredFromStep(taken, 'enter'), deputyAlone: true }),
    ...step(view, around, 'to-archive', 'archive'),
    ...step(view, around, 'yours', 'amend'),
    ...(isOpen ? told(view.clocks) : []),
  ];
};
