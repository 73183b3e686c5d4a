import type { AttachmentOfCase } from '../../domain/case/attachments.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { lookUpCase } from '../cases/reading/find-case.ts';
import type { Dependencies } from '../dependencies.ts';

/** A document, and the case that it came with. */
export interface HeldDocument extends AttachmentOfCase {
  number: string;
}

/** The documents that a case holds: its own, then those of all that was merged into it, however often (R5). */
export async function documentsHeld(
  dependencies: Dependencies,
  { organisation, number, detail }: Pick<CaseView, 'organisation' | 'number' | 'detail'>,
): Promise<HeldDocument[]> {
  const own = attachmentsIn({ detail }).map((one) => ({ ...one, number }));
  const merged = detail.merged ?? [];
  const brought = merged.map(async (other) => {
    const found = await lookUpCase(dependencies, organisation, other);
    return found ? documentsHeld(dependencies, found.view) : [];
  });
  return [...own, ...(await Promise.all(brought)).flat()];
}

/** The documents of a case as its view has them; none in a view that an earlier release wrote. */
export function attachmentsIn({ detail }: Pick<CaseView, 'detail'>): AttachmentOfCase[] {
  return detail.attachments ?? [];
}
