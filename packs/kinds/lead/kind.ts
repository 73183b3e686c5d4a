import type { PackContent } from '../../schema/pack.ts';
import type { KindOfPolicy } from '../kind-of-policy.ts';
import { clocksAndNotices, groupReference, placed, type Reference, roleReferences } from '../placed.ts';
import { checkLeads } from './checks.ts';
import { leadRights, leadSliceFor } from './pinned-policy.ts';
import { leadCommandNames } from './vocabulary.ts';

const path = ['kinds', 'lead'];

/** Who takes a part in leads: the steps, and the two approvals of contacts. */
function stepsOf({ kinds }: PackContent) {
  if (!kinds.lead) return [];
  const { appointment, permission } = kinds.lead.contact;
  return [
    ...placed([...path, 'steps'], kinds.lead.steps),
    ...placed([...path, 'contact'], { appointment, permission }),
  ];
}

/** The complaint that a pledge opens which is not kept is one that the organisation knows. */
function relationReferences({ kinds, channels, customerClasses }: PackContent): Reference[] {
  if (!kinds.lead) return [];
  const { category, channel, customerClass } = kinds.lead.relationProblem;
  const of = (key: string) => [...path, 'relationProblem', key];
  return [
    { path: of('category'), name: category, kind: 'category', among: kinds.complaint.categories },
    { path: of('channel'), name: channel, kind: 'channel', among: channels },
    { path: of('customerClass'), name: customerClass, kind: 'customer class', among: customerClasses },
  ];
}

/** How a programme finds those who fund it. */
export const lead: KindOfPolicy = {
  clocks: ({ kinds }) => clocksAndNotices(path, kinds.lead).clocks,
  notices: ({ kinds }) => clocksAndNotices(path, kinds.lead).notices,
  decisions(pack) {
    const rules = pack.kinds.lead;
    if (!rules) return [];
    return [
      { path, part: rules },
      { path: [...path, 'relationProblem'], part: rules.relationProblem },
      ...placed([...path, 'factors'], rules.factors),
      ...placed([...path, 'reviewOutcomes'], rules.reviewOutcomes),
      ...stepsOf(pack),
    ];
  },
  commandNames: leadCommandNames,
  references: (pack) => [
    ...stepsOf(pack).flatMap((step) => roleReferences(pack, step)),
    ...(pack.kinds.lead ? [groupReference(pack, path, pack.kinds.lead)] : []),
    ...relationReferences(pack),
  ],
  reports: ({ kinds }) => placed(path, kinds.lead?.weeklyReport ? { weeklyReport: kinds.lead.weeklyReport } : {}),
  checks: [checkLeads],
  namesAppointee: (event) => event.startsWith('contact'),
  rights: leadRights,
  policyFor: (pack, { detail }) => leadSliceFor(pack, String(detail.programme)),
  categoryIsProgramme: true,
  titleOfCategory: () => undefined,
  titleOfClock: ({ lead: rules }, clock) => rules?.clocks[clock],
};
