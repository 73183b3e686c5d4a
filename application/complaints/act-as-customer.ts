/** Does what a form of the customer's page asks for, by the same commands as every other client's (S9, F-07, F-08, F-16). */

import { reachOf } from '../../db/access/customer-keys.ts';
import { customerActor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { attach } from '../attachments/attach.ts';
import type { UploadedFile } from '../attachments/uploaded-file.ts';
import type { Call } from '../call.ts';
import { executeCommand, type GivenCommand } from '../cases/execute-command.ts';
import type { KeptAnswer } from '../cases/idempotency.ts';
import { survivorOf } from '../cases/reading/find-case.ts';
import { invalid, Refused } from '../refused.ts';
import { askForNewContact, provenNewContact } from './customer/new-contact.ts';
import { proverOf, representativeIdIn, representedIn } from './customer/representation.ts';
import { calendarFor, meetingSlots } from './meetings/meeting-slots.ts';
import { meetingGivenBack, meetingTaken } from './meetings/take-meeting.ts';

/** A command of the page, with its body already checked; the body makes a repetition the same request. */
export type CustomerCommand = Pick<GivenCommand, 'name' | 'toBody' | 'settled' | 'refused'> & { body: unknown };

/** Whose keys the commands of the page are. */
const principal = 'customer-page';

/** @throws Refused `CodeNeeded` if the grant is none of this case, or not any more */
export async function mustBeGranted(call: Call, grant: string): Promise<void> {
  const { dependencies, receivedAt } = call;
  const reach = await reachOf(dependencies.database, dependencies, proverOf(call), grant, receivedAt);
  if (reach === 'act') return;
  throw new Refused('CodeNeeded', 'Ask for a code: it goes to the contact that the case has.');
}

/**
 * The call about the complaint that goes on for a merged one: what is done under either number is done there (R6). A
 * representative acts there under the id that they have there, and stays with the complaint of their link if they have none.
 */
export async function ofSurvivor<Asked extends Call>(call: Asked): Promise<Asked> {
  const found = await survivorOf(call.dependencies, call.found);
  if (representativeIdIn(call) === undefined) return { ...call, found };
  const there = representedIn(call, found);
  return there ? { ...call, found, ids: { ...call.ids, representative: there.id } } : call;
}

/** Gives a command of the customer; the view after it. */
export async function actAsCustomer(call: Call, { body, ...command }: CustomerCommand): Promise<CaseView> {
  const representative = representativeIdIn(call);
  // The case judges whether this representative may do it, and tells the customer who did.
  const toBody: CustomerCommand['toBody'] = async (keep) =>
    representative ? { ...((await command.toBody(keep)) as object), representative } : command.toBody(keep);
  return viewIn(await executeCommand({ ...call, body }, { ...command, toBody, actor: customerActor, principal }));
}

/** Attaches the customer's file; the view after it. The same key is the same document. */
export async function attachAsCustomer(call: Call, key: string, file: UploadedFile): Promise<CaseView> {
  return viewIn(await attach({ ...call, key, query: {} }, customerActor, principal, file));
}

function viewIn({ status, body }: KeptAnswer): CaseView {
  if (status === 200) return body as CaseView;
  throw new Refused('OutcomeUnknown', 'It has been taken; how it came out is not known yet.', { retryAfter: 5 });
}

/**
 * Has a code sent to the contact that shall take the place of the old one; nothing of the case changes yet.
 * @throws Refused `NotAllowedNow` if the case takes no correction
 */
export async function askToCorrectContact(call: Call, contact: string | undefined): Promise<CaseView> {
  const { found } = await ofSurvivor(call);
  if (!found.view.allowed.includes('correct-contact')) throw new Refused('NotAllowedNow', 'This is not possible.');
  await askForNewContact(call, contact);
  return call.found.view;
}

/** What stands on record beside a contact that the customer has corrected. */
const correctedByCustomer = 'صححه العميل من صفحة طلبه، بعد رمز إلى وسيلة التواصل المسجلة ورمز إلى الجديدة.';

/** What `correct-contact` takes of a customer who has entered the code that went to the new contact. */
export async function correctionByCode(call: Call, code: string | undefined): Promise<object> {
  return { ...(await provenNewContact(call, code)), text: correctedByCustomer };
}

/** A meeting with the manager at one of the times that the page offers, which the customer has agreed to by choosing it. */
export function meetManager(call: Call, at: string | undefined): CustomerCommand {
  const taken = async () => {
    const slot = (await meetingSlots(call, await calendarFor(call))).find((one) => one.at === at);
    const manager = slot && (await meetingTaken(call, slot.at, slot.with));
    if (!manager) throw invalid('at', 'is not free any more: choose another time');
    return { kind: 'meet-manager', at: slot.at, with: manager, words: null };
  };
  return {
    body: { at },
    name: 'book-appointment',
    // Only now: the same form sent again is answered as the first time, which is when its time was free.
    toBody: taken,
    refused: async (_, { body }) => meetingGivenBack(call, body as Awaited<ReturnType<typeof taken>>),
  };
}
