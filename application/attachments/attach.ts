import { randomUUID } from 'node:crypto';
import { bytesOf, discardUpload, uploadTaken } from '../../db/cases/attachments.ts';
import { noteRefusal } from '../../db/cases/refusals.ts';
import { type Actor, customerActor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { OutcomeUnknown } from '../../temporal/cases.ts';
import type { Call } from '../call.ts';
import { executeCommand, isRepetition } from '../cases/execute-command.ts';
import type { KeptAnswer } from '../cases/idempotency.ts';
import { invalid, Refused } from '../refused.ts';
import { attachmentsIn } from './attachments-in.ts';
import { faultOfName, nameAsKept } from './document-types.ts';
import { documentCame, giveRoomBack, takeRoom } from './room-of-case.ts';
import { type StoredUpload, storeUpload, takenType } from './store-upload.ts';
import type { UploadedFile } from './uploaded-file.ts';

/**
 * Attaches the file of this request to its case (C-08): stored first, then given to the case, which alone says whether it
 * has it. A repetition with the same key and the same file gets the first answer; what it stored again is removed. A customer's
 * documents have so much room in a complaint and no more.
 */
export async function attach(
  context: Call<{ name?: string | undefined }>,
  actor: Actor,
  principal: string,
  file: UploadedFile,
): Promise<KeptAnswer> {
  const { dependencies, found, query, receivedAt } = context;
  const asked = { actor, principal, upload: randomUUID(), file, name: nameOf(file, query.name) };
  // The room of a repetition is that of the first attempt.
  if (actor.id !== customerActor.id || (await isRepetition(context, principal))) return attached(context, asked);
  const { upload } = asked;
  await takeRoom(dependencies.database, found, { upload, size: file.most, at: receivedAt });
  try {
    return await attached(context, asked);
  } finally {
    await noteRoom(context, upload);
  }
}

/** What has been removed takes no room, and what the case has taken, or may yet take, does. */
async function noteRoom({ dependencies: { database, logger }, found, receivedAt }: Call, upload: string) {
  try {
    const size = await bytesOf(database, upload);
    if (size === null) await giveRoomBack(database, found, upload, receivedAt);
    else await documentCame(database, found, { upload, size, at: receivedAt });
  } catch (error) {
    logger.warn({ err: error, upload }, 'the room of an upload will be free in two hours');
  }
}

interface Asked {
  actor: Actor;
  principal: string;
  /** The id that the document will have. */
  upload: string;
  file: UploadedFile;
  name: string;
}

async function attached(context: Call, { actor, principal, upload, file, name }: Asked): Promise<KeptAnswer> {
  const { dependencies, found } = context;
  const stored = await storeUpload(dependencies, found, upload, file).catch((error: unknown) =>
    refused(context, actor, error),
  );
  const { attachment, ...content } = stored;
  try {
    const reply = await executeCommand({ ...context, body: { name, ...content } } as Call, {
      name: 'attach',
      actor,
      principal,
      toBody: async (keep) => ({ ...stored, words: await keep({ name }) }),
    });
    await settle(context, stored, reply);
    return reply;
  } catch (error) {
    // If the outcome is not known, the case may still take it: the sweep asks the case tomorrow.
    if (!(error instanceof OutcomeUnknown)) await discarded(context, attachment);
    throw error;
  }
}

/** The name that the address, the form or the header gives; one of our own if none does. */
function nameOf(file: UploadedFile, inQuery: string | undefined): string {
  const type = takenType(file);
  const name = nameAsKept(inQuery ?? file.name ?? `attachment.${type.extensions[0]}`);
  const fault = faultOfName(name, type);
  if (fault) throw invalid('name', fault);
  return name;
}

async function settle(context: Call, { attachment }: StoredUpload, { status, body }: KeptAnswer): Promise<void> {
  // Given as a message of which nobody waits for the outcome: the sweep asks the case.
  if (status !== 200) return;
  const { database, logger } = context.dependencies;
  if (!attachmentsIn(body as CaseView).some((one) => one.attachment === attachment))
    return discarded(context, attachment);
  await uploadTaken(database, attachment).catch((error: unknown) => {
    logger.warn({ err: error, upload: attachment }, 'the sweep will find that a case has this upload');
  });
}

async function discarded({ dependencies: { database, logger } }: Call, attachment: string): Promise<void> {
  await discardUpload(database, attachment).catch((error: unknown) => {
    logger.warn({ err: error, upload: attachment }, 'an upload that no case has will be swept');
  });
}

/** Malware is a refusal that an auditor should see, with who sent it; the file itself is gone. */
async function refused({ dependencies, found, receivedAt }: Call, actor: Actor, error: unknown): Promise<never> {
  if (error instanceof Refused && error.reason === 'MalwareFound') {
    const { organisation, number } = found;
    const note = { organisation, number, command: 'attach', by: actor.id, refusal: error.reason, at: receivedAt };
    await noteRefusal(dependencies.database, { ...note, detail: error.message }).catch((failure: unknown) => {
      dependencies.logger.warn({ err: failure, ...note }, 'a refusal could not be recorded');
    });
  }
  throw error;
}
