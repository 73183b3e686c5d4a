/** Whom an evaluation is about: whatever its evaluators name, or all that is on a register (F-13). */
import { detailOf } from '../../domain/details.ts';
import { hasFound } from '../../domain/procedure/course.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';
import { invalid } from '../refused.ts';
import { chosenIn } from './register.ts';
import { stepsMeant } from './steps-meant.ts';

/**
 * Nobody is evaluated twice by one person. Nobody on the register is left out, and nobody else is evaluated. What has ended may
 * be evaluated a last time.
 * @throws Refused `Invalid` if the subjects are others than the step asks for
 */
export async function mustBeSubjects(
  call: Pick<Call, 'dependencies' | 'found' | 'pack' | 'principal'>,
  { step, subjects }: { step?: string | undefined; subjects: readonly { id: string }[] },
): Promise<void> {
  const ids = subjects.map(({ id }) => id);
  // It would count twice in the mean.
  if (new Set(ids).size < ids.length) throw invalid('subjects', 'has one of them twice');
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
