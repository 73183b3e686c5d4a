/** Where an appointment is: what was written for it, else the organisation's address for a meeting with the manager (G-07). */
import type { Database } from '../database.ts';
import { readTexts } from './vault.ts';

type Place = { ar: string; en: string };

/** @param where the id of the words that say it */
export async function placeOf(
  database: Database,
  { contact }: { contact?: { address: Place } | undefined },
  { kind, where }: { kind: string; where: string | undefined },
): Promise<Place | null> {
  const [words] = await readTexts(database, where === undefined ? [] : [where]);
  const place = words?.content.place;
  if (typeof place === 'string') return { ar: place, en: place };
  return kind === 'meet-manager' ? (contact?.address ?? null) : null;
}
