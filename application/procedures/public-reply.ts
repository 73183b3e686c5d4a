/** What is carried out in public: its words are read by everybody (F-17). */
import { detailOf } from '../../domain/details.ts';
import { stepsTaking } from '../../domain/procedure/takers.ts';
import { privateIn } from '../../packs/words/confidential.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';
import { invalid } from '../refused.ts';

/** @throws Refused `Invalid` if the step is public and its words hold what is not for everybody */
export function mustBeForEverybody(
  call: Pick<Call, 'dependencies' | 'found' | 'pack'>,
  { step, text }: { step?: string | undefined; text: string },
): void {
  const { view } = call.found;
  const pack = pinnedPack(call);
  const { steps = {} } = pack.kinds.procedure?.[view.category] ?? {};
  const open = stepsTaking(detailOf(view, 'procedure'), 'carry-out');
  const meant = step === undefined ? open : open.filter(({ id }) => id === step);
  if (!meant.some(({ id }) => steps[id]?.isPublic) || privateIn(text, pack).length === 0) return;
  throw invalid('text', 'is read by everybody: it holds a number or an address that is not for everybody');
}
