import { approval, type NextActors, step, told } from '../case/next-actors.ts';
import { detailOf } from '../details.ts';
import { agreedOnSteps } from './aspects/agreeing.ts';

/** Each step waits for its party; what two managers sign, for the one of them who has not. */
export const surveyCycleNextActors: NextActors = (view, around) => {
  const { review, discussion, proposal } = detailOf(view, 'surveyCycle');
  const agreed = agreedOnSteps({ proposal });
  const nextStep = (command: string) => step(view, around, 'next-step', command);
  const isOpen = view.status !== 'finished' && view.status !== 'withdrawn';
  return [
    ...nextStep('prepare'),
    ...approval(view, 'review', review),
    ...nextStep('close-collection'),
    ...nextStep('report'),
    ...approval(view, 'discuss', discussion),
    // Those who have not agreed to the list on the table agree to it, or put forward another.
    ...step(view, around, 'approval', 'agree-steps', { signed: agreed }),
    ...step(view, around, 'approval', 'decide', { not: agreed }),
    ...nextStep('finish'),
    ...nextStep('act'),
    ...(isOpen ? told(view.clocks) : []),
  ];
};
