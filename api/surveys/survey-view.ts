import { z } from 'zod';
import type { Survey } from '../../application/surveys/survey-in.ts';
import type { Context } from '../http/route.ts';
import { publicUrlOf } from '../public/public-url.ts';

/** A survey as those see it who keep it. */
export const SurveyView = z
  .object({
    survey: z.string(),
    cycle: z.string(),
    audience: z.enum(['beneficiaries', 'donors']),
    programme: z.string(),
    questionnaire: z.object({ id: z.string(), version: z.int(), digest: z.string() }),
    opensAt: z.string(),
    closesAt: z.string().nullable(),
    link: z.string().meta({ description: 'The open link, for everybody.' }),
  })
  .meta({ id: 'Survey' });

type Addressed = Pick<Context, 'dependencies' | 'pack'>;

/** Where people answer. */
export function linkTo({ dependencies, pack }: Addressed, { organisation, _id }: Survey): string {
  return new URL(`/public/organisations/${organisation}/surveys/${_id}`, publicUrlOf(dependencies, pack)).href;
}

export function surveyView(context: Addressed, survey: Survey) {
  const { _id, cycle, audience, programme, questionnaire, opensAt, closesAt } = survey;
  const link = linkTo(context, survey);
  return { survey: _id, cycle, audience, programme, questionnaire, opensAt, closesAt, link };
}
