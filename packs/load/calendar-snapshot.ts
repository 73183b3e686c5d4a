import type { CalendarSnapshot } from '../../domain/case/case.ts';
import type { CalendarFile } from '../schema.ts';

/** A calendar as a case is pinned to it: what deadlines need and no more. */
export function snapshotOf(file: CalendarFile): CalendarSnapshot {
  const { name, version, hash, zone, week, knownUntil } = file;
  const overlays = file.overlays.map((overlay) => ({
    from: overlay.from,
    to: overlay.to,
    name: overlay.name,
    ...(overlay.hours ? { hours: overlay.hours } : {}),
    ...(overlay.week ? { week: overlay.week } : {}),
  }));
  return { name, version, hash, calendar: { zone, week, overlays, knownUntil } };
}
