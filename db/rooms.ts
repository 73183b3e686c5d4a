/** Rooms in which so much fits. Those who have a place in one stand in one document, so that of many at once each sees the others. */

import type { Database } from './database.ts';
import { insertedOnce } from './duplicate-key.ts';

export interface Place {
  /** Whose place it is; each has one. */
  holder: string;
  /** Whom it is counted for besides the room. */
  person?: string;
  /** How much of the room it takes. */
  size: number;
  /** From then on nobody has the place: the process that held it is gone. Null for a place for good. */
  until: string;
}

export interface RoomDocument {
  _id: string;
  /** Goes up with every change, so that of two changes at once the later one is made anew. */
  version: number;
  places: Place[];
}

/**
 * Changes who has a place in a room, as one step for all processes.
 * @param change the places as they shall be, of those that are held at that instant; null to leave them as they are
 * @returns the places as they are now; null if `change` has said so
 */
export async function changeRoom(
  database: Database,
  _id: string,
  at: string,
  change: (held: Place[]) => Place[] | null,
): Promise<Place[] | null> {
  for (;;) {
    const room = await database.rooms.findById(_id).lean<RoomDocument>();
    if (!room) {
      await insertedOnce(() => database.rooms.collection.insertOne({ _id, version: 0, places: [] } as never));
      continue;
    }
    const held = room.places.filter(({ until }) => until > at);
    const places = change(held);
    if (!places) return null;
    const { modifiedCount } = await database.rooms.collection.updateOne(
      { _id: _id as never, version: room.version },
      { $set: { places, version: room.version + 1 } },
    );
    if (modifiedCount === 1) return places;
  }
}

/** Gives a place back. Safe to repeat. */
export async function leaveRoom(database: Database, room: string, holder: string, at: string): Promise<void> {
  await changeRoom(database, room, at, (held) =>
    held.some((one) => one.holder === holder) ? held.filter((one) => one.holder !== holder) : null,
  );
}
