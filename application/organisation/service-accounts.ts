/** Service accounts of an organisation: who sees them, and how they come to be. */

import { randomBytes } from 'node:crypto';
import { keyHash, servicesOf } from '../../db/organisation/service-accounts.ts';
import { addStaff, findStaff, type StaffDocument, staffOf } from '../../db/organisation/staff.ts';
import type { ListedFields } from '../../domain/personal-class.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';
import { isRefusal } from '../staff/act.ts';
import { statusOf } from '../staff/life-cycle.ts';
import { blankService, serviceKeyMade, serviceProposed, type WantedService } from '../staff/service-accounts.ts';
import { askedBy, changePerson, factIdOf, problemOfRefusal, tellOf } from './change-staff.ts';

/** What of it says something about a person. */
export const serviceFields: ListedFields<ReturnType<typeof serviceOf>> = {
  ...{ staffId: 'open', name: 'open', status: 'open', roles: 'open', groups: 'open', departments: 'open' },
  ...{ scopes: 'open', keys: 'open', proposed: 'staff' },
};

/** A service account as those see it who look after it. */
export function serviceOf(service: StaffDocument, at: string) {
  const { _id, name, roles, groups, departments, scopes = [], serviceKeys = [], proposedService } = service;
  const { id: _, ...proposed } = proposedService ?? { id: '' };
  return {
    ...{ staffId: _id, name, status: service.active ? 'active' : statusOf(service, at) },
    ...{ roles, groups, departments, scopes },
    keys: serviceKeys.map(({ id, madeAt, until }) => ({ id, madeAt, until })),
    proposed: proposedService ? proposed : null,
  };
}

export type Service = ReturnType<typeof serviceOf>;

/** Every service account that there is or was. */
export async function listServices({ dependencies, pack, receivedAt }: Call): Promise<Service[]> {
  const found = await servicesOf(dependencies.database, pack.id);
  return found.map((service) => serviceOf(service, receivedAt));
}

/** What a service is asked for with. */
export type Wanted = WantedService & { name: string; title: StaffDocument['name'] };

/** The first of two. @throws Refused `Invalid`, `Forbidden` */
export async function proposeService(call: Call, { name, title, ...wanted }: Wanted): Promise<Service> {
  const { dependencies, pack, principal, receivedAt: at } = call;
  const { database } = dependencies;
  const staffId = `service:${pack.id}.${name}`;
  const id = factIdOf(call);
  const blank = blankService(pack.id, staffId, title);
  // Decided before anything is written, so that what is refused leaves nothing.
  const act = serviceProposed(askedBy(call, blank, await staffOf(database, pack.id), id), wanted);
  if (isRefusal(act)) throw problemOfRefusal(act);
  const fact = { id, type: act.type, at, by: principal.actor.id, detail: act.detail };
  const service = { ...blank, ...act.set };
  if (await addStaff(database, service, [fact])) {
    await tellOf(call, staffId, id);
    return serviceOf(service, at);
  }
  if (!(await findStaff(database, pack.id, staffId))) throw invalid('name', 'is on the staff already');
  const changed = await changePerson(
    call,
    (found, staff, factId) => serviceProposed(askedBy(call, found, staff, factId), wanted),
    staffId,
  );
  return serviceOf(changed, at);
}

/** A key that is shown this once: the directory has its hash. @throws Refused `NotFound`, `Forbidden`, `NotAllowedNow` */
export async function makeServiceKey(call: Call, overlapHours: number): Promise<{ key: string; overlapUntil: string }> {
  const overlapUntil = new Date(Date.parse(call.receivedAt) + overlapHours * 3_600_000).toISOString();
  const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(32).toString('base64url')];
  // Each asking makes another key, so no two of them are one act.
  const once = { ...call, key: id };
  await changePerson(once, (found, staff, factId) =>
    serviceKeyMade(askedBy(call, found, staff, factId), { key: { id, hash: keyHash(secret) }, overlapUntil }),
  );
  return { key: `${id}.${secret}`, overlapUntil };
}
