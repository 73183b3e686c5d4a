/** By what figures are told apart. Each dimension stands here once. */
import type { Wording } from '../packs/schema.ts';
import { type ComplaintFacts, none } from './complaint-facts.ts';

/** One value that a measure takes of a case, with what it belongs to besides the case. */
export interface Found {
  value: number;
  /** What the value is a part of, if the measure is a quotient. */
  outOf?: number;
  clock?: string;
  rung?: number;
  /** Staff id. */
  agent?: string | null;
  contactChannel?: string;
}

interface Dimension {
  title: Wording;
  /** True if all values of a case are in one group, whatever else a value belongs to. */
  isOfCase?: true;
  /** The key of the group; null if the value belongs to none of this dimension. */
  of(one: ComplaintFacts, found: Found): string | null;
}

const dimensionsByName = {
  channel: { title: { ar: 'القناة', en: 'Channel' }, isOfCase: true, of: ({ channel }) => channel },
  category: { title: { ar: 'النوع', en: 'Category' }, isOfCase: true, of: ({ category }) => category },
  'customer-class': {
    ...{ title: { ar: 'فئة العميل', en: 'Customer class' }, isOfCase: true },
    of: ({ customerClass }) => customerClass ?? none,
  },
  group: { title: { ar: 'الفريق', en: 'Team' }, isOfCase: true, of: ({ group }) => group },
  department: { title: { ar: 'الإدارة', en: 'Department' }, isOfCase: true, of: ({ department }) => department },
  /** The field of the form that the policy marks: an organisation’s centres, branches or offices. */
  place: { title: { ar: 'المركز أو الفرع', en: 'Centre or branch' }, isOfCase: true, of: ({ place }) => place },
  clock: { title: { ar: 'الموعد', en: 'Deadline' }, of: (_one, { clock }) => clock ?? null },
  rung: {
    title: { ar: 'درجة التصعيد', en: 'Rung' },
    of: (_one, { clock, rung }) => (rung === undefined ? null : `${clock} ${rung}`),
  },
  'contact-channel': {
    title: { ar: 'قناة التواصل مع العميل', en: 'Channel of contact' },
    of: (_one, { contactChannel }) => contactChannel ?? null,
  },
  /** Who did it; of what is not done, who owns the case. */
  agent: {
    title: { ar: 'الموظف', en: 'Member of staff' },
    of: ({ owner }, { agent }) => (agent === undefined ? owner : agent) ?? none,
  },
} satisfies Record<string, Dimension>;

export type DimensionName = keyof typeof dimensionsByName;
export const dimensions: Record<DimensionName, Dimension> = dimensionsByName;
