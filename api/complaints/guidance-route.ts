import { z } from 'zod';
import { pinnedPack } from '../../application/cases/pinned-pack.ts';
import { checklistsFor } from '../../packs/kinds/complaint/pinned-policy.ts';
import { type Context, type Route, route } from '../http/route.ts';

const wording = z.object({ ar: z.string(), en: z.string() });

const Guidance = z.object({
  guidance: z.array(z.object({ id: z.string(), source: z.string(), title: wording, items: z.array(wording) })),
  checklists: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      title: wording,
      steps: z.array(
        z.object({ step: z.string(), title: wording, done: z.object({ by: z.string(), at: z.string() }).nullable() }),
      ),
    }),
  ),
});

/** What staff who work on the complaint should have at hand: care standards, conduct, and the steps of its category. */
export function guidanceRoute(address: string): Route {
  return route({
    method: 'get',
    path: `${address}/guidance`,
    operationId: 'getComplaintGuidance',
    summary: 'Care standards, rules of conduct, and the checklist with who did what when (B-07, B-08, C-09)',
    tag: 'complaints',
    permission: 'signed-in',
    ofCase: 'Complaint',
    replies: { 200: { description: 'In the version that the case is pinned to.', schema: Guidance } },
    handle: async (context) => ({ status: 200, body: guidanceFor(context) }),
  });
}

function guidanceFor(context: Context): z.infer<typeof Guidance> {
  const { category, round, detail } = context.found.view;
  const pack = pinnedPack(context);
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
