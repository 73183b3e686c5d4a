import type { Path } from '../load/policy-source.ts';
import type { Clock as ClockContent, Notice } from '../schema/clocks.ts';
import type { PackContent } from '../schema/pack.ts';
import { followedItemClocks } from '../slices/followed-item-clocks.ts';

type Condition = NonNullable<ClockContent['when']>;

/** A part of a pack and where it stands. */
export interface Placed<T> {
  path: Path;
  part: T;
}

const complaint = ['kinds', 'complaint'] as const;
const ticket = ['kinds', 'departmentTicket'] as const;
const change = ['kinds', 'recordChange'] as const;
const item = ['kinds', 'followedItem'] as const;
const cycle = ['kinds', 'surveyCycle'] as const;
const lead = ['kinds', 'lead'] as const;

function placed<T>(path: Path, parts: Record<string, T>): (Placed<T> & { name: string })[] {
  return Object.entries(parts).map(([name, part]) => ({ path: [...path, name], part, name }));
}

export function categoriesOf(pack: PackContent) {
  return placed([...complaint, 'categories'], pack.kinds.complaint.categories);
}

/** Of the categories of the organisation's own problems: to whom these are open. */
export function internalCategoriesOf(pack: PackContent) {
  return categoriesOf(pack).flatMap(({ path, part }) =>
    part.internal ? [{ path: [...path, 'internal'] as Path, part: part.internal }] : [],
  );
}

/** Every clock: those of all categories, then each category's own, then those of departments' tickets. */
export function clocksOf(pack: PackContent): (Placed<ClockContent> & { name: string })[] {
  const own = categoriesOf(pack).flatMap((category) => placed([...category.path, 'clocks'], category.part.clocks));
  return [
    ...placed<ClockContent>([...complaint, 'clocks'], pack.kinds.complaint.clocks),
    ...own,
    ...placed<ClockContent>([...ticket, 'clocks'], pack.kinds.departmentTicket.clocks),
    ...placed<ClockContent>([...change, 'clocks'], pack.kinds.recordChange.clocks),
    ...placed<ClockContent>([...cycle, 'clocks'], pack.kinds.surveyCycle?.clocks ?? {}),
    ...placed<ClockContent>([...item], pack.kinds.followedItem ? followedItemClocks(pack.kinds.followedItem) : {}),
    ...placed<ClockContent>([...lead, 'clocks'], pack.kinds.lead?.clocks ?? {}),
  ];
}

export function ladderStepsOf(pack: PackContent) {
  return Object.entries(pack.ladders).flatMap(([name, steps]) =>
    steps.map((part, index) => ({ path: ['ladders', name, index] as Path, part })),
  );
}

export function noticesOf(pack: PackContent): Placed<Notice>[] {
  const among = (path: Path, notices: Notice[]) =>
    notices.map((part, index) => ({ path: [...path, 'notices', index], part }));
  const { complaint: ofComplaints, departmentTicket: ofTickets, recordChange: ofChanges, lead: ofLeads } = pack.kinds;
  return [
    ...among([...complaint], ofComplaints.notices),
    ...among([...ticket], ofTickets.notices),
    ...among([...change], ofChanges.notices),
    ...among([...cycle], pack.kinds.surveyCycle?.notices ?? []),
    ...among([...item], pack.kinds.followedItem?.notices ?? []),
    ...among([...lead], ofLeads?.notices ?? []),
  ];
}

export function routesOf(pack: PackContent) {
  return pack.kinds.complaint.routes.map((part, index) => ({ path: [...complaint, 'routes', index] as Path, part }));
}

function dailyContactOf({ channels: _, ...rules }: PackContent['kinds']['complaint']['dailyContact']) {
  const present = Object.entries(rules).flatMap(([name, rule]) => (rule ? [[name, rule] as const] : []));
  return placed([...complaint, 'dailyContact'], Object.fromEntries(present));
}

export function conditionsOf(pack: PackContent): Placed<Condition>[] {
  const daily = dailyContactOf(pack.kinds.complaint.dailyContact);
  const holders = [...clocksOf(pack), ...ladderStepsOf(pack), ...noticesOf(pack), ...routesOf(pack), ...daily];
  return holders.flatMap(({ path, part }) => (part.when ? [{ path: [...path, 'when'], part: part.when }] : []));
}

/** The steps of a record change, each with the roles that take it. */
export function recordStepsOf(pack: PackContent) {
  return placed([...change, 'steps'], pack.kinds.recordChange.steps);
}

/** The same of a survey cycle, and of a followed item, where the pack has any. */
export function surveyStepsOf(pack: PackContent) {
  const { surveyCycle, followedItem } = pack.kinds;
  return [
    ...placed([...cycle, 'steps'], surveyCycle?.steps ?? {}),
    ...placed([...item, 'steps'], followedItem?.steps ?? {}),
  ];
}

function surveyCycleParts(pack: PackContent): Placed<{ rule?: string; source?: 'ours' }>[] {
  const { surveyCycle, followedItem } = pack.kinds;
  return [
    ...(surveyCycle
      ? [
          { path: [...cycle], part: surveyCycle },
          { path: [...cycle, 'collection'], part: surveyCycle.collection },
        ]
      : []),
    ...(followedItem ? [{ path: [...item], part: followedItem }] : []),
    ...surveyStepsOf(pack),
  ];
}

/** Who takes a part in leads: the steps, and the two approvals of contacts. */
export function leadStepsOf({ kinds }: PackContent) {
  if (!kinds.lead) return [];
  const { appointment, permission } = kinds.lead.contact;
  return [
    ...placed([...lead, 'steps'], kinds.lead.steps),
    ...placed([...lead, 'contact'], { appointment, permission }),
  ];
}

function leadParts(pack: PackContent): Placed<{ rule?: string; source?: 'ours' }>[] {
  const rules = pack.kinds.lead;
  if (!rules) return [];
  return [
    { path: [...lead], part: rules },
    { path: [...lead, 'relationProblem'], part: rules.relationProblem },
    ...placed([...lead, 'factors'], rules.factors),
    ...placed([...lead, 'reviewOutcomes'], rules.reviewOutcomes),
    ...leadStepsOf(pack),
  ];
}

/** Every part that decides something and so must say where that comes from. */
export function decisionsOf(pack: PackContent): Placed<{ rule?: string; source?: 'ours' }>[] {
  const { windows, returns, rounds, handOver, assignment, declineReasons, duplicates } = pack.kinds.complaint;
  const { claims, dailyContact, appointments, checklists, register } = pack.kinds.complaint;
  return [
    { path: ['document'], part: pack.document },
    { path: ['quietHours'], part: pack.quietHours },
    ...placed(['channels'], pack.channels),
    ...placed(['roles'], pack.roles),
    { path: ['independentRole'], part: pack.independentRole },
    ...placed(['departments'], pack.departments),
    ...placed(['groups'], pack.groups),
    ...placed(['customerClasses'], pack.customerClasses),
    ...placed(['priorityGrounds'], pack.priorityGrounds),
    ...registryParts(pack),
    ...surveyParts(pack),
    ...placed(['guidance'], pack.guidance),
    ...ladderStepsOf(pack),
    ...routesOf(pack),
    ...categoriesOf(pack),
    ...internalCategoriesOf(pack),
    ...(register ? [{ path: [...complaint, 'register'], part: register }] : []),
    ...clocksOf(pack),
    ...noticesOf(pack),
    ...placed([...complaint, 'windows'], windows),
    ...placed([...complaint, 'declineReasons'], declineReasons),
    { path: [...complaint, 'returns'], part: returns },
    { path: [...complaint, 'rounds'], part: rounds },
    { path: [...complaint, 'handOver'], part: handOver },
    { path: [...complaint, 'assignment'], part: assignment },
    { path: [...complaint, 'duplicates'], part: duplicates },
    ...dailyContactOf(dailyContact),
    ...(appointments ? [{ path: [...complaint, 'appointments'], part: appointments }] : []),
    ...placed([...complaint, 'checklists'], checklists),
    { path: [...complaint, 'claims'], part: claims },
    ...claims.approvals.map((part, index) => ({ path: [...complaint, 'claims', 'approvals', index], part })),
    { path: [...complaint, 'claims', 'goodwill'], part: claims.goodwill },
    ...placed([...complaint, 'claims', 'goodwill', 'benefits'], claims.goodwill.benefits),
    { path: [...ticket], part: pack.kinds.departmentTicket },
    { path: [...ticket, 'returns'], part: pack.kinds.departmentTicket.returns },
    { path: [...change], part: pack.kinds.recordChange },
    ...placed([...change, 'actions'], pack.kinds.recordChange.actions),
    ...recordStepsOf(pack),
    { path: [...change, 'separation'], part: pack.kinds.recordChange.separation },
    ...surveyCycleParts(pack),
    ...leadParts(pack),
    ...reportsOf(pack),
  ];
}

/** The reports that are sent, each with the roles that get it. */
export function reportsOf({ kinds }: PackContent) {
  const { lead: ofLeads, complaint: ofComplaints } = kinds;
  return [
    ...placed([...lead], ofLeads?.weeklyReport ? { weeklyReport: ofLeads.weeklyReport } : {}),
    ...placed(
      [...complaint, 'register'],
      ofComplaints.register?.summary ? { summary: ofComplaints.register.summary } : {},
    ),
  ];
}

function registryParts({ registry }: PackContent): Placed<{ rule?: string; source?: 'ours' }>[] {
  const { contacts, readers, interests, duplicates, consents } = registry;
  return [
    { path: ['registry'], part: registry },
    ...placed(['registry'], { contacts, readers, ...(interests ? { interests } : {}), duplicates }),
    ...placed(['registry', 'consents'], consents),
  ];
}

function surveyParts({ surveys }: PackContent): Placed<{ rule?: string; source?: 'ours' }>[] {
  if (!surveys) return [];
  return [
    { path: ['surveys'], part: surveys },
    { path: ['surveys', 'paperForms'], part: surveys.paperForms },
    { path: ['surveys', 'openLink'], part: surveys.openLink },
    ...placed(['surveys', 'questionnaires'], surveys.questionnaires),
  ];
}
