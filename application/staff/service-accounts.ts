/**
 * Accounts of other systems: in the directory as people are, and given by two. Each may do what its list names, as far as its
 * role reaches, and decides nothing. It has keys instead of a password (decision 33).
 */
import type { StaffDocument } from '../../db/organisation/staff.ts';
import type { Place } from '../../packs/rights/holds-rights.ts';
import { type Asked, refuse, type StaffAct, type StaffRefusal } from './act.ts';
import { limitedRoles, placeFault, placeOf } from './place.ts';
import { mayGive, objectionToGiving } from './who-may.ts';

type Answer = StaffAct | StaffRefusal;

export interface WantedService extends Place {
  scopes: string[];
}

/** The entry of a service that is not there yet. */
export function blankService(organisation: string, id: string, name: StaffDocument['name']): StaffDocument {
  return {
    ...{ _id: id, organisation, type: 'service', username: id, passwordHash: '', name, email: '', phone: '' },
    ...{ language: 'ar', roles: [], groups: [], departments: [], scopes: [], active: false, absences: [] },
  };
}

/** The first of two: nothing is given yet. */
export function serviceProposed(asked: Asked, { scopes, ...place }: WantedService): Answer {
  const { pack, person, by, id } = asked;
  if (person.type !== 'service') return refuse('NotAllowedNow', 'This is a person, and no service account.');
  const fault = placeFault(pack, place) ?? objectionToGiving(asked, place);
  if (fault) return fault;
  if (limitedRoles(pack, place).length > 0) return refuse('Invalid', 'is held by people alone', 'roles');
  const proposedService = { id, ...placeOf(place), scopes, proposedBy: by._id };
  const detail = { person: person._id, ...placeOf(place), scopes };
  return { type: 'serviceProposed', detail, set: { proposedService } };
}

/** The second of two: the account is there from now on. Tokens that were made before are void. */
export function serviceConfirmed(asked: Asked): Answer {
  const { person, staff, names, at } = asked;
  const proposed = person.proposedService;
  if (!proposed) return refuse('NotAllowedNow', 'Nothing waits to be confirmed for this account.');
  if (names.includes(proposed.proposedBy)) {
    return refuse('SamePerson', 'A second person confirms it, not the one who proposed it.');
  }
  const fault = placeFault(asked.pack, proposed) ?? objectionToGiving(asked, proposed);
  if (fault) return fault;
  const first = staff.find(({ _id }) => _id === proposed.proposedBy);
  if (!first || objectionToGiving({ ...asked, by: first }, proposed)) {
    return refuse('NotAllowedNow', 'Whoever proposed it may not give these rights any more: it is proposed anew.');
  }
  const { scopes, proposedBy } = proposed;
  const detail = { person: person._id, ...placeOf(proposed), before: placeOf(person), scopes, proposedBy };
  const set = { ...placeOf(proposed), scopes, proposedService: null, active: true, leftAt: null, sessionsFrom: at };
  return { type: 'serviceConfirmed', detail, set };
}

/** Another key. Those before it are good until an instant, so that the other system can change over. */
export function serviceKeyMade(
  { pack, person, by, at }: Asked,
  { key, overlapUntil }: { key: { id: string; hash: string }; overlapUntil: string },
): Answer {
  if (person.type !== 'service') return refuse('NotAllowedNow', 'This is a person, and no service account.');
  if (!person.active) return refuse('NotAllowedNow', 'The account is not there, or is switched off.');
  if (!mayGive(pack, by, person)) {
    return refuse('Forbidden', 'Rights are given by managers, and by whoever the policy has appoint the role.');
  }
  const standing = (person.serviceKeys ?? []).filter(({ until }) => until === null || until > at);
  const earlier = standing.map((one) => ({ ...one, until: sooner(one.until, overlapUntil) }));
  const serviceKeys = [...earlier, { ...key, madeAt: at, until: null }];
  return { type: 'serviceKeyMade', detail: { person: person._id, key: key.id, overlapUntil }, set: { serviceKeys } };
}

const sooner = (one: string | null, other: string) => (one !== null && one < other ? one : other);
