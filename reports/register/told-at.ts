/** When a customer was told the answer (N-13): told is told, and what was typed is not. Pure. */
import type { CaseView } from '../../domain/case/view.ts';
import type { Pack } from '../../packs/schema.ts';

/** Statuses in which a contact after the answer can only be one that somebody logged as having reached the customer. */
const afterAnswer = ['answered', 'closed'];

/** A message to the customer, as it was sent. */
export interface Letter {
  template: string;
  channel: string;
  sentAt: string;
  /** What the gateway said afterwards, if it says anything; of a letter to print, what the staff who delivered it said. */
  receipt?: { status: 'delivered' | 'failed'; at: string };
}

/** The first of: a message with the answer delivered, and a call that reached the customer with it; null while neither is. */
export function toldAt(
  { status, detail }: Pick<CaseView, 'status' | 'detail'>,
  letters: readonly Letter[],
  pack: Pack | undefined,
): string | null {
  const { answeredAt, contact } = detail;
  if (!answeredAt) return null;
  const notices = pack?.kinds.complaint.notices ?? [];
  const telling = notices
    .filter(({ on, to }) => on === 'answered' && to === 'customer')
    .map(({ template }) => template);
  const delivered = letters
    .filter(({ template, receipt, channel }) => {
      // A letter that waits to be printed has told nobody anything.
      const hasGone = channel === 'letter' ? receipt?.status === 'delivered' : receipt?.status !== 'failed';
      return telling.includes(template) && hasGone;
    })
    .map(({ receipt, sentAt }) => receipt?.at ?? sentAt);
  // A case of an earlier reading does not say apart when a contact reached the customer.
  const reachedAt = contact?.reachedAt === undefined ? contact?.lastAt : contact.reachedAt;
  const called = reachedAt && afterAnswer.includes(status) ? [reachedAt] : [];
  const after = [...delivered, ...called].filter((instant) => Date.parse(instant) > Date.parse(answeredAt));
  return after.sort((one, other) => Date.parse(one) - Date.parse(other))[0] ?? null;
}
