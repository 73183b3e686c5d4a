import type { Client } from '@temporalio/client';
import type { SurveyInvitations } from '../workflows/messages/upkeep.ts';
import { startCodeSending } from './registrations.ts';

/** Has customers asked to answer a survey; asked again under the same key it is the same sending. Needs no worker. */
export async function startInvitations(client: Client, request: SurveyInvitations, key: string): Promise<void> {
  await startCodeSending(client, 'inviteToSurvey', `invitations:${request.survey}:${key}`, request);
}
