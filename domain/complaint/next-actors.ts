import { approval, group, inHand, type NextActor, type NextActors, person } from '../case/next-actors.ts';
import { detailOf } from '../details.ts';
import { ownerOf, waitingClaim } from './aspects/claims.ts';

/** Money and corrections wait for a second person; the rest lies with its owner, and with those who are named in it. */
export const complaintNextActors: NextActors = (view, { policy }) => {
  const { claims = [], correction, handOver, appointments = [] } = detailOf(view, 'complaint');
  // An appointment is kept whatever the status: also once the answer is with the customer.
  const keepers = appointments.filter(({ status }) => status === 'booked').map((one) => person(one.with));
  const named: NextActor[] = [
    { why: 'handed-over', for: handOver ? [person(handOver.receiver)] : [] },
    { why: 'appointment', for: [...new Set(keepers)] },
  ];
  return [
    ...approval(view, 'approve-claim', waitingClaim({ claims }), ownerOf(view)),
    ...approval(view, 'approve-correction', correction, ownerOf(view)),
    ...inHand(view, [group(policy.group)]),
    ...named.filter((one) => one.for.length > 0),
  ];
};
