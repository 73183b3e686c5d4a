import { randomUUID } from 'node:crypto';
import type { FormBody } from '../../../application/surveys/form-body.ts';
import { addQuestionnaire } from '../../../db/surveys/questionnaires.ts';
import { openSurvey, type Survey } from '../../../db/surveys/surveys.ts';
import { digest } from '../../../domain/digest.ts';
import { sampleQuestionnaire } from '../samples/sample-questionnaire.ts';
import type { ApiClient } from './api-client.ts';
import type { RunningApi } from './running-api.ts';

/** A survey with the form that has a question of every kind, open since yesterday unless said otherwise. */
export async function opened(api: RunningApi, organisation: string, change: Partial<Survey> = {}): Promise<Survey> {
  const content = sampleQuestionnaire;
  const questionnaire = { id: 'sample', version: 1, digest: digest(content) };
  const changed = { frozen: false, changedBy: 'somebody', changedAt: '2026-01-01T00:00:00Z' };
  await addQuestionnaire(api.database, { organisation, ...questionnaire, content, ...changed });
  const survey: Survey = {
    _id: `NC-S-${randomUUID().slice(0, 8)}:beneficiaries`,
    organisation,
    cycle: 'NC-S-EXAMPLE',
    audience: 'beneficiaries',
    programme: 'club',
    questionnaire,
    opensAt: new Date(Date.now() - 86_400_000).toISOString(),
    closesAt: null,
    ...change,
  };
  await openSurvey(api.database, survey);
  return survey;
}

export function addressOf({ organisation, _id }: Survey, where: 'public' | 'v1' = 'public'): string {
  return `/${where}/organisations/${organisation}/surveys/${_id}`;
}

/** A form that says how content somebody is, and perhaps more. */
export const form = (content: number, more: object = {}, person: Record<string, string> = {}): FormBody => ({
  answers: { content, ...more },
  person,
});

/** So many invitations to a survey, made by quality. */
export async function invitations(quality: ApiClient, survey: Survey, count: number): Promise<string[]> {
  const made = await quality.post(`${addressOf(survey, 'v1')}/invitations`, { count });
  return made.as<{ items: { invitation: string }[] }>().items.map(({ invitation }) => invitation);
}
