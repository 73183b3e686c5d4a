/** A text in the two languages of the console. */
export interface Wording {
  ar: string;
  en: string;
}

export type Language = keyof Wording;

/** `return-for-completion` and `returnedForCompletion` as English words: “Return for completion”. */
export function asWords(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
