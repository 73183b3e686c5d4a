/** What a process tells a case in the system's name, signed by the key of that process. */
import { type CommandKeys, signCommand } from '../../db/command-signatures.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { type Command, signedContent, systemActor } from '../../domain/case/command.ts';
import {
  calendarPublishedSignal,
  idOfCalendar,
  idOfFailure,
  idOfReceipt,
  noticesFailedSignal,
  noticeUndeliveredSignal,
  type Signed,
} from '../../workflows/messages/case.ts';
import type { FailedNotices, UndeliveredNotice } from '../../workflows/messages/notices.ts';

interface OfCase {
  organisation: string;
  number: string;
}

/** The message with its signature for one case. @param commandId under which its events stand in the case */
export function toldBySystem<Message extends object>(
  keys: CommandKeys,
  { organisation, number }: OfCase,
  { name, commandId }: { name: string; commandId: string },
  message: Message,
): Signed<Message> {
  const content = signedContent({ name, actor: systemActor, body: message });
  const at = new Date().toISOString();
  const taken = { organisation, number, commandId, at, by: systemActor.id, content };
  return { ...message, signature: signCommand(keys, taken) };
}

/** The id of a command that the API gives a case in the system's name, by which the key that signs it is known. */
export const idOfAsked = (id: string): string => `asked:${id}`;

/** A command that a process gives a case in the system's name, with its signature. */
export function commandTold(keys: CommandKeys, { organisation, number }: OfCase, command: Command): Command {
  const { commandId, at, actor } = command;
  const taken = { organisation, number, commandId, at, by: actor.id, content: signedContent(command) };
  return { ...command, signature: signCommand(keys, taken) };
}

/** A calendar as one case is told of it. */
export function calendarTold(keys: CommandKeys, of: OfCase, snapshot: CalendarSnapshot): Signed<CalendarSnapshot> {
  const { name, version, hash, calendar } = snapshot;
  const own = { name, version, hash, calendar };
  return toldBySystem(keys, of, { name: calendarPublishedSignal, commandId: idOfCalendar(own) }, own);
}

/** What the gateway said of a notice, as its case is told. */
export function receiptTold(keys: CommandKeys, of: OfCase, receipt: UndeliveredNotice): Signed<UndeliveredNotice> {
  return toldBySystem(keys, of, { name: noticeUndeliveredSignal, commandId: idOfReceipt(receipt.key) }, receipt);
}

/** What failed of a batch, as its case is told. */
export function failureTold(keys: CommandKeys, of: OfCase, failed: FailedNotices): Signed<FailedNotices> {
  return toldBySystem(keys, of, { name: noticesFailedSignal, commandId: idOfFailure(failed.key) }, failed);
}
