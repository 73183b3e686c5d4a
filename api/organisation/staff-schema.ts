import { z } from 'zod';
import { idOf } from '../../application/organisation/absence-id.ts';
import { statusOf } from '../../application/staff/life-cycle.ts';
import type { Absence as AbsenceDocument, StaffDocument } from '../../db/models.ts';

const Absence = z.object({
  id: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  deputy: z.string(),
  scope: z.array(z.string()).optional(),
  enteredBy: z.string(),
  confirmedBy: z.string().optional(),
  replaces: z.string().optional(),
});

export const Fact = z.object({
  id: z.string(),
  type: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previous: z.string().meta({ description: 'The digest of the fact before it.' }),
  digest: z.string(),
});

export const Member = z
  .object({
    staffId: z.string(),
    name: z.object({ ar: z.string(), en: z.string() }),
    roles: z.array(z.string()),
    groups: z.array(z.string()),
    departments: z.array(z.string()),
    absences: z.array(Absence),
    status: z.enum(['invited', 'active', 'away', 'off', 'left']),
    proposedPlace: z
      .object({
        why: z.enum(['invited', 'changed', 'switched-on']),
        roles: z.array(z.string()),
        groups: z.array(z.string()),
        departments: z.array(z.string()),
        proposedBy: z.string(),
        email: z.string().optional().meta({ description: 'Of whoever is invited: where the code to come in will go.' }),
      })
      .nullable()
      .meta({ description: 'It gives nobody rights until a second person has confirmed it.' }),
    proposedAbsences: z.array(Absence).meta({ description: 'They give nobody rights until they are confirmed.' }),
  })
  .meta({ id: 'StaffMember' });

/** Somebody of the directory as colleagues see them. */
export function memberOf(person: StaffDocument, at: string) {
  const { _id, name, roles, groups, departments, absences, proposedAbsences = [] } = person;
  const shown = (all: AbsenceDocument[]) => all.map((absence) => ({ ...absence, id: idOf(absence) }));
  return {
    ...{ staffId: _id, name, roles, groups, departments, status: statusOf(person, at) },
    proposedPlace: proposedPlaceOf(person),
    ...{ absences: shown(absences), proposedAbsences: shown(proposedAbsences) },
  };
}

function proposedPlaceOf({ proposedPlace, email }: StaffDocument) {
  if (!proposedPlace) return null;
  const { id: _, ...place } = proposedPlace;
  return { ...place, ...(place.why === 'invited' ? { email } : {}) };
}
