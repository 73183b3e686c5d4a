import type { Client } from '@temporalio/client';
import { kindOf } from '../../application/cases/case-number.ts';
import type { UploadDocument } from '../../db/cases/attachments.ts';
import { discardUpload, uploadsBefore, uploadTaken } from '../../db/cases/attachments.ts';
import { findCase } from '../../db/cases/cases.ts';
import type { Database } from '../../db/database.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { askCase, CaseEnded } from '../../temporal/cases.ts';

/** How long an upload may stay without a case that has it: far longer than any repetition of a request takes. */
const graceMs = MS_PER_DAY;

/**
 * Removes what broken uploads left, and uploads of which the case, asked itself, knows nothing. Returns how many. One whose
 * case cannot be asked now stays until the next sweep.
 */
export async function sweepUploads(database: Database, engine: Client, now: Date): Promise<number> {
  let swept = 0;
  for (const upload of await uploadsBefore(database, new Date(now.getTime() - graceMs).toISOString())) {
    const attached = await isAttached(database, engine, upload).catch(() => null);
    if (attached) await uploadTaken(database, upload._id);
    if (attached !== false) continue;
    await discardUpload(database, upload._id);
    swept += 1;
  }
  return swept;
}

async function isAttached(database: Database, engine: Client, upload: UploadDocument): Promise<boolean> {
  const view = await viewOf(database, engine, upload);
  const attachments = view?.detail.attachments ?? [];
  return attachments.some(({ attachment }) => attachment === upload._id);
}

/** What the case itself says; of one whose history the engine has given up, its last projection. */
async function viewOf(database: Database, engine: Client, upload: UploadDocument): Promise<CaseView | undefined> {
  const { organisation, number } = upload;
  try {
    return await askCase(engine, { kind: kindOf(number) ?? 'complaint', organisation, number });
  } catch (error) {
    if (!(error instanceof CaseEnded)) throw error;
    return (await findCase(database, organisation, number))?.view;
  }
}
