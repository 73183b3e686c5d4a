/** The one message that somebody gets of complaints that were moved in from an old system: the same in every organisation. Ours. */
import type { Language } from './readable.ts';

/** What concerns one person: how many they own, and the numbers of what had a deadline that had passed. */
export interface MovedInFor {
  owned: number;
  lateOwned: readonly string[];
  /** Of others: what the ladder would have told this person. */
  lateOfOthers: readonly string[];
}

/** As many numbers as a message names. */
const mostNamed = 50;

/** Subject and text. `organisation`: its name in the language. */
export function movedInMessage(
  language: Language,
  organisation: string,
  one: MovedInFor,
): { subject: string; text: string } {
  const { owned, lateOwned, lateOfOthers } = one;
  const say = wordings[language];
  const lines = [
    ...(owned > 0 ? [say.owned(owned)] : []),
    ...(lateOwned.length > 0 ? [say.lateOwned(lateOwned.length), named(language, lateOwned)] : []),
    ...(lateOfOthers.length > 0 ? [say.lateOfOthers(lateOfOthers.length), named(language, lateOfOthers)] : []),
    say.once,
  ];
  return { subject: `${organisation}: ${say.subject}`, text: lines.join('\n') };
}

function named(language: Language, numbers: readonly string[]): string {
  const shown = numbers.slice(0, mostNamed).join(language === 'ar' ? '، ' : ', ');
  return numbers.length > mostNamed ? `${shown} ${wordings[language].more(numbers.length - mostNamed)}` : shown;
}

const wordings = {
  ar: {
    subject: 'شكاوى نُقلت من النظام السابق',
    owned: (count: number) => `عدد ما نُقل إليكم من شكاوى النظام السابق: ${count}.`,
    lateOwned: (count: number) => `منها ما كان موعده قد فات عند النقل، وعدده ${count}:`,
    lateOfOthers: (count: number) => `لدى غيركم مما يُصعَّد إليكم وكان موعده قد فات عند النقل، وعدده ${count}:`,
    more: (count: number) => `وغيرها، وعددها ${count}.`,
    once: 'هذه الرسالة وحدها عن التأخر السابق. وما يحل موعده بعد النقل تصلكم به رسائله المعتادة.',
  },
  en: {
    subject: 'Complaints were moved in from the old system',
    owned: (count: number) => `Complaints of the old system that are yours now: ${count}.`,
    lateOwned: (count: number) => `Of these, with a deadline that had passed before: ${count}.`,
    lateOfOthers: (count: number) => `Of others, with a deadline that had passed, which escalates to you: ${count}.`,
    more: (count: number) => `and ${count} more.`,
    once: 'This message alone is about what was late before. Of what falls due from now on you hear as always.',
  },
} as const;
