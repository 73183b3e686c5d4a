import type { FoundCase } from '../call.ts';

/** The vault's entry that says who the customer is and where messages go: the opening, or its latest correction. */
export function customerWordsOf({ view, words }: Pick<FoundCase, 'view' | 'words'>): string | undefined {
  return view.detail.customerWords?.id ?? words[0];
}
