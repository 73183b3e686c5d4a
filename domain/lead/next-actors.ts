import { approval, type NextActors, told } from '../case/next-actors.ts';
import { detailOf } from '../details.ts';
import { waitingRequest } from './aspects/point-of-contact.ts';

/** A request to contact a donor waits for its decision; the owner's weeks are no step, but a late one is told of. */
export const leadNextActors: NextActors = (view) => {
  const { requests = [] } = detailOf(view, 'lead');
  const isOpen = view.status !== 'successful' && view.status !== 'cancelled';
  return [
    ...approval(view, 'approve-contact', waitingRequest({ requests })?.approval),
    ...(isOpen ? told(view.clocks.filter(({ stoppedAt }) => stoppedAt === null)) : []),
  ];
};
