/** Examples that work as they stand: an example that names people or departments is written out for each organisation. */
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { caseKinds } from '../../domain/kinds.ts';
import { takenBy } from '../../domain/procedure/takers.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Example, Route } from '../http/route.ts';

/**
 * What stands in an example for something else, in this order. First the organisation's id, as in `{organisation}.agent.1`,
 * and a department besides the care team's. Then the date of seven days ago, and the prefix of the organisation's numbers. At
 * last a procedure that people start, values that meet the targets of an evaluation, and a role that acknowledges.
 */
const places = ['{organisation}', '{department}', '{lastWeek}', '{prefix}', '{procedure}', '{values}', '{reader}'];

const week = 7 * MS_PER_DAY;

/** Which organisations have the operations of a path that contains this. */
const onlyWith: [path: string, has: (pack: Pack) => boolean][] = [
  ...caseKinds.map((kind): [string, (pack: Pack) => boolean] => [
    pathOf(kind),
    ({ kinds }) => kinds[kind] !== undefined,
  ]),
  // Elsewhere no earlier version has items that could go over to the newest.
  ['/followed-items/{number}/repin', ({ kinds }) => kinds.surveyCycle !== undefined],
  ['/questionnaires', ({ kinds }) => kinds.surveyCycle !== undefined],
  ['/surveys', ({ kinds }) => kinds.surveyCycle !== undefined],
  ['/programmes', hasProgrammes],
  ['/contributions', hasProgrammes],
  ['/donor-interests', ({ registry }) => registry.interests !== undefined],
  ['/registrations', ({ registry }) => registry.selfRegistration !== undefined],
  ['/tick-step', ({ kinds }) => Object.keys(kinds.complaint.checklists ?? {}).length > 0],
];

/** The path under which a kind of case has its operations: `/survey-cycles` of a `surveyCycle`. */
function pathOf(kind: string): string {
  return `/${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}s`;
}

/** Leads and survey cycles are about programmes: other organisations keep none. */
function hasProgrammes({ kinds }: Pack): boolean {
  return kinds.lead !== undefined || kinds.surveyCycle !== undefined;
}

/** Whether an organisation has the operation of a path: its policy has such cases, and has not switched the command off. */
export function isHad(path: string, pack: Pack): boolean {
  const [, command = ''] = /\/complaints\/\{number\}\/([\w-]+)$/.exec(path) ?? [];
  const isOff = ((pack.kinds.complaint.switchedOff ?? []) as readonly string[]).includes(command);
  const [, step = ''] = /\/procedures\/\{number\}\/([\w-]+)$/.exec(path) ?? [];
  if (isTaken(step, pack) === false) return false;
  return !isOff && onlyWith.every(([part, has]) => !path.includes(part) || has(pack));
}

/** False if no step of the organisation's procedures takes this command; undefined if it is none on a step. */
function isTaken(command: string, { kinds }: Pack): boolean | undefined {
  if (!Object.hasOwn(takenBy, command)) return undefined;
  const taking: readonly string[] = takenBy[command as keyof typeof takenBy];
  return Object.values(kinds.procedure ?? {}).some(
    ({ steps, trigger }) =>
      trigger.request !== undefined &&
      Object.values(steps).some(
        (one) => taking.includes(one.do) && (command !== 'return' || one.returnsTo !== undefined),
      ),
  );
}

/** The examples of a route as the document shows them: under the organisation's id if they differ. */
export function examplesOf({ path, examples = {} }: Route, packs: readonly Pack[]): Record<string, Example> {
  const having = packs.filter((pack) => isHad(path, pack));
  const shown = Object.entries(examples).flatMap(([name, example]): [string, Example][] => {
    const text = JSON.stringify(example.value);
    if (!places.some((place) => text.includes(place))) return [[name, example]];
    return having.map((pack) => [pack.id, { ...example, value: JSON.parse(writtenOut(text, pack)) as unknown }]);
  });
  return Object.fromEntries(shown);
}

function writtenOut(text: string, pack: Pack): string {
  const lastWeek = new Date(Date.now() - week).toISOString().slice(0, 10);
  return text
    .replaceAll('{organisation}', pack.id)
    .replaceAll('{prefix}', pack.prefix)
    .replaceAll('{department}', otherDepartment(pack))
    .replaceAll('{lastWeek}', lastWeek)
    .replaceAll('{procedure}', startedByPeople(pack))
    .replaceAll('{reader}', readerOf(pack))
    .replaceAll('"{values}"', JSON.stringify(targetsOf(pack)));
}

/** A department that the care team may ask: not the one that complaints go to when nothing leads them elsewhere. */
function otherDepartment({ departments, groups, kinds }: Pack): string {
  const own = groups[kinds.complaint.routes.at(-1)?.group ?? '']?.department;
  return Object.keys(departments).find((name) => name !== own) ?? '';
}

function startedByPeople({ kinds }: Pack): string {
  return Object.entries(kinds.procedure ?? {}).find(([, { trigger }]) => trigger.request)?.[0] ?? '';
}

/** The first step of a kind in procedures that people start. */
function firstStep({ kinds }: Pack, kind: string) {
  const started = Object.values(kinds.procedure ?? {}).filter(({ trigger }) => trigger.request);
  return started.flatMap(({ steps }) => Object.values(steps)).find((one) => one.do === kind);
}

function readerOf(pack: Pack): string {
  return firstStep(pack, 'acknowledge')?.roles[0] ?? 'agent';
}

/** The targets of the first step that evaluates. */
function targetsOf(pack: Pack): Record<string, number> {
  const criteria = Object.entries(firstStep(pack, 'evaluate')?.criteria ?? {});
  return Object.fromEntries(criteria.map(([name, { target }]) => [name, target]));
}
