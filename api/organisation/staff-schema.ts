import { z } from 'zod';
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

export const Member = z
  .object({
    staffId: z.string(),
    name: z.object({ ar: z.string(), en: z.string() }),
    roles: z.array(z.string()),
    groups: z.array(z.string()),
    departments: z.array(z.string()),
    absences: z.array(Absence),
    proposedAbsences: z.array(Absence).meta({ description: 'They give nobody rights until they are confirmed.' }),
  })
  .meta({ id: 'StaffMember' });

export function memberOf({ _id, name, roles, groups, departments, absences, proposedAbsences = [] }: StaffDocument) {
  const shown = (all: AbsenceDocument[]) => all.map((absence) => ({ ...absence, id: idOf(absence) }));
  return {
    ...{ staffId: _id, name, roles, groups, departments },
    ...{ absences: shown(absences), proposedAbsences: shown(proposedAbsences) },
  };
}

/** An absence that an earlier release entered is named by its beginning. */
export function idOf({ id, from }: AbsenceDocument): string {
  return id ?? from;
}
