/** What a return asked for, and whether it is there: a complaint is complete with all of it, and not before (F-07, G-09). */
import type { AttachmentOfCase } from '../../case/attachments.ts';

/** Stands among the missing fields for a document that is to be attached. */
export const aDocument = 'document';

interface Returned {
  missing: readonly string[];
  returnedAt: string;
  attachments: readonly Pick<AttachmentOfCase, 'attachedAt'>[];
}

/** What is still missing once these fields are given; a document counts if it came after the return. */
export function stillMissing({ missing, returnedAt, attachments }: Returned, given: readonly string[]): string[] {
  const hasDocument = attachments.some(({ attachedAt }) => Date.parse(attachedAt) >= Date.parse(returnedAt));
  return missing.filter((name) => !given.includes(name) && !(name === aDocument && hasDocument));
}
