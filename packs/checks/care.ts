import type { Path, PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { categoriesOf, ladderStepsOf, noticesOf } from './pack-parts.ts';

/** Each step is ticked off once in a category, and the person of an appointment is told of appointments only. */
export function checkCare(pack: PackContent, source: PolicySource): Problem[] {
  return [...checkSteps(pack, source), ...checkAppointees(pack, source)];
}

function checkSteps(pack: PackContent, source: PolicySource): Problem[] {
  const lists = Object.entries(pack.kinds.complaint.checklists);
  return categoriesOf(pack).flatMap(({ name: category }) => {
    const holding = new Map<string, string>();
    return lists
      .filter(([, { categories }]) => categories?.includes(category) ?? true)
      .flatMap(([list, { steps }]) =>
        Object.keys(steps).flatMap((step) => {
          const other = holding.get(step);
          holding.set(step, list);
          const path = ['kinds', 'complaint', 'checklists', list, 'steps', step];
          const message = `Step \`${step}\` stands in \`${other}\` too, and both hold for category \`${category}\`.`;
          return other ? [source.refusal(path, message)] : [];
        }),
      );
  });
}

function checkAppointees(pack: PackContent, source: PolicySource): Problem[] {
  const isNamed = (path: Path, on: string) =>
    on.startsWith('appointment') || (path[1] === 'lead' && on.startsWith('contact'));
  const notices = noticesOf(pack).filter(({ path, part }) => part.to === 'appointee' && !isNamed(path, part.on));
  const steps = ladderStepsOf(pack).filter(({ part }) => part.tell.includes('appointee'));
  return [...notices, ...steps].map(({ path }) =>
    source.refusal(path, '`appointee` is the person of an appointment: only a notice on an appointment event has one.'),
  );
}
