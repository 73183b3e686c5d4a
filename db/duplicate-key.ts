/** True if every error of a write is "this _id exists already": the write was a repetition. */
export function isDuplicateKey(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: unknown };
  if (Array.isArray(writeErrors) && writeErrors.length > 0) {
    return writeErrors.every((one) => (one as { code?: unknown; err?: { code?: unknown } }).code === 11000);
  }
  return code === 11000;
}

/**
 * Runs updates that insert what is not there. If a document has come meanwhile, the update is run once more and meets it. A
 * document that is there and is not to be changed is met by no update, and inserted by none: that is no error.
 */
export async function upserted(update: () => Promise<unknown>): Promise<void> {
  if (!(await insertedOnce(update))) await insertedOnce(update);
}

/** Runs an insert and says whether it wrote: false if the document was there already. */
export async function insertedOnce(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
