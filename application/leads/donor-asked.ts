import { z } from 'zod';
import { derivedText } from '../../db/derivations.ts';
import { contactPlace } from '../../db/leads/donor-contacts.ts';
import { survivorOf } from '../../db/registry/customers.ts';
import { type Actor, type Command, namesOf, type RefusalName, systemActor } from '../../domain/case/command.ts';
import { detailOf } from '../../domain/details.ts';
import { type DonorAsked, groundOf } from '../../domain/lead/aspects/point-of-contact.ts';
import { CaseEnded, signalCase } from '../../temporal/cases.ts';
import type { Call, FoundCase } from '../call.ts';
import { commandTold, idOfAsked } from '../cases/told-by-system.ts';

/**
 * Donors of a lead, each with their point of contact now (N-08). A customer who has been merged since is the same donor.
 * They are named as the lead knows them, with the contact of the customer who goes on.
 */
export async function donorsAsked(context: Call, named: string[]): Promise<DonorAsked[]> {
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

/** The number by which the lead knows a donor; the number itself if they are none of its prospects. */
export async function prospectOf(context: Call, donor: string): Promise<string> {
  const goesOn = await survivorOf(context.dependencies.database, context.pack.id, donor);
  return asProspect(context, donor, goesOn?.number ?? donor);
}

async function asProspect({ dependencies, pack, found }: Call, donor: string, goesOn: string): Promise<string> {
  const { prospects } = detailOf(found.view, 'lead');
  if (prospects.includes(donor)) return donor;
  for (const prospect of prospects) {
    const survivor = await survivorOf(dependencies.database, pack.id, prospect);
    if (survivor?.number === goesOn) return prospect;
  }
  return donor;
}

/**
 * A stranger's contact is refused and reported (N-08), also if the lead is at no step at which a contact would be
 * documented. The refusal itself leaves nothing in the lead.
 */
export async function reportStranger(context: Call, refusal: RefusalName, command: Command): Promise<void> {
  if (refusal !== 'NotPointOfContact' && refusal !== 'NotAllowedNow') return;
  const { donor, contact } = command.body as DonorAsked;
  await reportIfStranger(context, { donor, contact }, command);
}

/** The same for a user who reads the lead and may document no contact at all. */
export async function reportTurnedAway(
  context: Call,
  name: string,
  { body, key }: { body: unknown; key: string },
): Promise<void> {
  const { dependencies, found, principal, receivedAt } = context;
  const { donor } = Contacted.safeParse(body).data ?? {};
  if (donor === undefined) return;
  const [asked] = await donorsAsked(context, [donor]);
  if (!asked) return;
  const { actor } = principal;
  const commandId = derivedText(
    ...([dependencies.secret, 'turned-away'] as const),
    ...[found.organisation, found.number, name, actor.id, key],
  );
  await reportIfStranger(context, asked, { name, commandId, at: receivedAt, actor });
}

const Contacted = z.looseObject({ donor: z.string().min(1).max(30) });

/** True if the contact is one that no ground lets the actor document, as far as the lead is known. */
export function isOfStranger({ found, principal, receivedAt }: Call, { donor, contact }: DonorAsked): boolean {
  return isStranger(found, { donor, contact }, principal.actor, receivedAt);
}

function isStranger(found: FoundCase, asked: DonorAsked, actor: Actor, at: string): boolean {
  const { prospects, requests } = detailOf(found.view, 'lead');
  const ground = groundOf({ prospects, requests }, asked, actor, at);
  if (typeof ground !== 'object' || ground.no !== 'NotPointOfContact') return false;
  // As long as nobody is the donor's point of contact, the lead's officer is early and no stranger.
  const { owner } = found.view;
  return asked.contact.person !== null || owner === null || !namesOf(actor).includes(owner);
}

async function reportIfStranger(
  { dependencies, found }: Call,
  asked: DonorAsked,
  { name, commandId, at, actor }: Omit<Command, 'body'>,
): Promise<void> {
  if (!isStranger(found, asked, actor, at)) return;
  const address = { kind: 'lead' as const, organisation: found.organisation, number: found.number };
  const report = commandTold(dependencies, found, {
    name: 'report-stranger',
    commandId: idOfAsked(`${commandId}:reported`),
    ...{ at, actor: systemActor, body: { by: actor.id, donor: asked.donor, command: name } },
  });
  await signalCase(dependencies.temporal, address, report).catch((error: unknown) => {
    // A lead that is over takes no report: the refusal is on record all the same.
    if (!(error instanceof CaseEnded)) throw error;
  });
}
