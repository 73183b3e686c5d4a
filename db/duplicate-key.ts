/** True if every error of a write is "this _id exists already": the write was a repetition. */
export function isDuplicateKey(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: unknown };
  if (Array.isArray(writeErrors) && writeErrors.length > 0) {
    return writeErrors.every((one) => (one as { code?: unknown; err?: { code?: unknown } }).code === 11000);
  }
  return code === 11000;
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
