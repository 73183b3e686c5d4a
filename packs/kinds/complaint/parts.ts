import type { Clock, Notice } from '../../schema/clocks.ts';
import type { PackContent } from '../../schema/pack.ts';
import type { Report } from '../kind-of-policy.ts';
import {
  clocksAndNotices,
  type Decision,
  groupReference,
  listed,
  type Named,
  namesAmong,
  type Placed,
  placed,
  type Reference,
  roleReferences,
} from '../placed.ts';

const path = ['kinds', 'complaint'];

/** Every category that a complaint can have. */
export function categoriesOf({ kinds }: PackContent) {
  return placed([...path, 'categories'], kinds.complaint.categories);
}

/** For each category of the organisation's own problems, the part that says to whom it is open. */
function internalCategoriesOf(pack: PackContent): Placed<{ roles: string[]; rule?: string; source?: 'ours' }>[] {
  return categoriesOf(pack).flatMap(({ path: at, part }) =>
    part.internal ? [{ path: [...at, 'internal'], part: part.internal }] : [],
  );
}

/** To which group each complaint goes. */
export function routesOf({ kinds }: PackContent) {
  return listed([...path, 'routes'], kinds.complaint.routes);
}

function dailyContactOf({ kinds }: PackContent) {
  const { channels: _, ...rules } = kinds.complaint.dailyContact;
  const present = Object.entries(rules).flatMap(([name, rule]) => (rule ? [[name, rule] as const] : []));
  return placed([...path, 'dailyContact'], Object.fromEntries(present));
}

/** The clocks of every category, then those of each. */
export function complaintClocks(pack: PackContent): Named<Clock>[] {
  return [
    ...clocksAndNotices(path, pack.kinds.complaint).clocks,
    ...categoriesOf(pack).flatMap((category) => placed<Clock>([...category.path, 'clocks'], category.part.clocks)),
  ];
}

export function complaintNotices({ kinds }: PackContent) {
  const { notices } = clocksAndNotices(path, kinds.complaint);
  return [...notices, ...partNotices(kinds.complaint).flatMap(({ at, own }) => listed([...path, ...at], own))];
}

type Rules = PackContent['kinds']['complaint'];

/** The notices that parts of the kind bring, and where in it they stand. */
export function partNotices(rules: Rules): { at: string[]; own: Notice[] }[] {
  return [
    { at: ['identification', 'notices'], own: rules.identification?.notices ?? [] },
    { at: ['representatives', 'notices'], own: rules.representatives?.notices ?? [] },
    { at: ['merging'], own: noticesOfUndoing(rules) },
  ];
}

/** The customer who was told of a merging is told if it is undone. */
function noticesOfUndoing({ merging, notices }: Rules): Notice[] {
  if (!merging) return [];
  const told = notices.filter(({ on, to }) => on === 'merged' && to === 'customer');
  return told.map((notice) => ({ ...notice, on: 'mergeUndone' as const, template: merging.undone }));
}

/** What holds for some complaints only, besides clocks and messages. */
export function complaintConditions(pack: PackContent) {
  return [...routesOf(pack), ...dailyContactOf(pack)];
}

/** The report of the register that is sent each week. */
export function complaintReports({ kinds }: PackContent): Report[] {
  const summary = kinds.complaint.register?.summary;
  return placed([...path, 'register'], summary ? { summary } : {});
}

/** What decides something about complaints. */
export function complaintDecisions(pack: PackContent): Decision[] {
  const { windows, returns, rounds, handOver, assignment, declineReasons, duplicates } = pack.kinds.complaint;
  const { claims, appointments, checklists, register, identification, replyStandard, merging } = pack.kinds.complaint;
  const { representatives, letters, incidents, anonymous } = pack.kinds.complaint;
  return [
    ...routesOf(pack),
    ...categoriesOf(pack),
    ...internalCategoriesOf(pack),
    ...(register ? [{ path: [...path, 'register'], part: register }] : []),
    ...placed([...path, 'windows'], windows),
    ...placed([...path, 'declineReasons'], declineReasons),
    { path: [...path, 'returns'], part: returns },
    { path: [...path, 'rounds'], part: rounds },
    { path: [...path, 'handOver'], part: handOver },
    { path: [...path, 'assignment'], part: assignment },
    { path: [...path, 'duplicates'], part: duplicates },
    ...(merging ? [{ path: [...path, 'merging'], part: merging }] : []),
    ...(incidents ? [{ path: [...path, 'incidents'], part: incidents }] : []),
    ...dailyContactOf(pack),
    ...(appointments ? [{ path: [...path, 'appointments'], part: appointments }] : []),
    ...(identification ? [{ path: [...path, 'identification'], part: identification }] : []),
    ...placed([...path, 'identification', 'questions'], identification?.questions ?? {}),
    ...(replyStandard ? [{ path: [...path, 'replyStandard'], part: replyStandard }] : []),
    ...(representatives ? [{ path: [...path, 'representatives'], part: representatives }] : []),
    ...(letters ? [{ path: [...path, 'letters'], part: letters }] : []),
    ...(anonymous ? [{ path: [...path, 'anonymous'], part: anonymous }] : []),
    ...placed([...path, 'representatives', 'relations'], representatives?.relations ?? {}),
    ...placed([...path, 'checklists'], checklists),
    { path: [...path, 'claims'], part: claims },
    ...listed([...path, 'claims', 'approvals'], claims.approvals),
    { path: [...path, 'claims', 'goodwill'], part: claims.goodwill },
    ...placed([...path, 'claims', 'goodwill', 'benefits'], claims.goodwill.benefits),
  ];
}

/** Whom, which groups, categories and fields the rules of complaints name. */
export function complaintReferences(pack: PackContent): Reference[] {
  const {
    register,
    duplicates,
    checklists,
    categories,
    identification,
    representatives,
    letters,
    incidents,
    anonymous,
  } = pack.kinds.complaint;
  const fields = Object.fromEntries(Object.values(categories).flatMap((category) => Object.entries(category.fields)));
  return [
    ...namesAmong([...path, 'register', 'readers'], register?.readers ?? [], 'role', pack.roles),
    ...internalCategoriesOf(pack).flatMap((part) => roleReferences(pack, part)),
    ...routesOf(pack).map(({ path: at, part }) => groupReference(pack, at, part)),
    ...placed([...path, 'checklists'], checklists).flatMap(({ path: at, part }) =>
      namesAmong([...at, 'categories'], part.categories ?? [], 'category', categories),
    ),
    ...(identification ? identificationReferences(pack, identification, fields) : []),
    ...(representatives ? roleReferences(pack, { path: [...path, 'representatives'], part: representatives }) : []),
    ...(letters ? roleReferences(pack, { path: [...path, 'letters'], part: letters }) : []),
    ...namesAmong([...path, 'incidents', 'answersApprovedBy'], incidents?.answersApprovedBy ?? [], 'role', pack.roles),
    ...(anonymous ? roleReferences(pack, { path: [...path, 'anonymous'], part: anonymous }) : []),
    ...namesAmong([...path, 'anonymous', 'categories'], anonymous?.categories ?? [], 'category', categories),
    ...namesAmong([...path, 'duplicates', 'compare'], duplicates.compare, 'field of a category', fields),
    ...Object.entries(categories).flatMap(([category, { fields: own }]) =>
      placed([...path, 'categories', category, 'fields'], own).flatMap(({ path: at, part: { requiredOf = [] } }) =>
        namesAmong([...at, 'requiredOf'], requiredOf, 'customer class', pack.customerClasses),
      ),
    ),
  ];
}

type Identification = NonNullable<PackContent['kinds']['complaint']['identification']>;

function identificationReferences(pack: PackContent, part: Identification, fields: object): Reference[] {
  const at = [...path, 'identification'];
  const asked = Object.entries(part.questions).flatMap(([id, { of }]) =>
    typeof of === 'object'
      ? namesAmong([...at, 'questions', id, 'of', 'field'], [of.field], 'field of a category', fields)
      : [],
  );
  return [
    ...roleReferences(pack, { path: at, part }),
    ...namesAmong([...at, 'channels'], part.channels, 'channel', pack.channels),
    ...asked,
  ];
}
