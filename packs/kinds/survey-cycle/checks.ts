import type { SurveyCycleFact } from '../../../domain/survey-cycle/facts.ts';
import type { PolicySource } from '../../load/policy-source.ts';
import type { Problem } from '../../load/problem.ts';
import type { PackContent } from '../../schema/pack.ts';

/** What ends each step of a survey cycle: every one of them is somebody's in a time of its own (N-09). */
const stepEnds: SurveyCycleFact['type'][] = [
  'prepared',
  'reviewed',
  'collectionClosed',
  'reported',
  'discussed',
  'stepsAgreed',
  'decided',
  'finished',
];

/** Every step has its clock. */
export function checkStepClocks({ kinds: { surveyCycle } }: PackContent, source: PolicySource): Problem[] {
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
