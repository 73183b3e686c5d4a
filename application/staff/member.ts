import type { Absence, StaffDocument } from '../../db/organisation/staff.ts';
import type { ListedFields } from '../../domain/personal-class.ts';
import { idOf } from './absence-id.ts';
import { statusOf } from './life-cycle.ts';

/** What of it says something about a person. */
export const memberFields: ListedFields<ReturnType<typeof memberOf>> = {
  ...{ staffId: 'staff', name: 'names', roles: 'open', groups: 'open', departments: 'open', status: 'open' },
  ...{ proposedPlace: 'staff', proposedSecondFactorReset: 'staff', absences: 'staff', proposedAbsences: 'staff' },
};

/** Somebody of the directory as colleagues see them. */
export function memberOf(person: StaffDocument, at: string) {
  const { _id, name, roles, groups, departments, absences, proposedAbsences = [] } = person;
  const shown = (all: Absence[]) => all.map((absence) => ({ ...absence, id: idOf(absence) }));
  return {
    ...{ staffId: _id, name, roles, groups, departments, status: statusOf(person, at) },
    proposedPlace: proposedPlaceOf(person),
    proposedSecondFactorReset: person.secondFactorReset ? { proposedBy: person.secondFactorReset.proposedBy } : null,
    ...{ absences: shown(absences), proposedAbsences: shown(proposedAbsences) },
  };
}

export type Member = ReturnType<typeof memberOf>;

function proposedPlaceOf({ proposedPlace, email }: StaffDocument) {
  if (!proposedPlace) return null;
  const { id: _, ...place } = proposedPlace;
  return { ...place, ...(place.why === 'invited' ? { email } : {}) };
}
