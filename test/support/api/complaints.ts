import { randomUUID } from 'node:crypto';
import { openingExamples } from '../../../api/complaints/opening-examples.ts';
import type { OpenedView } from '../../../application/complaints/open-complaint.ts';
import { signCommand } from '../../../db/command-signatures.ts';
import { type Command, customerActor, signedContent } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { isSpoken } from '../../../domain/complaint/aspects/statements.ts';
import { commandCase } from '../../../temporal/cases.ts';
import { type RunningApi, secret } from './running-api.ts';

/** Where the complaints of an organisation are. */
export const complaintsOf = (organisation: string) => `/v1/organisations/${organisation}/complaints`;

/** A body that an organisation takes, with changes. */
export function complaintBody(organisation: string, change: object = {}): Record<string, unknown> {
  return { ...(openingExamples[organisation]?.value as object), ...change };
}

/** A complaint that has been opened: its number, its address, and where it stands. */
export interface Opened {
  number: string;
  address: string;
  view: CaseView;
}

/** Opens a complaint as an agent of the organisation. */
export async function opened(api: RunningApi, organisation: string, change: object = {}): Promise<Opened> {
  const agent = api.as(`${organisation}.agent.1`);
  const answer = await agent.post(complaintsOf(organisation), complaintBody(organisation, change));
  // What staff are warned of stands beside the view and is no part of it.
  const { warnings: _, ...view } = answer.view as OpenedView;
  return { number: view.number, address: `${complaintsOf(organisation)}/${view.number}`, view };
}

/** How a customer said what staff record in their name. */
export const saidOnThePhone = () => ({
  channel: 'phone',
  at: new Date(Date.now() - 1000).toISOString(),
  text: 'قال العميل ذلك في مكالمة (مثال).',
});

/**
 * Opens a complaint and gives it commands one after the other, as the given person. Each must succeed. What only the
 * customer wants is recorded with how they said so. A withdrawal is the customer's own, and ends the case at once.
 */
export async function driven(
  api: RunningApi,
  organisation: string,
  commands: [command: string, body: object, by?: string][],
  change: object = {},
): Promise<Opened> {
  const { number, address, view: first } = await opened(api, organisation, change);
  let view = first;
  for (const [command, body, by = `${organisation}.agent.1`] of commands) {
    const said = isSpoken(command) && !('said' in body) ? { said: saidOnThePhone() } : {};
    view =
      command === 'withdraw' && !('said' in body)
        ? await withdrawnByCustomer(api, organisation, number)
        : (await api.as(by).post(`${address}/${command}`, { ...body, ...said })).view;
  }
  return { number, address, view };
}

/** Attaches a small document, as this person. @returns the id under which the case has it */
export async function attachedTo(api: RunningApi, by: string, address: string): Promise<string> {
  const headers = { 'content-type': 'text/plain', 'idempotency-key': randomUUID() };
  const answer = await api.as(by).send('POST', `${address}/attach?name=a.txt`, 'وكالة تجريبية (مثال)', headers);
  return answer.view.detail.attachments?.at(-1)?.attachment ?? '';
}

/** A command as the API gives it to a case: with its signature. */
export function signed(of: { organisation: string; number: string }, command: Command): Command {
  const { commandId, at, actor } = command;
  const taken = { ...of, commandId, at, by: actor.id, content: signedContent(command) };
  return { ...command, signature: signCommand({ secret }, taken) };
}

/** The customer withdraws it, as by a page of the product's: the view once it stands in the projection. */
export async function withdrawnByCustomer(api: RunningApi, organisation: string, number: string): Promise<CaseView> {
  const command = {
    name: 'withdraw',
    commandId: randomUUID(),
    at: new Date().toISOString(),
    actor: customerActor,
    body: { words: null },
  };
  const address = { kind: 'complaint' as const, organisation, number };
  await commandCase(api.temporal, address, signed({ organisation, number }, command));
  return api.projected(
    `${complaintsOf(organisation)}/${number}`,
    `${organisation}.agent.1`,
    ({ status }) => status === 'withdrawn',
  );
}
