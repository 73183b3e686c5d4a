/**
 * People's life cycle: invited, active, away, left. Each act is a value: what changes in somebody's entry, and the fact that
 * says who did it. Giving rights takes two people, and neither gains; taking them away takes one, and ends every session.
 */

import type { StaffDocument } from '../../db/organisation/staff.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { absenceOf } from '../../domain/stand-in.ts';
import type { Place } from '../../packs/rights/holds-rights.ts';
import { isManager } from '../../packs/rights/holds-rights.ts';
import type { Pack } from '../../packs/schema.ts';
import { type Asked, refuse, type StaffAct, type StaffRefusal } from './act.ts';
import { isMore, isSame, limitedRoles, placeFault, placeOf } from './place.ts';
import { appointedByNeither, mayGive, mayTake, objectionToGiving } from './who-may.ts';

export type StaffStatus = 'invited' | 'active' | 'away' | 'off' | 'left';
type Answer = StaffAct | StaffRefusal;

/** How long a code to come in is good. */
const entryDays = 7;

/** Where a person is in their life here. */
export function statusOf(person: StaffDocument, at: string): StaffStatus {
  if (person.leftAt) return 'left';
  if (person.active) return absenceOf(person, at) ? 'away' : 'active';
  return person.entry || person.proposedPlace?.why === 'invited' ? 'invited' : 'off';
}

/** The first of two: a place is proposed, and gives nothing yet. */
export function placeProposed(asked: Asked, why: 'invited' | 'changed' | 'switched-on', place: Place): Answer {
  const { person, by, id } = asked;
  if (person.type === 'service') return notOfServices();
  const fault = placeFault(asked.pack, place) ?? objectionToGiving(asked, place);
  if (fault) return fault;
  const proposedPlace = { id, why, ...placeOf(place), proposedBy: by._id };
  const detail = { person: person._id, why, ...placeOf(place) };
  return { type: 'placeProposed', detail, set: { proposedPlace } };
}

/** What is known of somebody who is invited. */
export interface Invited extends Place {
  staffId: string;
  name: StaffDocument['name'];
  email: string;
  phone: string;
  language: 'ar' | 'en';
}

/** Somebody new, or who comes back: without any right until a second person has confirmed it. */
export function invited(asked: Asked, { email, name, phone, language, ...place }: Invited): Answer {
  const { person, staff, at } = asked;
  const status = statusOf(person, at);
  const isNew = person.facts === undefined && !person.active && person.passwordHash === '';
  if (!isNew && status !== 'left') return refuse('Invalid', 'is on the staff already', 'staffId');
  // The code to come in goes there: a person who shares the address would come in for the other.
  if (staff.some((one) => one._id !== person._id && one.email.toLowerCase() === email.toLowerCase())) {
    return refuse('Invalid', 'is the address of somebody else on the staff', 'email');
  }
  const act = placeProposed(asked, 'invited', place);
  if ('refusal' in act) return act;
  return { ...act, detail: { ...act.detail, email }, set: { ...act.set, email, name, phone, language } };
}

/** The entry of somebody who is not there yet. */
export function blankPerson(organisation: string, { staffId, name, email, phone, language }: Invited): StaffDocument {
  return {
    ...{ _id: staffId, organisation, username: staffId, passwordHash: '', name, email, phone, language },
    ...{ roles: [], groups: [], departments: [], active: false, absences: [] },
  };
}

/** Another place: what is only less than before holds at once, anything else is proposed. */
export function placeChanged(asked: Asked, place: Place, reason: string): Answer {
  const { person, at, pack, by } = asked;
  const status = statusOf(person, at);
  if (status !== 'active' && status !== 'away') {
    return refuse('NotAllowedNow', `Somebody who is ${status} gets another place by being invited or switched on.`);
  }
  if (isSame(person, place)) return refuse('Invalid', 'is the place that this person has', 'roles');
  if (isMore(person, place)) return placeProposed(asked, 'changed', place);
  if (!mayTake(pack, by, person)) return mayNotTake();
  const detail = { person: person._id, ...placeOf(place), before: placeOf(person), reason };
  return { type: 'placeReduced', detail, set: { ...placeOf(place), proposedPlace: null, sessionsFrom: at } };
}

/** Switched on again: proposed with the place that the person had. */
export function switchingOn(asked: Asked): Answer {
  const status = statusOf(asked.person, asked.at);
  if (status !== 'off') return refuse('NotAllowedNow', `This person is ${status}, and not switched off.`);
  return placeProposed(asked, 'switched-on', asked.person);
}

/** The second of two: the rights hold from now on, and every session begun with others ends. */
export function placeConfirmed(asked: Asked): Answer {
  const { pack, staff, person, by, names, at, id } = asked;
  const proposed = person.proposedPlace;
  if (!proposed) return refuse('NotAllowedNow', 'Nothing waits to be confirmed for this person.');
  if (names.includes(proposed.proposedBy)) {
    return refuse('SamePerson', 'A second person confirms it, not the one who proposed it.');
  }
  const fault = placeFault(pack, proposed) ?? objectionToGiving(asked, proposed);
  if (fault) return fault;
  // The first may have lost the right, or come to gain, since.
  const first = staff.find(({ _id }) => _id === proposed.proposedBy);
  if (!first || objectionToGiving({ ...asked, by: first }, proposed)) {
    return refuse('NotAllowedNow', 'Whoever proposed it may not give these rights any more: it is proposed anew.');
  }
  const role = appointedByNeither(pack, proposed, [first, by]);
  if (role !== null) return refuse('Forbidden', `One of the two must be who appoints ${role}.`);
  // Without a password the person comes in by a code, and is active from then on.
  const isNew = person.passwordHash === '';
  const set = {
    ...placeOf(proposed),
    proposedPlace: null,
    leftAt: null,
    sessionsFrom: at,
    ...(isNew ? { entry: { id, until: entryUntil(at) } } : { active: true }),
  };
  const detail = {
    person: person._id,
    why: proposed.why,
    ...placeOf(proposed),
    before: placeOf(person),
    proposedBy: proposed.proposedBy,
  };
  return { type: 'placeConfirmed', detail, set, seats: limitedRoles(pack, proposed).map(({ role: name }) => name) };
}

/** A proposal that is not to be: refused by a person who could have confirmed it, or taken back. */
export function placeRefused({ pack, person, by, at }: Asked): Answer {
  const proposed = person.proposedPlace;
  if (!proposed) return refuse('NotAllowedNow', 'Nothing waits to be confirmed for this person.');
  if (![proposed.proposedBy, person._id].includes(by._id) && !mayGive(pack, by, proposed)) {
    return refuse('Forbidden', 'Whoever proposed it, the person, and those who give rights refuse it.');
  }
  // A person who was only invited never came.
  const gone = proposed.why === 'invited' ? { leftAt: person.leftAt ?? at } : {};
  const detail = { person: person._id, ...placeOf(proposed) };
  return { type: 'placeRefused', detail, set: { proposedPlace: null, ...gone } };
}

/** Everything is taken away at once, until two people switch the account on again. */
export function switchedOff({ pack, person, by, at }: Asked, reason: string): Answer {
  const status = statusOf(person, at);
  if (status === 'off' || status === 'left') return refuse('NotAllowedNow', `This person is ${status} already.`);
  if (!mayTake(pack, by, person)) return mayNotTake();
  return { type: 'switchedOff', detail: { person: person._id, reason }, set: shut(at) };
}

/** Every session of somebody ends: the account stays as it is, and the person signs in again. */
export function sessionsEnded({ pack, person, by, at }: Asked, reason: string): Answer {
  if (!person.active) return refuse('NotAllowedNow', 'Only somebody who works here has sessions.');
  if (!mayTake(pack, by, person)) return mayNotTake();
  return { type: 'sessionsEnded', detail: { person: person._id, reason }, set: { sessionsFrom: at } };
}

/** A person works here no more. If they come back, they are invited like anybody new. */
export function left({ pack, person, by, at }: Asked, reason: string): Answer {
  if (person.leftAt) return refuse('NotAllowedNow', 'This person has left already.');
  if (!mayTake(pack, by, person)) return mayNotTake();
  const detail = { person: person._id, reason, before: placeOf(person) };
  // Without a password, so that nothing but a new invitation leads back in.
  return { type: 'left', detail, set: { ...shut(at), leftAt: at, passwordHash: '' } };
}

/** A new way in: the password is void at once, and the person alone gets a code for another one. */
export function passwordReset({ pack, person, by, at, id }: Asked): Answer {
  if (person.type === 'service') return notOfServices();
  if (!person.active && !person.entry) return refuse('NotAllowedNow', 'Only somebody who works here comes in.');
  if (!mayTake(pack, by, person)) return mayNotTake();
  const set = { passwordHash: '', sessionsFrom: at, entry: { id, until: entryUntil(at) } };
  return { type: 'passwordReset', detail: { person: person._id }, set };
}

/**
 * A password that the operator of the server passes on by command line. A person who was invited comes in by it. It must be
 * changed first.
 */
export function passwordGiven({ pack, person, by, at }: Asked, passwordHash: string): Answer {
  if (person.type === 'service') return notOfServices();
  if (!person.active && !person.entry) return refuse('NotAllowedNow', 'Only somebody who works here comes in.');
  if (!mayTake(pack, by, person)) return mayNotTake();
  const set = { passwordHash, sessionsFrom: at, entry: null, active: true, mustChangePassword: true };
  return { type: 'passwordChanged', detail: { person: person._id, how: 'command line' }, set };
}

/** The first people of an organisation. While no two could give rights, the operator of the server gives them. */
export function founded(asked: Asked, place: Place): Answer {
  const { pack, staff, person, at, id } = asked;
  if (!isFounding(pack, staff)) return refuse('Forbidden', 'Two people who may give rights add somebody: name both.');
  const fault = placeFault(pack, place);
  if (fault) return fault;
  const set = { ...placeOf(place), entry: { id, until: entryUntil(at) } };
  const detail = { person: person._id, why: 'founded', ...placeOf(place), how: 'command line' };
  return { type: 'placeConfirmed', detail, set };
}

/** True while an organisation has not got two people who may give rights. */
export function isFounding(pack: Pack, staff: StaffDocument[]): boolean {
  return staff.filter((one) => isManager(pack, one)).length < 2;
}

/** No rights, no session, nothing that waits to give any, and no way in. */
function shut(at: string): Partial<StaffDocument> {
  return { active: false, sessionsFrom: at, proposedPlace: null, entry: null };
}

function notOfServices(): StaffRefusal {
  return refuse('NotAllowedNow', 'A service account has keys and a list of its own: see services.');
}

function mayNotTake(): StaffRefusal {
  return refuse(
    'Forbidden',
    'Rights are taken away by managers, the leader of an agent, and whoever appoints the role.',
  );
}

const entryUntil = (at: string) => new Date(Date.parse(at) + entryDays * MS_PER_DAY).toISOString();
