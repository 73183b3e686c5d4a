import { survivorOf } from '../../db/customers.ts';
import { donorContacts } from '../../db/donor-contacts.ts';
import { type Command, type RefusalName, systemActor } from '../../domain/command.ts';
import type { DonorAsked } from '../../domain/lead/aspects/point-of-contact.ts';
import { signalCase } from '../../temporal/cases.ts';
import type { Context } from '../http/route.ts';

/** Donors, each with who is his point of contact now: of a merged one, that of the customer who goes on (N-08). */
export async function donorsAsked({ dependencies, pack }: Context, donors: string[]): Promise<DonorAsked[]> {
  const { database } = dependencies;
  const survivors = await Promise.all(donors.map((donor) => survivorOf(database, pack.id, donor)));
  const numbers = [...donors, ...survivors.flatMap((one) => one?.number ?? [])];
  const contacts = await donorContacts(database, pack.id, numbers);
  return donors.map((donor, place) => {
    const own = contacts.find((one) => one.donor === donor);
    const stands = contacts.find((one) => one.donor === survivors[place]?.number) ?? own;
    // What an appointment replaces is the entry of the number that it names.
    return { donor, contact: { person: stands?.person ?? null, version: own?.version ?? 0 } };
  });
}

/** A stranger's contact is refused and reported (N-08): the refusal itself leaves nothing in the lead. */
export async function reportStranger(
  { dependencies, found }: Context,
  refusal: RefusalName,
  { commandId, name, at, actor, body }: Command,
): Promise<void> {
  if (refusal !== 'NotPointOfContact') return;
  const address = { kind: 'lead' as const, organisation: found.organisation, number: found.number };
  const { donor } = body as { donor: string };
  await signalCase(dependencies.temporal, address, {
    name: 'report-stranger',
    commandId: `${commandId}:reported`,
    at,
    actor: systemActor,
    body: { by: actor.id, donor, command: name },
  });
}
