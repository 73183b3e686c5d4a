import type { CaseView } from '../api/queries';

interface Approval {
  digest: string;
  at?: string | null;
}

/**
 * The digest of what the reader sees, which an approval names: nobody approves what has been changed behind their back.
 * A step, a claim or a correction of the case has its own; the one that the form names, else the latest.
 */
export function digestToApprove(view: CaseView, value: Record<string, unknown>): string | undefined {
  const { steps = [] } = view.detail as { steps?: { id: string; approval: Approval | null }[] };
  const named = steps.find(({ id }) => id === value.step)?.approval?.digest;
  return named ?? approvalsIn(view.detail).at(-1)?.digest;
}

function approvalsIn(value: unknown): Approval[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const { digest } = (part ?? {}) as Partial<Approval>;
    return name === 'approval' && typeof digest === 'string' ? [part as Approval] : approvalsIn(part);
  });
}
