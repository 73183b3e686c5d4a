/** What the forms of the customer's page send, and the commands that they are (S9, F-07, F-08, F-16). */

import { z } from 'zod';
import {
  actAsCustomer,
  askToCorrectContact,
  attachAsCustomer,
  type CustomerCommand,
  correctionByCode,
  meetManager,
  mustBeGranted,
  ofSurvivor,
} from '../../../application/complaints/act-as-customer.ts';
import { newContactTaken } from '../../../application/complaints/customer/new-contact.ts';
import { mustBeWithin } from '../../../application/complaints/customer/representation.ts';
import { Refused } from '../../../application/refused.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { uploadIn } from '../../attachments/upload-body.ts';
import { complaintCommandDefinitions } from '../../complaints/commands/index.ts';
import { faultsOf } from '../../http/error-to-problem.ts';
import type { Context } from '../../http/route.ts';
import { whereThereIsRoom } from '../upload-room.ts';
import { commandOf, customerActs } from './acts.ts';
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

/** Gives the command; the view after it. @throws Refused `CodeNeeded` if the grant is none of this case, or not any more */
export async function act(context: Context, { action, grant, given }: ActBody): Promise<CaseView> {
  await mustBeGranted(context, grant);
  const survivor = await ofSurvivor(context);
  mustBeWithin(context, survivor.found, commandOf(action));
  if (action === 'correct-contact') return askToCorrectContact(context, given.contact);
  if (action === 'meet-manager') return actAsCustomer(survivor, meetManager(survivor, given.at));
  const body = action === 'prove-contact' ? await correctionByCode(context, given.code) : bodyOf(action, given);
  const view = await actAsCustomer(survivor, checkedCommand(survivor, commandOf(action), body));
  if (action === 'prove-contact') await newContactTaken(context);
  return view;
}

/** Attaches the file of the form; the view after it. */
export async function attachByPage(
  context: Context,
  { grant, key }: { grant: string; key: string },
): Promise<CaseView> {
  await mustBeGranted(context, grant);
  const survivor = await ofSurvivor(context);
  return whereThereIsRoom(context, async () => attachAsCustomer(survivor, key, await uploadIn(context.request)));
}

/** The command as every other client gives it. @throws Refused `Invalid` with the fields that are wrong */
function checkedCommand(context: Context, name: string, given: object): CustomerCommand {
  const definition = definitionOf(name);
  const checked = definition.body.safeParse(given);
  if (!checked.success) {
    throw new Refused('Invalid', 'The form is not filled in right.', { errors: faultsOf(checked.error) });
  }
  const body = checked.data;
  const own = { ...context, body };
  return {
    name,
    body,
    toBody: (keep) => definition.toCommand(body as never, own, keep),
    settled: async (view, taken) => definition.settled?.(own, view, taken as never) ?? view,
  };
}

function definitionOf(command: string) {
  const known = Object.entries(complaintCommandDefinitions).find(([name]) => name === command);
  if (!known) throw new Refused('NotAllowedNow', 'This is not possible.');
  return known[1];
}
