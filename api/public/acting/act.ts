/** Does what a form of the customer's page asks for, by the same commands as every other client's (S9, F-07, F-08, F-16). */

import { z } from 'zod';
import { attach } from '../../../application/attachments/attach.ts';
import { type GivenCommand, giveCommand } from '../../../application/cases/execute-command.ts';
import { survivorOf } from '../../../application/cases/find-case.ts';
import { meetingSlots } from '../../../application/complaints/meeting-slots.ts';
import { askForNewContact, newContactTaken, provenNewContact } from '../../../application/complaints/new-contact.ts';
import { meetingGivenBack, meetingTaken } from '../../../application/complaints/take-meeting.ts';
import { invalid, Refused } from '../../../application/refused.ts';
import { reachOf } from '../../../db/customer-keys.ts';
import { customerActor } from '../../../domain/command.ts';
import type { CaseView } from '../../../domain/view.ts';
import { uploadIn } from '../../attachments/upload-body.ts';
import { complaintCommandDefinitions } from '../../complaints/commands/index.ts';
import { faultsOf } from '../../http/error-to-problem.ts';
import type { Context, Reply } from '../../http/route.ts';
import { whereThereIsRoom } from '../upload-room.ts';
import { type CustomerAct, commandOf, customerActs } from './forms.ts';
import { bodyOf } from './given-body.ts';

/** What the page sends: the act, what proves the contact, and what was filled in. */
export const ActBody = z
  .strictObject({
    action: z.enum(customerActs).exclude(['attach']),
    grant: z.string().max(200).meta({ description: 'What a right code gave.' }),
    given: z.record(z.string(), z.string().max(10_000)).default({}).meta({ description: 'The fields of the form.' }),
  })
  .meta({ id: 'CustomerAct' });
export type ActBody = z.infer<typeof ActBody>;

/** The fields of a form of the page as this body: what was left open is left out. */
export function actFromForm({ action, grant, ...fields }: Record<string, unknown>): unknown {
  const given = Object.entries(fields).filter(([, value]) => typeof value !== 'string' || value.trim() !== '');
  return { action, grant, given: Object.fromEntries(given) };
}

/** @throws Refused 403 `CodeNeeded` where the grant is none of this case, or not any more. */
export async function mustBeGranted(context: Context, grant: string): Promise<void> {
  const { dependencies, found, receivedAt } = context;
  const { organisation, number } = found;
  const reach = await reachOf(dependencies.database, dependencies.secret, { organisation, number }, grant, receivedAt);
  if (reach === 'act') return;
  throw new Refused('CodeNeeded', 'Ask for a code: it goes to the contact that the case has.');
}

/** Gives the command; the view after it. */
export async function act(context: Context, { action, grant, given }: ActBody): Promise<CaseView> {
  await mustBeGranted(context, grant);
  if (action === 'correct-contact') {
    mustBeAllowed(await ofSurvivor(context), action);
    await askForNewContact(context, given.contact);
    return context.found.view;
  }
  const command = await commandFrom(context, action, given);
  const view = viewIn(
    await giveCommand(command.context, { ...command, actor: customerActor, principal: 'customer-page' }),
  );
  if (action === 'prove-contact') await newContactTaken(context);
  return view;
}

function mustBeAllowed({ found }: Context, action: CustomerAct): void {
  if (found.view.allowed.includes(commandOf(action))) return;
  throw new Refused('NotAllowedNow', 'This is not possible.');
}

/** Attaches the file of the form; the view after it. */
export async function attachByPage(
  context: Context,
  { grant, key }: { grant: string; key: string },
): Promise<CaseView> {
  await mustBeGranted(context, grant);
  const survivor = { ...(await ofSurvivor(context)), key, query: {} };
  const reply = await whereThereIsRoom(context, async () =>
    attach(survivor, customerActor, 'customer-page', await uploadIn(context.request)),
  );
  return viewIn(reply);
}

/** What is done under the number of a merged complaint is done in the one that goes on for it (R6). */
async function ofSurvivor(context: Context): Promise<Context> {
  return { ...context, found: await survivorOf(context.dependencies, context.found) };
}

function viewIn({ status, body }: Reply): CaseView {
  if (status === 200) return body as CaseView;
  throw new Refused('OutcomeUnknown', 'It has been taken; how it came out is not known yet.', { retryAfter: 5 });
}

type Made = Pick<GivenCommand, 'name' | 'toBody' | 'settled' | 'refused'> & { context: Context };

async function commandFrom(
  asked: Context,
  action: Exclude<ActBody['action'], 'correct-contact'>,
  given: Record<string, string>,
): Promise<Made> {
  const context = await ofSurvivor(asked);
  if (action === 'meet-manager') return meeting(context, given.at);
  const body =
    action === 'prove-contact'
      ? { ...(await provenNewContact(asked, given.code)), text: correctedByCustomer }
      : bodyOf(action, given);
  const definition = definitionOf(commandOf(action));
  const checked = definition.body.safeParse(body);
  if (!checked.success) {
    throw new Refused('Invalid', 'The form is not filled in right.', { errors: faultsOf(checked.error) });
  }
  const own = { ...context, body: checked.data };
  return {
    context: own,
    name: commandOf(action),
    toBody: (keep) => definition.toCommand(checked.data as never, own, keep),
    settled: async (view, taken) => definition.settled?.(own, view, taken as never) ?? view,
  };
}

/** What stands on record beside a contact that the customer has corrected. */
const correctedByCustomer = 'صححه العميل من صفحة طلبه، بعد رمز إلى وسيلة التواصل المسجلة ورمز إلى الجديدة.';

function definitionOf(command: string) {
  const known = Object.entries(complaintCommandDefinitions).find(([name]) => name === command);
  if (!known) throw new Refused('NotAllowedNow', 'This is not possible.');
  return known[1];
}

/** A meeting with the manager at one of the times that the page offers, which the customer has agreed to by choosing it. */
function meeting(context: Context, at: string | undefined): Made {
  const taken = async () => {
    const slot = (await meetingSlots(context)).find((one) => one.at === at);
    const manager = slot && (await meetingTaken(context, slot.at, slot.with));
    if (!manager) throw invalid('at', 'is not free any more: choose another time');
    return { kind: 'meet-manager', at: slot.at, with: manager, words: null };
  };
  return {
    context: { ...context, body: { at } },
    name: 'book-appointment',
    // Only now: the same form sent again is answered as the first time, which is when its time was free.
    toBody: taken,
    refused: async (_, { body }) => meetingGivenBack(context, body as Awaited<ReturnType<typeof taken>>),
  };
}
