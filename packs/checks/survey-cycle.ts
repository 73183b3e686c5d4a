import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import type { surveyCycleEventNames } from '../vocabulary/kinds.ts';
import { clocksOf } from './pack-parts.ts';

/** What ends each step of a survey cycle: every one of them is somebody's in a time of its own (N-09). */
const stepEnds: (typeof surveyCycleEventNames)[number][] = [
  'prepared',
  'reviewed',
  'collectionClosed',
  'reported',
  'discussed',
  'stepsAgreed',
  'decided',
  'finished',
];

/** Every step has its clock, and nobody else’s clock counts from a programme’s end. */
export function checkSurveyCycle(pack: PackContent, source: PolicySource): Problem[] {
  return [...checkStepClocks(pack, source), ...checkProgrammeEnds(pack, source)];
}

function checkStepClocks({ kinds: { surveyCycle } }: PackContent, source: PolicySource): Problem[] {
  if (!surveyCycle) return [];
  const clocks = Object.values(surveyCycle.clocks);
  const { closes } = surveyCycle.collection;
  const ends = surveyCycle.steps.act ? [...stepEnds, 'donorsReported' as const] : stepEnds;
  const timed = ends.filter((end) => end !== 'collectionClosed' || closes === 'by-command');
  return timed
    .filter((end) => !clocks.some(({ stop }) => stop.on.includes(end)))
    .map((end) =>
      source.refusal(
        ['kinds', 'surveyCycle', 'clocks'],
        `No clock is stopped by \`${end}\`: that step could stay undone unheard.`,
      ),
    );
}

function checkProgrammeEnds(pack: PackContent, source: PolicySource): Problem[] {
  return clocksOf(pack)
    .filter(({ path, part }) => part.start.from === 'programmeEnd' && path[1] !== 'surveyCycle')
    .map(({ path, name }) =>
      source.refusal([...path, 'start'], `Clock \`${name}\`: only a survey cycle follows the end of a programme.`),
    );
}
