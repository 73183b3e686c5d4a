import type { Database } from '../db/models.ts';
import { asMember, staffOf } from '../db/staff.ts';
import { absenceOf, type Member, standInsOf } from '../domain/stand-in.ts';
import type { PresenceRequest } from '../workflows/messages.ts';

/**
 * True where somebody is there who can take a step: who has one of the roles, or stands in for somebody absent who has,
 * and counts as nobody who may not.
 */
export async function isAnybodyThere(database: Database, request: PresenceRequest): Promise<boolean> {
  const members = (await staffOf(database, request.organisation)).map(asMember);
  return canAnybody(members, request);
}

/** The same over a directory at hand. */
export function canAnybody(members: Member[], { roles, skip, at }: PresenceRequest): boolean {
  const away = members.filter(({ absences }) => absences.length > 0);
  const isWanted = (held: { roles: string[] }) => held.roles.some((role) => roles.includes(role));
  return members.some((member) => {
    const standIns = standInsOf(member, away, at);
    const names = [member.id, ...standIns.map((standIn) => standIn.for)];
    if (names.some((name) => skip.includes(name))) return false;
    return (isWanted(member) && !absenceOf(member, at)) || standIns.some(isWanted);
  });
}
