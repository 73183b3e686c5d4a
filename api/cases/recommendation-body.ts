/** What somebody recommends, and what others decide on it: its body as people send it, checked against staff and calendar. */
import { z } from 'zod';
import { followedAs } from '../../application/cases/followed-as.ts';
import { mustWorkHere } from '../../application/organisation/on-the-staff.ts';
import { invalid } from '../../application/refused.ts';
import { text } from '../../application/text.ts';
import type { Context } from '../http/route.ts';
import { mustBeAhead } from './future-instant.ts';

/** What somebody recommends: a step against a weak point, say. */
export const RecommendationBody = z.strictObject({
  text: text.meta({ description: 'What is to be done, and against which weak point.' }),
  owner: z.string().min(1).max(100).meta({ description: 'Staff id of who is to do it.' }),
  dueOn: z.iso.date().meta({ description: 'Local date by which.' }),
});

export const note = text.optional().meta({ description: 'What the others should know.' });

/** Decisions on recommendations, each with one of these verdicts. */
export function decisionsBody<Verdict extends string>(verdict: z.ZodType<Verdict>) {
  const Decision = z.strictObject({
    recommendation: z.string().min(1).max(10).meta({ description: 'Its id.' }),
    verdict,
    text: text.meta({ description: 'Why.' }),
    owner: RecommendationBody.shape.owner.optional().meta({ description: 'Left out: as it was proposed.' }),
    dueOn: RecommendationBody.shape.dueOn.optional().meta({ description: 'Left out: as it was proposed.' }),
  });
  return z.array(Decision).min(1).max(20);
}

interface Assigned {
  owner?: string | undefined;
  dueOn?: string | undefined;
}

/** @throws Refused `Invalid` if an owner does not work here, or a date has passed */
export async function mustBeAssignable(context: Context, path: string, given: readonly Assigned[]): Promise<void> {
  for (const [place, { owner, dueOn }] of given.entries()) {
    if (owner) await mustWorkHere(context, `${path}.${place}.owner`, owner);
    if (dueOn) mustBeAhead(context, `${path}.${place}.dueOn`, dueOn);
  }
}

/**
 * The decisions as a case takes them, and their words by recommendation.
 * @throws Refused `Invalid` if one recommendation is decided on twice, an owner does not work here, or a date has passed
 */
export async function decisionsIn<Given extends Assigned & { recommendation: string; verdict: string; text: string }>(
  context: Context,
  given: readonly Given[],
) {
  const ids = given.map(({ recommendation }) => recommendation);
  if (new Set(ids).size < ids.length) throw invalid('decisions', 'decide twice on one recommendation');
  await mustBeAssignable(context, 'decisions', given);
  const decisions = given.map(({ recommendation, verdict, owner = null, dueOn = null }) => ({
    ...{ recommendation, verdict: verdict as Given['verdict'], owner, dueOn },
    ...followedAs(context, { recommendation, verdict }),
  }));
  return { decisions, fields: Object.fromEntries(given.map((one) => [one.recommendation, one.text])) };
}
