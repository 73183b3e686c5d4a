import { changeRoom, leaveRoom } from '../../../db/rooms.ts';
import type { Dependencies } from '../../dependencies.ts';
import { Refused } from '../../refused.ts';

/** Files of one organisation that are read or prepared at one time, in whatever process. */
const mostOfOrganisation = 6;
/** So many of them may be one person's: whose files come slowly keeps no colleague waiting. */
const mostOfPerson = 2;

/** What a slow sender needs for 20 MB, in milliseconds: of a process that has died the place is free by then. */
const whileReading = 10 * 60_000;
/** More than a batch takes, whose beginning renews it. */
const whilePreparing = 60 * 60_000;

type Store = Pick<Dependencies, 'database'>;

export interface ImportPlace {
  organisation: string;
  /** A reading of a file, or the number of an import. */
  holder: string;
}

const roomOf = (organisation: string): string => `imports/${organisation}`;
const later = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

/**
 * Takes a place for reading one file. No file waits for another organisation's.
 * @throws Refused `Unavailable` if there is none
 */
export async function takePlace(
  { database }: Store,
  { organisation, holder }: ImportPlace,
  person: string,
  at: string,
): Promise<void> {
  const place = { holder, person, size: 1, until: later(at, whileReading) };
  const taken = await changeRoom(database, roomOf(organisation), at, (held) => {
    const isFull = held.length >= mostOfOrganisation;
    const ofPerson = held.filter((one) => one.person === person);
    return isFull || ofPerson.length >= mostOfPerson ? null : [...held, place];
  });
  if (taken) return;
  throw new Refused('Unavailable', 'Other imports are under way. Nothing was taken; try again.', {
    retryAfter: 30,
  });
}

/** Hands the place of a reading to the import that came of it. If it was asked for twice, the import has one already. */
export async function handPlace(
  { database }: Store,
  { organisation, holder }: ImportPlace,
  number: string,
  at: string,
): Promise<void> {
  await changeRoom(database, roomOf(organisation), at, (held) => {
    if (held.some((one) => one.holder === number)) return null;
    const until = later(at, whilePreparing);
    return held.map((one) => (one.holder === holder ? { ...one, holder: number, until } : one));
  });
}

/** Keeps the place of an import that goes on. */
export async function renewPlace(
  { database }: Store,
  { organisation, holder }: ImportPlace,
  person: string,
  at: string,
): Promise<void> {
  const place = { holder, person, size: 1, until: later(at, whilePreparing) };
  await changeRoom(database, roomOf(organisation), at, (held) => [
    ...held.filter((one) => one.holder !== holder),
    place,
  ]);
}

/** Gives a place back. Safe to repeat. */
export async function givePlaceBack(
  { database }: Store,
  { organisation, holder }: ImportPlace,
  at: string,
): Promise<void> {
  await leaveRoom(database, roomOf(organisation), holder, at);
}
