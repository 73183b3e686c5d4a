import type { PackContent } from '../../schema/pack.ts';
import type { Clock } from '../../schema.ts';

type Rules = NonNullable<PackContent['kinds']['followedItem']>;

/** The clocks of a followed item, as those of other kinds. The day of `action` is only until the case puts the agreed date in its place. */
export function followedItemClocks({ action, judging }: Rules): Record<string, Clock> {
  return {
    action: {
      ...action,
      due: { calendarDays: 1 },
      start: { on: ['opened'], from: 'event' },
      stop: { on: ['completed'], need: 'any' },
    },
    judging: {
      ...judging,
      start: { on: ['completed'], from: 'event' },
      stop: { on: ['accepted', 'returned'], need: 'any' },
    },
  };
}
