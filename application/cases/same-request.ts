/**
 * A key lives as long as its case, and its note may be lost before. What a command made in the case still says by which request
 * it came. So another request under the key is refused, and gets no answer that is none of its own.
 */
import { findCase } from '../../db/cases/cases.ts';
import type { RequestDocument } from '../../db/cases/requests.ts';
import { forgetWordsOf } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { CaseStep } from '../../workflows/messages/case.ts';
import { eventOf } from './ended-case.ts';
import { otherThanNoted } from './idempotency.ts';

/** What of the digest of a request travels with its command: 96 bits, since histories are kept for ever. */
export function requestMark(bodyDigest: string): string {
  return Buffer.from(bodyDigest, 'hex').toString('base64url').slice(0, 16);
}

/**
 * Nothing if the event was made by the request that is noted, or says of none. Else the request leaves nothing, its words
 * included.
 * @throws Refused `KeyReused`
 */
export async function mustBeOfRequest(
  database: Database,
  noted: RequestDocument,
  event: TimelineEvent | undefined,
): Promise<void> {
  const mark = event?.signature?.request;
  if (mark === undefined || mark === requestMark(noted.bodyDigest)) return;
  await forgetWordsOf(database, `${noted.number}/${noted._id}`, noted.bodyDigest);
  await otherThanNoted(database, noted);
}

/** As `mustBeOfRequest`, by what the case has answered. An answer that does not tell the event comes long after it. */
export async function mustAnswerRequest(
  database: Database,
  noted: RequestDocument,
  answer: CaseView | CaseStep,
): Promise<void> {
  const told = 'events' in answer ? answer.events.find(({ commandId }) => commandId === noted._id) : undefined;
  await mustBeOfRequest(database, noted, told ?? (await storedEvent(database, noted)));
}

async function storedEvent(database: Database, { _id, organisation, number }: RequestDocument) {
  const found = await findCase(database, organisation, number);
  return found ? eventOf(database, found, _id) : undefined;
}
