import type { FoundCase } from '../call.ts';

/** The vault's entry that says who the customer is and where messages go: the opening, or its latest correction. */
export function customerWordsOf({ view, words }: Pick<FoundCase, 'view' | 'words'>): string | undefined {
  const { customerWords } = view.detail as { customerWords?: { id: string } };
  return customerWords?.id ?? words[0];
}
