import type { Pack } from './schema.ts';

const order = ['normal', 'high', 'urgent'] as const;
export type Priority = (typeof order)[number];

/** The priority of a new case: the category's own, raised by whatever ground the customer has (G-01). */
export function priorityOf(pack: Pack, category: string, grounds: readonly string[]): Priority {
  const own = pack.kinds.complaint.categories[category]?.priority ?? 'normal';
  const raised = grounds.map((ground) => pack.priorityGrounds[ground]?.priority ?? 'normal');
  return [own, ...raised].reduce((highest, next) => (order.indexOf(next) > order.indexOf(highest) ? next : highest));
}
