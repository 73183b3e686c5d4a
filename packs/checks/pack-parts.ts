import type { KindOfPolicy } from '../kinds/kind-of-policy.ts';
import { type Decision, listed, type Named, type Placed, placed } from '../kinds/placed.ts';
import { kindsOfPolicy } from '../kinds.ts';
import type { Clock, Notice } from '../schema/clocks.ts';
import type { PackContent } from '../schema/pack.ts';

type Condition = NonNullable<Clock['when']>;

/** Something of every kind of case. */
function ofEachKind<T>(parts: (kind: KindOfPolicy) => T[]): T[] {
  return Object.values(kindsOfPolicy).flatMap(parts);
}

/** Every clock of every kind. */
export function clocksOf(pack: PackContent): Named<Clock>[] {
  return ofEachKind((kind) => kind.clocks(pack));
}

export function ladderStepsOf(pack: PackContent) {
  return Object.entries(pack.ladders).flatMap(([name, steps]) => listed(['ladders', name], steps));
}

export function noticesOf(pack: PackContent): Placed<Notice>[] {
  return ofEachKind((kind) => kind.notices(pack));
}

/** What holds for some cases only. */
export function conditionsOf(pack: PackContent): Placed<Condition>[] {
  const others = ofEachKind((kind) => kind.conditions?.(pack) ?? []);
  const holders = [...clocksOf(pack), ...ladderStepsOf(pack), ...noticesOf(pack), ...others];
  return holders.flatMap(({ path, part }) => (part.when ? [{ path: [...path, 'when'], part: part.when }] : []));
}

/** Every part that decides something and so must say where that comes from. */
export function decisionsOf(pack: PackContent): Decision[] {
  return [
    { path: ['document'], part: pack.document },
    { path: ['quietHours'], part: pack.quietHours },
    ...placed(['channels'], pack.channels),
    ...placed(['roles'], pack.roles),
    { path: ['independentRole'], part: pack.independentRole },
    ...Object.entries(pack.retention ?? {}).flatMap(([name, part]) =>
      part ? [{ path: ['retention', name], part }] : [],
    ),
    ...placed(['departments'], pack.departments),
    ...placed(['groups'], pack.groups),
    ...placed(['customerClasses'], pack.customerClasses),
    ...placed(['priorityGrounds'], pack.priorityGrounds),
    ...registryParts(pack),
    ...surveyParts(pack),
    ...placed(['guidance'], pack.guidance),
    ...(pack.addressing ? [{ path: ['addressing'], part: pack.addressing }] : []),
    ...ladderStepsOf(pack),
    ...clocksOf(pack),
    ...noticesOf(pack),
    ...ofEachKind((kind) => kind.decisions(pack)),
    ...reportsOf(pack),
  ];
}

/** The reports that are sent, each with the roles that get it. */
export function reportsOf(pack: PackContent) {
  return ofEachKind((kind) => kind.reports?.(pack) ?? []);
}

function registryParts({ registry }: PackContent): Decision[] {
  const { contacts, readers, interests, duplicates, consents, defaultClass } = registry;
  return [
    { path: ['registry'], part: registry },
    ...placed(['registry'], {
      contacts,
      readers,
      ...(interests ? { interests } : {}),
      ...(defaultClass ? { defaultClass } : {}),
      duplicates,
    }),
    ...placed(['registry', 'consents'], consents),
  ];
}

function surveyParts({ surveys }: PackContent): Decision[] {
  if (!surveys) return [];
  return [
    { path: ['surveys'], part: surveys },
    { path: ['surveys', 'paperForms'], part: surveys.paperForms },
    { path: ['surveys', 'openLink'], part: surveys.openLink },
    ...placed(['surveys', 'questionnaires'], surveys.questionnaires),
  ];
}
