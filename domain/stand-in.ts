/**
 * Standing in: a person who is present acts for one who is away (design §4). One object everywhere. A command carries the
 * snapshot of it. So the person replaced and the person acting both count if two people must differ. Pure.
 */
import { earlier, later } from './deadline/instants-and-dates.ts';

/** Who acts for whom, and while. */
export interface StandIn {
  /** Staff id of the person who is away. */
  for: string;
  /** Staff id of the person who acts. */
  by: string;
  /** UTC instants: in force from the first on, and before the second. */
  from: string;
  to: string;
  /** The commands that may be given in the absent person's right; `everything` also means all later ones. */
  scope: 'everything' | string[];
}

/** A stand-in as an actor carries it: with what the person replaced is, as far as rights need it. */
export interface CarriedStandIn extends StandIn {
  roles: string[];
  groups: string[];
  departments: string[];
  /** Those between the two who are away as well: the deputy of a deputy acts. */
  through: string[];
}

/** A member of staff, as far as standing in needs them. */
export interface Member {
  id: string;
  roles: string[];
  groups: string[];
  departments: string[];
  absences: { from: string; to: string; deputy: string; scope?: string[] | undefined }[];
}

/** True at an instant at which the stand-in may act. */
export function isInForce({ from, to }: Pick<StandIn, 'from' | 'to'>, at: string): boolean {
  return Date.parse(from) <= Date.parse(at) && Date.parse(at) < Date.parse(to);
}

/**
 * Everybody for whom this person stands in at an instant, named directly or by a deputy who is away as well. A chain that
 * leads back into itself has nobody at its end. A person who is away stands in for nobody.
 * @param away everybody of the organisation who has absences; the others are taken to be present.
 */
export function standInsOf(person: Member, away: readonly Member[], at: string): CarriedStandIn[] {
  if (absenceOf(person, at)) return [];
  return away.flatMap((absent) => {
    const links = chainFrom(absent, away, at);
    const [first, ...others] = links;
    if (!first || links.at(-1)?.by !== person.id) return [];
    const whole = others.reduce(joined, first);
    const { roles, groups, departments } = absent;
    return [{ ...whole, roles, groups, departments, through: others.map((link) => link.for) }];
  });
}

/** The links from an absent person to the one who is present at last; none if nobody is. */
function chainFrom(absent: Member, away: readonly Member[], at: string): StandIn[] {
  const links: StandIn[] = [];
  for (let person: Member | undefined = absent; person; ) {
    const link: StandIn | null = linkFrom(person, at);
    if (!link) return links;
    if (links.some((earlier) => earlier.for === link.for)) return [];
    links.push(link);
    person = away.find(({ id }) => id === link.by);
  }
  return links;
}

/** Who acts for this person at an instant; null if they are there themselves. */
function linkFrom(person: Member, at: string): StandIn | null {
  const absence = absenceOf(person, at);
  if (!absence) return null;
  const { deputy: by, from, to, scope = 'everything' } = absence;
  return { for: person.id, by, from, to, scope };
}

/** The absence that somebody has at an instant. */
export function absenceOf<Absence extends Pick<StandIn, 'from' | 'to'>>(
  { absences }: { absences: readonly Absence[] },
  at: string,
): Absence | undefined {
  return absences.find((absence) => isInForce(absence, at));
}

/** Two links as one: in force while both are, and for what both cover. */
function joined(one: StandIn, next: StandIn): StandIn {
  const scope = one.scope === 'everything' ? next.scope : one.scope;
  const both =
    next.scope === 'everything' || scope === 'everything' ? scope : scope.filter((name) => next.scope.includes(name));
  return { for: one.for, by: next.by, from: later(one.from, next.from), to: earlier(one.to, next.to), scope: both };
}

/** True if an absence with this deputy would lead, through other absences at the same time, back to the one away. */
export function makesLoop(
  absent: string,
  absence: { from: string; to: string; deputy: string },
  staff: readonly Member[],
): boolean {
  if (absence.deputy === absent) return true;
  const deputy = staff.find(({ id }) => id === absence.deputy);
  return (deputy?.absences ?? []).some((next) => {
    const [from, to] = [later(absence.from, next.from), earlier(absence.to, next.to)];
    if (Date.parse(from) >= Date.parse(to)) return false;
    const others = staff.filter(({ id }) => id !== absence.deputy);
    return makesLoop(absent, { from, to, deputy: next.deputy }, others);
  });
}
