/** Whom an evaluation is about: whatever its evaluators name, all that is on a register (F-13), or the groups of a report (F-12). */
import { detailOf } from '../../domain/details.ts';
import { hasFound } from '../../domain/procedure/course.ts';
import type { EvaluatedSubject } from '../../domain/procedure/evaluation.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';
import { invalid } from '../refused.ts';
import { type Evaluated, withFigures } from './figures-of-report.ts';
import { chosenIn } from './register.ts';
import { stepsMeant } from './steps-meant.ts';

type OnCase = Pick<Call, 'dependencies' | 'found' | 'pack' | 'principal'>;

interface Given {
  step?: string | undefined;
  subjects: EvaluatedSubject[];
}

/**
 * The subjects of an evaluation with all their values. Nobody is evaluated twice by one person.
 * @throws Refused `Invalid` if the subjects are others than the step asks for; and as `withFigures`
 */
export async function evaluatedSubjects(call: OnCase, given: Given): Promise<Evaluated> {
  const ids = given.subjects.map(({ id }) => id);
  // It would count twice in the mean.
  if (new Set(ids).size < ids.length) throw invalid('subjects', 'has one of them twice');
  const measured = await withFigures(call, given);
  if (measured) return measured;
  await mustBeNamed(call, given.step, ids);
  return { subjects: given.subjects };
}

/** Nobody on the register is left out, and nobody else is evaluated. What has ended may be evaluated a last time. */
async function mustBeNamed(call: OnCase, step: string | undefined, ids: readonly string[]): Promise<void> {
  if (!stepsMeant(call, 'evaluate', step).some(({ policy }) => policy?.ofRegister)) {
    if (ids.length === 0) throw invalid('subjects', 'is empty: name what is evaluated');
    return;
  }
  const registered = await onRegister(call);
  const strange = ids.filter((id) => !registered.some(({ code }) => code === id));
  if (strange.length > 0) throw invalid('subjects', `has ${strange.join(', ')}, which the register does not have`);
  const left = new Set(
    registered.filter(({ code, hasEnded }) => !hasEnded && !ids.includes(code)).map(({ code }) => code),
  );
  if (left.size > 0)
    throw invalid('subjects', `lacks ${[...left].join(', ')}: all that is on the register is evaluated`);
}

/** The codes of all that procedures have chosen whose register the procedure of this case evaluates. */
async function onRegister(
  call: Pick<Call, 'dependencies' | 'found' | 'pack'>,
): Promise<{ code: string; hasEnded: boolean }[]> {
  const { organisation, view } = call.found;
  const registers = Object.entries(pinnedPack(call).kinds.procedure ?? {}).flatMap(([id, { register }]) =>
    register?.evaluatedIn === view.category ? [{ id, register }] : [],
  );
  const all = await Promise.all(
    registers.map(async ({ id, register: { code: field, ends } }) => {
      const chosen = await chosenIn(call.dependencies.database, organisation, id, field);
      return chosen
        .filter(({ found }) => ['open', 'finished'].includes(found.view.status))
        .map(({ found, code }) => ({
          code,
          hasEnded: ends !== undefined && hasFound(detailOf(found.view, 'procedure').steps, ends),
        }));
    }),
  );
  return all.flat();
}
