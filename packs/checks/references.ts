import type { Path, PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import {
  categoriesOf,
  clocksOf,
  conditionsOf,
  internalCategoriesOf,
  ladderStepsOf,
  leadStepsOf,
  noticesOf,
  recordStepsOf,
  reportsOf,
  routesOf,
  surveyStepsOf,
} from './pack-parts.ts';

type Reference = { path: Path; name: string; kind: string; among: object };

/** Whatever a pack points at exists in it. */
export function checkReferences(pack: PackContent, source: PolicySource): Problem[] {
  return [
    ...peopleReferences(pack),
    ...conditionReferences(pack),
    ...guidanceReferences(pack),
    ...checklistReferences(pack),
    ...comparedFields(pack),
  ]
    .filter(({ name, among }) => !Object.hasOwn(among, name))
    .map(({ path, name, kind, among }) =>
      source.refusal(path, `There is no ${kind} \`${name}\` in this pack: it has ${Object.keys(among).join(', ')}.`),
    );
}

function peopleReferences(pack: PackContent): Reference[] {
  const told = [
    ...ladderStepsOf(pack).flatMap(({ path, part }) =>
      part.tell.map((to, at) => ({ path: [...path, 'tell', at], to })),
    ),
    ...noticesOf(pack).map(({ path, part }) => ({ path: [...path, 'to'], to: part.to })),
  ];
  return [
    { path: ['independentRole', 'role'], name: pack.independentRole.role, kind: 'role', among: pack.roles },
    ...told.flatMap(({ path, to }) =>
      to.startsWith('role:') ? [{ path, name: to.slice('role:'.length), kind: 'role', among: pack.roles }] : [],
    ),
    ...clocksOf(pack).map(({ path, part }) => ({
      path: [...path, 'ladder'],
      name: part.ladder,
      kind: 'ladder',
      among: pack.ladders,
    })),
    ...[...recordStepsOf(pack), ...surveyStepsOf(pack), ...leadStepsOf(pack)].flatMap(({ path, part }) =>
      part.roles.map((name, at) => ({ path: [...path, 'roles', at], name, kind: 'role', among: pack.roles })),
    ),
    ...(['recordChange', 'surveyCycle', 'followedItem'] as const).flatMap((kind) => {
      const rules = pack.kinds[kind];
      return rules ? [{ path: ['kinds', kind, 'group'], name: rules.group, kind: 'group', among: pack.groups }] : [];
    }),
    ...leadReferences(pack),
    ...(pack.kinds.complaint.register?.readers ?? []).map((name, at) => ({
      path: ['kinds', 'complaint', 'register', 'readers', at],
      name,
      kind: 'role',
      among: pack.roles,
    })),
    ...reportsOf(pack).flatMap(({ path, part }) =>
      part.to.map((name, at) => ({ path: [...path, 'to', at], name, kind: 'role', among: pack.roles })),
    ),
    ...internalCategoriesOf(pack).flatMap(({ path, part }) =>
      part.roles.map((name, at) => ({ path: [...path, 'roles', at], name, kind: 'role', among: pack.roles })),
    ),
    ...routesOf(pack).map(({ path, part }) => ({
      path: [...path, 'group'],
      name: part.group,
      kind: 'group',
      among: pack.groups,
    })),
    ...Object.entries(pack.groups).map(([name, group]) => ({
      path: ['groups', name, 'department'],
      name: group.department,
      kind: 'department',
      among: pack.departments,
    })),
  ];
}

function leadReferences(pack: PackContent): Reference[] {
  const rules = pack.kinds.lead;
  if (!rules) return [];
  const { category, channel, customerClass } = rules.relationProblem;
  const of = (key: string) => ['kinds', 'lead', 'relationProblem', key];
  return [
    { path: ['kinds', 'lead', 'group'], name: rules.group, kind: 'group', among: pack.groups },
    { path: of('category'), name: category, kind: 'category', among: categoryNames(pack) },
    { path: of('channel'), name: channel, kind: 'channel', among: pack.channels },
    { path: of('customerClass'), name: customerClass, kind: 'customer class', among: pack.customerClasses },
  ];
}

function conditionReferences(pack: PackContent): Reference[] {
  const lists = { channels: pack.channels, customerClasses: pack.customerClasses, categories: categoryNames(pack) };
  const kinds = { channels: 'channel', customerClasses: 'customer class', categories: 'category' };
  const keys = ['channels', 'customerClasses', 'categories'] as const;
  return conditionsOf(pack).flatMap(({ path, part }) =>
    keys.flatMap((key) =>
      (part[key] ?? []).map((name, at) => ({ path: [...path, key, at], name, kind: kinds[key], among: lists[key] })),
    ),
  );
}

function guidanceReferences(pack: PackContent): Reference[] {
  return Object.entries(pack.guidance).flatMap(([id, advice]) =>
    (advice.categories ?? []).map((name, at) => ({
      path: ['guidance', id, 'categories', at],
      name,
      kind: 'category',
      among: categoryNames(pack),
    })),
  );
}

function comparedFields(pack: PackContent): Reference[] {
  const fields = Object.fromEntries(categoriesOf(pack).flatMap(({ part }) => Object.entries(part.fields)));
  const path = ['kinds', 'complaint', 'duplicates', 'compare'];
  return pack.kinds.complaint.duplicates.compare.map((name, at) => ({
    path: [...path, at],
    name,
    kind: 'field of a category',
    among: fields,
  }));
}

function checklistReferences(pack: PackContent): Reference[] {
  return Object.entries(pack.kinds.complaint.checklists).flatMap(([id, list]) =>
    (list.categories ?? []).map((name, at) => ({
      path: ['kinds', 'complaint', 'checklists', id, 'categories', at],
      name,
      kind: 'category',
      among: categoryNames(pack),
    })),
  );
}

function categoryNames(pack: PackContent): object {
  return Object.fromEntries(categoriesOf(pack).map(({ name }) => [name, true]));
}
