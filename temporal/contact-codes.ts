import type { Client } from '@temporalio/client';
import type { ContactToProve } from '../workflows/messages/upkeep.ts';
import { startCodeSending } from './registrations.ts';

/** Has the code of a complaint's customer sent; asked again it is the same sending. Needs no worker. */
export async function startContactCode(client: Client, request: ContactToProve): Promise<void> {
  const { organisation, number, code } = request;
  await startCodeSending(client, 'sendContactCode', `contact-code:${organisation}:${number}:${code}`, request);
}
