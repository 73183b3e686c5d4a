import { department, group, inHand, type NextActors } from '../case/next-actors.ts';

/** The department works on it until somebody of it owns it; its result is judged on the complaint's side. */
export const ticketNextActors: NextActors = (view, { policy, follower }) =>
  view.status === 'resolved' && follower
    ? [{ why: 'to-judge', for: [group(follower.group)] }]
    : inHand(view, [group(policy.group), department(policy.department)]);
