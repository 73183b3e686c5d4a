import { isOfAnswer } from '../../../../domain/complaint/answer-clock.ts';
import type { Path, PolicySource } from '../../../load/policy-source.ts';
import type { Problem } from '../../../load/problem.ts';
import type { Clock as ClockContent } from '../../../schema/clocks.ts';
import type { PackContent } from '../../../schema/pack.ts';
import { categoriesOf, complaintClocks } from '../parts.ts';

/** Every complaint is answered in a time of its own, in each round, and clocks have one name each. */
export function checkAnswerClocks(pack: PackContent, source: PolicySource): Problem[] {
  return [...checkOverall(pack, source), ...checkCategoryClocks(pack, source), ...checkNames(pack, source)];
}

function checkOverall(pack: PackContent, source: PolicySource): Problem[] {
  return complaintClocks(pack)
    .filter(({ path, part }) => part.overall && !hasRoundClock(pack, path))
    .map(({ path, name }) =>
      source.refusal(
        [...path, 'overall'],
        `Clock \`${name}\` is one limit over all rounds, and no other clock of an answer begins with a later round.`,
      ),
    );
}

/** True if a later round has a clock of the answer that is its own. */
function hasRoundClock(pack: PackContent, path: Path): boolean {
  const common = Object.values(pack.kinds.complaint.clocks);
  const category = path[2] === 'categories' ? pack.kinds.complaint.categories[String(path[3])] : undefined;
  return [...common, ...Object.values(category?.clocks ?? {})].some(
    (clock) => !clock.overall && !clock.when && clock.start.on.includes('roundOpened') && isOfAnswer(clock),
  );
}

function checkCategoryClocks(pack: PackContent, source: PolicySource): Problem[] {
  const common = Object.values(pack.kinds.complaint.clocks);
  const answers = (clock: ClockContent) => !clock.when && isOfAnswer(clock);
  return categoriesOf(pack)
    .filter(({ part }) => ![...common, ...Object.values(part.clocks)].some(answers))
    .map(({ path, name }) =>
      source.refusal(path, `Category \`${name}\` has no clock that an answer stops: it could stay open for ever.`),
    );
}

function checkNames(pack: PackContent, source: PolicySource): Problem[] {
  return categoriesOf(pack).flatMap(({ path, part, name }) =>
    Object.keys(part.clocks)
      .filter((clock) => Object.hasOwn(pack.kinds.complaint.clocks, clock))
      .map((clock) =>
        source.refusal(
          [...path, 'clocks', clock],
          `Category \`${name}\` and the clocks of every category both have a clock \`${clock}\`.`,
        ),
      ),
  );
}
