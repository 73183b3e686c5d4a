import { kindsOfPolicy } from '../kinds.ts';
import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { Clock as ClockContent } from '../schema/clocks.ts';
import type { PackContent } from '../schema/pack.ts';
import { clocksOf } from './pack-parts.ts';

type Step = PackContent['ladders'][string][number];

/** Every clock can start, can stop, and is heard of by somebody when it is missed. */
export function checkClocks(pack: PackContent, source: PolicySource): Problem[] {
  const each = clocksOf(pack).flatMap(({ path, part, name }) => {
    const recurs = 'recurs' in part && part.recurs === true;
    const both = recurs ? undefined : part.start.on.find((event) => part.stop.on.includes(event));
    return [
      ...(both ? [source.refusal([...path, 'stop'], `Clock \`${name}\` is started and stopped by \`${both}\`.`)] : []),
      ...(part.start.from === 'complete' && !part.start.on.includes('accepted')
        ? [
            source.warning(
              [...path, 'start'],
              `Clock \`${name}\` counts from completeness but does not start on \`accepted\`.`,
            ),
          ]
        : []),
      ...(part.stop.on.some((event) => event === 'customerTold') && pack.reading !== 3
        ? [
            source.refusal(
              [...path, 'stop'],
              `Clock \`${name}\` waits until the customer has been told, which needs \`reading: 3\`.`,
            ),
          ]
        : []),
      ...idleWarnings(pack, part).map((message) =>
        source.warning([...path, 'ladder'], `Clock \`${name}\`: ${message}`),
      ),
    ];
  });
  return [...each, ...checkLadders(pack, source), ...checkProgrammeEnds(pack, source)];
}

/** A ladder has an end if, whatever the case, a person other than the owner hears that the due instant has come. */
function checkLadders(pack: PackContent, source: PolicySource): Problem[] {
  const used = new Set(clocksOf(pack).map(({ part }) => part.ladder));
  return Object.entries(pack.ladders).flatMap(([name, steps]) => {
    if (!used.has(name)) return [source.warning(['ladders', name], `No clock uses ladder \`${name}\`.`)];
    if (steps.some(endsLadder)) return [];
    const why = 'no step without `when`, at or after the due instant, tells a role';
    return [
      source.refusal(['ladders', name], `Ladder \`${name}\` has no end: ${why}, so a breach could stay unheard.`),
    ];
  });
}

function endsLadder(step: Step): boolean {
  const atOrAfter = step.rung === 'at' || 'after' in step.rung;
  return !step.when && atOrAfter && step.tell.some((recipient) => recipient.startsWith('role:'));
}

/** A warning that comes as long before the due instant as the clock lasts lies before its start. */
function idleWarnings(pack: PackContent, clock: ClockContent): string[] {
  return (pack.ladders[clock.ladder] ?? []).flatMap(({ rung }) => {
    if (rung === 'at' || !('before' in rung)) return [];
    const [unit, before] = Object.entries(rung.before)[0] ?? [];
    const due = Object.entries(clock.due).find(([dueUnit]) => dueUnit === unit)?.[1];
    return typeof due === 'number' && typeof before === 'number' && before >= due
      ? [`a rung ${before} ${unit} before a due instant that is ${due} ${unit} away can never fire.`]
      : [];
  });
}

function checkProgrammeEnds(pack: PackContent, source: PolicySource): Problem[] {
  return Object.values(kindsOfPolicy)
    .filter(({ followsProgramme }) => !followsProgramme)
    .flatMap(({ clocks }) => clocks(pack))
    .filter(({ part }) => part.start.from === 'programmeEnd')
    .map(({ path, name }) =>
      source.refusal([...path, 'start'], `Clock \`${name}\`: only a survey cycle follows the end of a programme.`),
    );
}
