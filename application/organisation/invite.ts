/** Inviting somebody: the entry of the directory begins with the proposal, and with nothing else. */

import { addStaff, findStaff, staffOf } from '../../db/organisation/staff.ts';
import { phoneNumber } from '../../packs/phone-number.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';
import { isRefusal } from '../staff/act.ts';
import { blankPerson, type Invited, invited } from '../staff/life-cycle.ts';
import { type Member, memberOf } from '../staff/member.ts';
import { askedBy, changePerson, factIdOf, problemOfRefusal, tellOf } from './change-staff.ts';

/** What is said of somebody who is invited. Without departments: those of the groups. */
export type Invitation = Omit<Invited, 'departments'> & { departments?: string[] | undefined };

/** Proposes somebody new, or who comes back. @throws Refused `Invalid`, `Forbidden`, `SamePerson`, `NotAllowedNow` */
export async function invite(call: Call, invitation: Invitation): Promise<Member> {
  const { dependencies, pack, principal, receivedAt: at } = call;
  const { database } = dependencies;
  const asked = invitedIn(call, invitation);
  const id = factIdOf(call);
  const blank = blankPerson(pack.id, asked);
  // Decided before anything is written, so that an invitation that is refused leaves nothing.
  const act = invited(askedBy(call, blank, await staffOf(database, pack.id), id), asked);
  if (isRefusal(act)) throw problemOfRefusal(act);
  const person = { ...blank, ...act.set };
  const fact = { id, type: act.type, at, by: principal.actor.id, detail: act.detail };
  if (await addStaff(database, person, [fact])) {
    await tellOf(call, person._id, id);
    return memberOf(person, at);
  }
  // The id of somebody of another organisation is not told from one that is taken here.
  if (!(await findStaff(database, pack.id, asked.staffId))) throw invalid('staffId', 'is on the staff already');
  const back = await changePerson(
    call,
    (found, staff, factId) => invited(askedBy(call, found, staff, factId), asked),
    asked.staffId,
  );
  return memberOf(back, at);
}

function invitedIn({ pack }: Call, { departments, phone: given, ...rest }: Invitation): Invited {
  if (!rest.staffId.startsWith(`${pack.id}.`)) throw invalid('staffId', `must begin with ${pack.id}.`);
  const phone = given === '' ? '' : phoneNumber(given, pack.country);
  if (phone === null) throw invalid('phone', 'is no telephone number');
  const own = rest.groups.flatMap((group) => pack.groups[group]?.department ?? []);
  return { ...rest, phone, departments: departments ?? [...new Set(own)] };
}
