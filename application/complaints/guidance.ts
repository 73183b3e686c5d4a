import { checklistsFor } from '../../packs/kinds/complaint/pinned-policy.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';

/** Care standards, rules of conduct, and the checklists of the complaint's category with who did what when (B-07, B-08, C-09). */
export function guidanceFor(call: Call) {
  const { category, round, detail } = call.found.view;
  const pack = pinnedPack(call);
  const stepsDone = detail.stepsDone ?? [];
  const doneIn = (step: string) => {
    const found = stepsDone.find((done) => done.step === step && done.round === round);
    return found ? { by: found.by, at: found.at } : null;
  };
  const holding = new Set(checklistsFor(pack, category));
  return {
    guidance: Object.entries(pack.guidance)
      .filter(([, { categories }]) => categories?.includes(category) ?? true)
      .map(([id, { rule = 'ours', title, items }]) => ({ id, source: rule, title, items })),
    checklists: Object.entries(pack.kinds.complaint.checklists)
      .filter(([, list]) => holding.has(list))
      .map(([id, { rule = 'ours', title, steps }]) => ({
        id,
        source: rule,
        title,
        steps: Object.entries(steps).map(([step, words]) => ({ step, title: words, done: doneIn(step) })),
      })),
  };
}
