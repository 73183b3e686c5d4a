import { survivorOf } from '../../db/customers.ts';
import { contactPlace } from '../../db/donor-contacts.ts';
import { type Command, type RefusalName, systemActor } from '../../domain/command.ts';
import type { DonorAsked } from '../../domain/lead/aspects/point-of-contact.ts';
import { signalCase } from '../../temporal/cases.ts';
import type { Context } from '../http/route.ts';

/**
 * Donors of a lead, each with who is his point of contact now (N-08). A customer who has been merged since is the same
 * donor: he is named as the lead knows him, and his contact is that of the customer who goes on.
 */
export async function donorsAsked(context: Context, named: string[]): Promise<DonorAsked[]> {
  const { database } = context.dependencies;
  const places = await Promise.all(named.map((donor) => contactPlace(database, context.pack.id, donor)));
  const asked = await Promise.all(
    places.map(async ({ donor, goesOn, standing }) => ({
      donor: await asProspect(context, donor, goesOn),
      contact: { person: standing?.person ?? null, version: standing?.version ?? 0 },
    })),
  );
  return [...new Map(asked.map((one) => [one.donor, one])).values()];
}

/** The number by which the lead knows a donor; the number itself where he is none of its prospects. */
export async function prospectOf(context: Context, donor: string): Promise<string> {
  const goesOn = await survivorOf(context.dependencies.database, context.pack.id, donor);
  return asProspect(context, donor, goesOn?.number ?? donor);
}

async function asProspect({ dependencies, pack, found }: Context, donor: string, goesOn: string): Promise<string> {
  const prospects = found.view.detail.prospects as string[];
  if (prospects.includes(donor)) return donor;
  for (const prospect of prospects) {
    const survivor = await survivorOf(dependencies.database, pack.id, prospect);
    if (survivor?.number === goesOn) return prospect;
  }
  return donor;
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
