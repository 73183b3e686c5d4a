/** Inviting somebody: the entry of the directory begins with the proposal, and with nothing else. */

import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import {
  askedBy,
  changePerson,
  factIdOf,
  problemOfRefusal,
  tellOf,
} from '../../application/organisation/change-staff.ts';
import { invalid } from '../../application/refused.ts';
import { isRefusal } from '../../application/staff/act.ts';
import { blankPerson, type Invited, invited } from '../../application/staff/life-cycle.ts';
import { addStaff, findStaff, staffOf } from '../../db/staff.ts';
import { phoneNumber } from '../../packs/phone-number.ts';
import type { Context } from '../http/route.ts';
import { memberOf } from './staff-schema.ts';

const name = z.string().trim().min(1).max(200);
const names = z.array(z.string().min(1).max(100)).max(50);

export const InvitationBody = z.strictObject({
  staffId: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+([._-][a-z0-9]+)*$/, 'small letters, digits, and single dots or dashes between them')
    .meta({ description: 'Begins with the organisation’s id and a dot. Also the name to sign in with.' }),
  name: z.strictObject({ ar: name, en: name }),
  email: z.email().max(200),
  phone: z.string().max(30).default(''),
  language: z.enum(['ar', 'en']).default('ar'),
  roles: names.min(1),
  groups: names,
  departments: names.optional().meta({ description: 'Left out: those of the groups.' }),
});
type InvitationBody = z.infer<typeof InvitationBody>;

export function invite(context: Context<unknown, InvitationBody>) {
  return once(context, async () => {
    const body = invitedIn(context);
    const { dependencies, pack, principal, receivedAt: at } = context;
    const { database } = dependencies;
    const id = factIdOf(context);
    const blank = blankPerson(pack.id, body);
    // Decided before anything is written, so that an invitation that is refused leaves nothing.
    const act = invited(askedBy(context, blank, await staffOf(database, pack.id), id), body);
    if (isRefusal(act)) throw problemOfRefusal(act);
    const person = { ...blank, ...act.set };
    const fact = { id, type: act.type, at, by: principal.actor.id, detail: act.detail };
    if (await addStaff(database, person, [fact])) {
      await tellOf(context, person._id, id);
      return { status: 201, body: memberOf(person, at) };
    }
    // The id of somebody of another organisation is not told from one that is taken here.
    if (!(await findStaff(database, pack.id, body.staffId))) throw invalid('staffId', 'is on the staff already');
    const back = await changePerson(
      context,
      (found, staff, factId) => invited(askedBy(context, found, staff, factId), body),
      body.staffId,
    );
    return { status: 201, body: memberOf(back, at) };
  });
}

function invitedIn({ body, pack }: Context<unknown, InvitationBody>): Invited {
  const { departments, phone: given, ...rest } = body;
  if (!rest.staffId.startsWith(`${pack.id}.`)) throw invalid('staffId', `must begin with ${pack.id}.`);
  const phone = given === '' ? '' : phoneNumber(given, pack.country);
  if (phone === null) throw invalid('phone', 'is no telephone number');
  const own = rest.groups.flatMap((group) => pack.groups[group]?.department ?? []);
  return { ...rest, phone, departments: departments ?? [...new Set(own)] };
}
