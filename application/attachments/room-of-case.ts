/** The room that a customer's documents have in one complaint: what is kept and what is coming stand in one document (S13h). */
import type { Database } from '../../db/database.ts';
import { changeRoom, leaveRoom } from '../../db/rooms.ts';
import { customerActor } from '../../domain/case/command.ts';
import type { FoundCase } from '../call.ts';
import { Refused } from '../refused.ts';
import { attachmentsIn } from './attachments-in.ts';

const bytesOfCase = 50 * 1024 * 1024;
const hourMs = 3_600_000;

type Case = Pick<FoundCase, 'organisation' | 'number' | 'view'>;

const roomOf = ({ organisation, number }: Pick<Case, 'organisation' | 'number'>): string =>
  `documents/${organisation}/${number}`;
const hoursAfter = (at: string, hours: number): string => new Date(Date.parse(at) + hours * hourMs).toISOString();

/**
 * Takes as much room as a document may need, before its first byte comes. What the case itself shows counts by its size, so
 * that documents of an earlier release count too.
 * @throws Refused `TooLarge` if there is not so much
 */
export async function takeRoom(
  database: Database,
  of: Case,
  { upload, size, at }: { upload: string; size: number; at: string },
): Promise<void> {
  const own = attachmentsIn(of.view).filter(({ by }) => by === customerActor.id);
  const kept = new Map(own.map((one) => [one.attachment, one.size]));
  const taken = await changeRoom(database, roomOf(of), at, (held) => {
    // What the case shows is known there for good.
    const others = held.filter(({ holder }) => !kept.has(holder));
    const bytes = [...kept.values(), ...others.map((one) => one.size)].reduce((sum, one) => sum + one, 0);
    if (bytes + size > bytesOfCase) return null;
    return [...others, { holder: upload, size, until: hoursAfter(at, 2) }];
  });
  if (!taken) throw new Refused('TooLarge', 'The documents of one complaint may have 50 MB together.');
}

/** A document has come: it takes what it needs, until the case shows it or has let it go. */
export async function documentCame(
  database: Database,
  of: Case,
  { upload, size, at }: { upload: string; size: number; at: string },
): Promise<void> {
  const place = { holder: upload, size, until: hoursAfter(at, 72) };
  await changeRoom(database, roomOf(of), at, (held) => [...held.filter(({ holder }) => holder !== upload), place]);
}

/** A document is not kept, and takes no room. */
export async function giveRoomBack(database: Database, of: Case, upload: string, at: string): Promise<void> {
  await leaveRoom(database, roomOf(of), upload, at);
}
