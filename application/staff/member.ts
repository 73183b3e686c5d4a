import type { Absence, StaffDocument } from '../../db/organisation/staff.ts';
import { idOf } from './absence-id.ts';
import { statusOf } from './life-cycle.ts';

/** Somebody of the directory as colleagues see them. */
export function memberOf(person: StaffDocument, at: string) {
  const { _id, name, roles, groups, departments, absences, proposedAbsences = [] } = person;
  const shown = (all: Absence[]) => all.map((absence) => ({ ...absence, id: idOf(absence) }));
  return {
    ...{ staffId: _id, name, roles, groups, departments, status: statusOf(person, at) },
    proposedPlace: proposedPlaceOf(person),
    ...{ absences: shown(absences), proposedAbsences: shown(proposedAbsences) },
  };
}

export type Member = ReturnType<typeof memberOf>;

function proposedPlaceOf({ proposedPlace, email }: StaffDocument) {
  if (!proposedPlace) return null;
  const { id: _, ...place } = proposedPlace;
  return { ...place, ...(place.why === 'invited' ? { email } : {}) };
}
