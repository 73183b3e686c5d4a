import type { VaultDocument } from '../../../db/cases/vault.ts';
import { readTexts } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import type { CaseView } from '../../../domain/case/view.ts';

export interface TextsToCustomer {
  answer: string | null;
  /** What was asked, or why it was declined. */
  asked: string | null;
  /** What will be done, if an investigation is needed (F-15, G-03). */
  steps: string[];
}

/** The last answer and the last question or reason that staff wrote to the customer, from the vault. */
export async function textsToCustomer(
  database: Database,
  view: Pick<CaseView, 'number' | 'detail'>,
  known: string[],
): Promise<TextsToCustomer> {
  const ids = new Set(known);
  const { answer } = view.detail;
  if (answer) ids.add(answer.id);
  // A complaint that was merged into this one may have brought answers of its own.
  const entries = (await readTexts(database, [...ids])).filter(({ number }) => number === view.number);
  // An answer without a solution is news, as an interim one is.
  const kindOf = ({ content }: VaultDocument) => (content.unsolved === true ? 'interim' : String(content.command));
  const lastOf = (...names: string[]) => entries.findLast((entry) => names.includes(kindOf(entry)));
  const textOf = (entry: VaultDocument | undefined) =>
    typeof entry?.content.text === 'string' ? entry.content.text : null;
  const asked = lastOf('return-for-completion', 'decline', 'interim');
  const steps = Array.isArray(asked?.content.steps) ? asked.content.steps.map(String) : [];
  const alternatives = asked?.content.alternatives;
  const whole = [textOf(asked), typeof alternatives === 'string' ? alternatives : null].filter((one) => one !== null);
  return { answer: textOf(lastOf('answer')), asked: whole.join('\n\n') || null, steps };
}
