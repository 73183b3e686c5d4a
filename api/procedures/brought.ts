/** What people bring in the steps of a procedure: words, what they found, and what they recommend. */

import { z } from 'zod';
import type { KeepWords } from '../../application/cases/execute-command.ts';
import type { VaultTextRef } from '../../domain/case/command.ts';
import { detailOf } from '../../domain/details.ts';
import type { Brought } from '../../domain/procedure/aspect.ts';
import { mustBeAssignable, RecommendationBody } from '../cases/recommendation-body.ts';
import type { Context } from '../http/route.ts';

export const step = z.string().min(1).max(60).optional().meta({
  description: 'Which step; left out if only one that is open takes the command.',
});

export const findings = z.array(z.string().min(1).max(60)).max(20).default([]).meta({
  description: 'Codes of what the step found, as the policy names them.',
});

export const recommendations = z.array(RecommendationBody).max(20).default([]).meta({
  description: 'What shall be done; a later step decides on each of it.',
});

interface Given {
  findings: string[];
  recommendations: (z.output<typeof RecommendationBody> & { subject?: string | undefined })[];
  text?: string | undefined;
  /** What was filled in with words, by the names of the fields. */
  words?: Record<string, string>;
}

/**
 * What somebody brings, with its words kept: those of each recommendation under its id.
 * @throws Refused `Invalid` if an owner does not work here, or a date has passed
 */
export async function brought(
  { findings: found, recommendations: given, text: said, words: filled = {} }: Given,
  context: Context,
  keep: KeepWords,
): Promise<Brought & { words: VaultTextRef | null }> {
  await mustBeAssignable(context, 'recommendations', given);
  const { view } = context.found;
  const count = detailOf(view, 'procedure').recommendations.length;
  const raised = given.map((one, place) => ({ ...one, id: `${view.round}-${count + place + 1}` }));
  const fields = { ...filled, ...Object.fromEntries(raised.map((one) => [one.id, one.text])) };
  const isSaid = said !== undefined || raised.length > 0;
  const content = {
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(said === undefined ? {} : { text: said }),
  };
  return {
    findings: found,
    recommendations: raised.map(({ id, owner, dueOn, subject }) => ({
      id,
      owner,
      dueOn,
      ...(subject === undefined ? {} : { subject }),
    })),
    words: isSaid ? await keep(content) : null,
  };
}

/** The same of a step that asks for words. */
export async function broughtInWords(
  given: Given & { text: string },
  context: Context,
  keep: KeepWords,
): Promise<Brought & { words: VaultTextRef }> {
  const { words, ...rest } = await brought(given, context, keep);
  if (!words) throw new Error('what is said in words has words');
  return { ...rest, words };
}
