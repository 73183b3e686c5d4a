import type { StaffDocument } from '../../db/organisation/staff.ts';
import { startAbsence } from '../../temporal/absences.ts';
import type { Call } from '../call.ts';
import type { StaffAct } from '../staff/act.ts';
import { type Member, memberOf } from '../staff/member.ts';
import { changePerson } from './change-staff.ts';

/** What is done with an absence of somebody, by the directory as it stands. */
export type AbsenceAct = (call: Call, person: StaffDocument, staff: StaffDocument[], id: string) => StaffAct;

/**
 * Changes an absence and has what it means for waiting cases looked at when it begins; the entry afterwards.
 * @throws Refused as the act does, `NotFound`, `StaleBase`
 */
export async function changeAbsence(call: Call, act: AbsenceAct): Promise<Member> {
  const { dependencies, pack, receivedAt } = call;
  const person = await changePerson(call, (found, staff, id) => act(call, found, staff, id));
  const ahead = person.absences.filter(({ to }) => Date.parse(to) > Date.parse(receivedAt));
  for (const { from } of ahead) {
    const begins = { organisation: pack.id, staffId: person._id, from };
    await startAbsence(dependencies.temporal, begins, new Date(receivedAt));
  }
  return memberOf(person, receivedAt);
}
