import { namesAmong, type Reference } from '../kinds/placed.ts';
import { kindsOfPolicy } from '../kinds.ts';
import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { clocksOf, conditionsOf, ladderStepsOf, noticesOf, reportsOf } from './pack-parts.ts';

/** Whatever a pack points at exists in it. */
export function checkReferences(pack: PackContent, source: PolicySource): Problem[] {
  return [
    ...peopleReferences(pack),
    ...conditionReferences(pack),
    ...guidanceReferences(pack),
    ...Object.values(kindsOfPolicy).flatMap(({ references }) => references(pack)),
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
    ...namesAmong(['secondFactor', 'roles'], pack.secondFactor?.roles ?? [], 'role', pack.roles),
    ...told.flatMap(({ path, to }) =>
      to.startsWith('role:') ? [{ path, name: to.slice('role:'.length), kind: 'role', among: pack.roles }] : [],
    ),
    ...clocksOf(pack).map(({ path, part }) => ({
      path: [...path, 'ladder'],
      name: part.ladder,
      kind: 'ladder',
      among: pack.ladders,
    })),
    ...reportsOf(pack).flatMap(({ path, part }) => namesAmong([...path, 'to'], part.to, 'role', pack.roles)),
    ...Object.entries(pack.groups).map(([name, group]) => ({
      path: ['groups', name, 'department'],
      name: group.department,
      kind: 'department',
      among: pack.departments,
    })),
  ];
}

function conditionReferences(pack: PackContent): Reference[] {
  const lists = {
    channels: pack.channels,
    customerClasses: pack.customerClasses,
    categories: pack.kinds.complaint.categories,
  };
  const kinds = { channels: 'channel', customerClasses: 'customer class', categories: 'category' };
  const keys = ['channels', 'customerClasses', 'categories'] as const;
  return conditionsOf(pack).flatMap(({ path, part }) =>
    keys.flatMap((key) => namesAmong([...path, key], part[key] ?? [], kinds[key], lists[key])),
  );
}

function guidanceReferences(pack: PackContent): Reference[] {
  return Object.entries(pack.guidance).flatMap(([id, advice]) =>
    namesAmong(['guidance', id, 'categories'], advice.categories ?? [], 'category', pack.kinds.complaint.categories),
  );
}
