import { kindsOfPolicy } from '../kinds.ts';
import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { ladderStepsOf } from './pack-parts.ts';

/** The person of an appointment is told of appointments only. */
export function checkAppointees(pack: PackContent, source: PolicySource): Problem[] {
  const notices = Object.values(kindsOfPolicy).flatMap(({ notices: of, namesAppointee = () => false }) =>
    of(pack).filter(
      ({ part: { to, on } }) => to === 'appointee' && !on.startsWith('appointment') && !namesAppointee(on),
    ),
  );
  const steps = ladderStepsOf(pack).filter(({ part }) => part.tell.includes('appointee'));
  return [...notices, ...steps].map(({ path }) =>
    source.refusal(path, '`appointee` is the person of an appointment: only a notice on an appointment event has one.'),
  );
}
