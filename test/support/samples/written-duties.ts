/** The procedures of a pack in one line a step, so that a test can hold them against what a clause says. */
import type { Procedure, ProcedureStep } from '../../../packs/kinds/procedure/schema.ts';
import { stepsAfter } from '../../../packs/kinds/procedure/steps.ts';
import type { Pack } from '../../../packs/schema.ts';
import { ownPack } from './policies-on-disk.ts';

export const policyOf = ownPack;

/** Each procedure of an organisation: its rule, what starts it, and its steps in order. */
export function dutiesOf(organisation: string) {
  const { procedure = {} } = ownPack(organisation).kinds;
  return Object.fromEntries(
    Object.entries(procedure).map(([id, one]) => [
      id,
      { rule: one.rule ?? one.source, begins: beginnings(one.trigger), steps: stepLines(one) },
    ]),
  );
}

function beginnings({ request, calendar, event }: Procedure['trigger']): string[] {
  return [
    ...(request ? [`asked by ${request.roles.join(', ')}`] : []),
    ...(calendar ? [byCalendar(calendar)] : []),
    ...(event ? [`on ${eventText(event)}`] : []),
  ];
}

function eventText(event: NonNullable<Procedure['trigger']['event']>): string {
  if (typeof event === 'string') return event;
  return 'breach' in event
    ? `breach of ${event.breach.clock} of a ${event.breach.kind}`
    : `target missed in ${event.targetMissed}`;
}

function byCalendar(calendar: NonNullable<Procedure['trigger']['calendar']>): string {
  if ('monthsAfterEnd' in calendar) return `${calendar.monthsAfterEnd} months after the last, first ${calendar.first}`;
  const { every, on, about } = calendar;
  const day = 'workingDay' in on ? `workingDay ${on.workingDay}` : `${on.weekday} ${on.nth}`;
  return `each ${every}, ${day}, about ${about}`;
}

function stepLines(procedure: Procedure): string[] {
  const before = stepsAfter(procedure);
  return Object.entries(procedure.steps).map(([id, step]) => `${id}: ${stepLine(step, before.get(id) ?? [])}`);
}

function stepLine(step: ProcedureStep, after: string[]): string {
  const { do: kind, roles, due, ladder, onlyIf, returnsTo, evaluators, report, isPublic } = step;
  const { dueOn, closes, fields, product, mustRecommend } = step;
  const asked = Object.entries(fields ?? {}).map(([id, { type, required }]) => `${id}${required ? '' : '?'} (${type})`);
  return [
    `${kind} by ${roles.join(', ')} in ${amount(due)}, ${ladder}`,
    ...(after.length > 0 ? [`after ${after.join(' and ')}`] : []),
    ...(onlyIf
      ? [
          `if ${[onlyIf]
            .flat()
            .map(({ step: earlier, found }) => `${earlier} found ${found}`)
            .join(' or ')}`,
        ]
      : []),
    ...(returnsTo ? [`or back to ${returnsTo}`] : []),
    ...(evaluators ? [`by ${evaluators}`] : []),
    ...(report ? [`with ${report}`] : []),
    ...(isPublic ? ['in public'] : []),
    ...(mustRecommend ? ['with recommendations'] : []),
    ...(dueOn ? [`due on ${dueOn.field} of ${dueOn.step}`] : []),
    ...(closes ? ['closed by then'] : []),
    ...(product ? [`once ${product} is there`] : []),
    ...(asked.length > 0 ? [`asks for ${asked.join(', ')}`] : []),
  ].join(', ');
}

/** Each ladder of an organisation: when, and who hears of it. */
export function laddersOf(organisation: string): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(ownPack(organisation).ladders).map(([name, rungs]) => [
      name,
      rungs.map(({ rung, tell }) => `${rungText(rung)}: ${tell.map((to) => to.replace('role:', '')).join(', ')}`),
    ]),
  );
}

function rungText(rung: Pack['ladders'][string][number]['rung']): string {
  if (rung === 'at') return 'at';
  return 'before' in rung ? `before ${amount(rung.before)}` : `after ${amount(rung.after)}`;
}

function amount(of: ProcedureStep['due']): string {
  const [[unit, count] = []] = Object.entries(of);
  return `${count} ${unit}`;
}
