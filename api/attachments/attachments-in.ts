import type { AttachmentOfCase } from '../../domain/attachments.ts';
import type { CaseView } from '../../domain/view.ts';

/** The documents of a case as its view has them; none in a view that an earlier release wrote. */
export function attachmentsIn({ detail }: Pick<CaseView, 'detail'>): AttachmentOfCase[] {
  return (detail.attachments as AttachmentOfCase[] | undefined) ?? [];
}
