/** The text of a version of the sandbox's calendar, as somebody hands it in. */
import type { Calendar } from '../../../domain/deadline/calendar.ts';

/** As the calendar given, with these days closed besides. */
export function calendarText(
  version: number,
  { zone, week, overlays, knownUntil }: Calendar,
  closed: string[],
): string {
  const more = closed.map((day) => ({ from: day, to: day, hours: [], name: `Holiday of ${day}` }));
  const named = [...overlays, ...more].map((one) => ({ ...one, nameAr: 'عطلة (مثال)', status: 'confirmed' }));
  return [
    'name: sandbox',
    `version: ${version}`,
    'title: { ar: "تقويم تجريبي", en: "Sandbox" }',
    `zone: ${zone}`,
    `week: ${JSON.stringify(week)}`,
    'overlays:',
    ...named.map((one) => `  - ${JSON.stringify(one)}`),
    `knownUntil: "${knownUntil}"`,
    '',
  ].join('\n');
}
