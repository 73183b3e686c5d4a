/** Whether anybody of the staff is there who can take a step. Pure. */
import { absenceOf, type CarriedStandIn, type Member, standInsOf } from '../stand-in.ts';

/** Whose step it is, and at which instant. */
export interface PresenceQuestion {
  /** The people who have one of these roles, themselves or as a stand-in. */
  roles: string[];
  /** Only those who belong to it; absent if any will do. */
  department?: string;
  /** Staff ids of those who may not take it, under no name. */
  skip: string[];
  /** The step, by the name of its command; absent if an earlier release asks. */
  step?: string | undefined;
  /** Who is away is judged at this instant, UTC. */
  at: string;
}

/**
 * True if a person is there who has one of the roles, or stands in for its holder. They must be allowed to take the step
 * under all names.
 */
export function canAnybody(
  members: readonly Member[],
  { roles, department, skip, step, at }: PresenceQuestion,
): boolean {
  const away = members.filter(({ absences }) => absences.length > 0);
  const isWanted = (held: { roles: string[]; departments: string[] }) =>
    held.roles.some((role) => roles.includes(role)) &&
    (department === undefined || held.departments.includes(department));
  return members.some((member) => {
    const standIns = standInsOf(member, away, at);
    const names = [member.id, ...standIns.map((standIn) => standIn.for)];
    if (names.some((name) => skip.includes(name))) return false;
    return (isWanted(member) && !absenceOf(member, at)) || standIns.some((one) => isWanted(one) && mayTake(one, step));
  });
}

/** Whether a stand-in reaches a step: its scope covers it, and the steward's hand passes to the deputy alone (N-19). */
function mayTake({ scope, through }: CarriedStandIn, step: string | undefined): boolean {
  if (step === undefined) return true;
  if (step === 'enter' && through.length > 0) return false;
  return scope === 'everything' || scope.includes(step);
}
