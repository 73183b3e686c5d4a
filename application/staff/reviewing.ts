/** What was given to people and taken from them, for those who look at it afterwards: each fact once, by somebody else. */
import type { StaffDocument, StaffFact } from '../../db/organisation/staff.ts';
import { type Asked, refuse, type StaffAct, type StaffRefusal } from './act.ts';
import { reviewsStaff } from './who-may.ts';

/** Facts that gave rights or took them away. */
const toReview = [
  ...['placeConfirmed', 'placeReduced', 'switchedOff', 'switchedOn', 'left', 'passwordReset', 'passwordChanged'],
  ...['absenceEntered', 'absenceConfirmed', 'sessionsEnded', 'secondFactorReset'],
  ...['serviceConfirmed', 'serviceKeyMade'],
];

export interface ReviewedFact {
  staffId: string;
  fact: StaffFact;
  /** Null while nobody has looked at it. */
  review: { by: string; at: string; verdict: string; note: string } | null;
}

/** Every fact that gives or takes rights, newest first, with what was said of it. */
export function rightsGivenAndTaken(people: StaffDocument[]): ReviewedFact[] {
  const all = people.flatMap(({ _id, facts = [] }) =>
    facts
      .filter(({ type }) => toReview.includes(type))
      .map((fact) => ({ staffId: _id, fact, review: reviewOf(facts, fact.id) })),
  );
  return all.sort((one, other) => Date.parse(other.fact.at) - Date.parse(one.fact.at));
}

function reviewOf(facts: StaffFact[], id: string): ReviewedFact['review'] {
  const found = facts.find(({ type, detail }) => type === 'reviewed' && detail.fact === id);
  if (!found) return null;
  const { verdict, note } = found.detail;
  return { by: found.by, at: found.at, verdict: String(verdict), note: String(note) };
}

/** Somebody who had no part in it says whether it was in order. */
export function reviewed(
  { pack, person, by, names }: Asked,
  factId: string,
  { verdict, note }: { verdict: 'in-order' | 'objected'; note: string },
): StaffAct | StaffRefusal {
  if (!reviewsStaff(pack, by)) return refuse('Forbidden', 'The independent role and auditors review this.');
  const fact = person.facts?.find(({ id, type }) => id === factId && toReview.includes(type));
  if (!fact) return refuse('NotAllowedNow', 'There is no such fact to review.');
  const { proposedBy, enteredBy } = fact.detail as { proposedBy?: string; enteredBy?: string };
  const parties = [person._id, fact.by, proposedBy, enteredBy];
  if (names.some((name) => parties.includes(name))) {
    return refuse('SamePerson', 'Somebody reviews it who had no part in it.');
  }
  if (reviewOf(person.facts ?? [], factId)) return refuse('NotAllowedNow', 'This has been reviewed already.');
  return { type: 'reviewed', detail: { person: person._id, fact: factId, verdict, note }, set: {} };
}
