/** Taking somebody's second factor away, since it is lost: two people do it, since a password alone opens the account then. */
import { type Asked, refuse, type StaffAct, type StaffRefusal } from './act.ts';
import { objectionToGiving } from './who-may.ts';

type Answer = StaffAct | StaffRefusal;

/** The first of two: nothing changes yet. */
export function resetProposed(asked: Asked, reason: string): Answer {
  const { person, by, id } = asked;
  if (!person.secondFactor) return refuse('NotAllowedNow', 'This person has no second factor.');
  const fault = objectionToGiving(asked, person);
  if (fault) return fault;
  const detail = { person: person._id, reason };
  return { type: 'secondFactorResetProposed', detail, set: { secondFactorReset: { id, proposedBy: by._id } } };
}

/** The second of two: the second factor is gone, and every session ends. */
export function resetConfirmed(asked: Asked): Answer {
  const { person, names, at } = asked;
  const proposed = person.secondFactorReset;
  if (!proposed) return refuse('NotAllowedNow', 'Nothing waits to be confirmed for this person.');
  if (names.includes(proposed.proposedBy)) {
    return refuse('SamePerson', 'A second person confirms it, not the one who proposed it.');
  }
  const fault = objectionToGiving(asked, person);
  if (fault) return fault;
  const detail = { person: person._id, proposedBy: proposed.proposedBy };
  const set = { secondFactor: null, offeredFactor: null, secondFactorReset: null, sessionsFrom: at };
  return { type: 'secondFactorReset', detail, set };
}
