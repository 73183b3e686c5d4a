/** What a reply to a customer has, and what it never says, as the standard of its pack wants it (G-06). Pure. */
import { foldedText } from '../../domain/written-text.ts';
import type { Wording } from '../schema/wording.ts';
import type { Pack } from '../schema.ts';
import { type Confidential, confidentialIn } from './confidential.ts';
import { type NoticeParameters, type RenderedNotice, signatory } from './template.ts';

/** The parts of a reply, as the officer reads of them. */
export const replyParts = {
  subject: { ar: 'العنوان', en: 'Subject' },
  salutation: { ar: 'التحية', en: 'Salutation' },
  thanks: { ar: 'الشكر على التواصل', en: 'Thanks' },
  answer: { ar: 'الرد كاملًا', en: 'Full answer' },
  name: { ar: 'اسم الموظف', en: 'Name of who signs' },
  title: { ar: 'المسمى الوظيفي', en: 'Job title' },
  department: { ar: 'الإدارة', en: 'Department' },
  contact: { ar: 'وسيلة التواصل', en: 'Contact' },
} as const satisfies Record<string, Wording>;
export type ReplyPart = keyof typeof replyParts;

type Standard = NonNullable<Pack['kinds']['complaint']['replyStandard']>;

/** A reply as its customer gets it: the letter, who signs it, and what the officer wrote. */
export interface WholeReply {
  language: 'ar' | 'en';
  letter: RenderedNotice;
  writer: NoticeParameters['writer'];
  answer: string;
}

/** The parts that the reply lacks. */
export function missingParts(
  { salutation, thanks }: Standard,
  pack: Pick<Pack, 'roles' | 'departments' | 'contact'>,
  { language, letter, writer, answer }: WholeReply,
): ReplyPart[] {
  const { staffName, staffTitle, department } = writer
    ? signatory(pack, language, writer)
    : { staffName: '', staffTitle: '', department: '' };
  const says = (words: string | undefined) =>
    words !== undefined && words.trim() !== '' && letter.text.includes(words.trim());
  const isThere: Record<ReplyPart, boolean> = {
    subject: (letter.subject ?? '') !== '',
    salutation: says(salutation[language]),
    thanks: says(thanks[language]),
    answer: answer.trim() !== '',
    name: says(staffName),
    title: says(staffTitle),
    department: says(department),
    contact: says(pack.contact?.phone) || says(pack.contact?.email),
  };
  return (Object.keys(replyParts) as ReplyPart[]).filter((part) => !isThere[part]);
}

/** Something that no customer reads, with the number of its line, from 1. */
export interface NotForCustomers {
  what: Confidential | { inner: string };
  line: number;
}

/**
 * What in the words of a reply looks confidential, and which of the words that only staff use stand in it.
 * @param known the number of the request that is answered, which its customer knows
 */
export function notForCustomers(
  { inner }: Standard,
  pack: Pick<Pack, 'country' | 'contact' | 'channels'>,
  text: string,
  known: readonly string[],
): NotForCustomers[] {
  const lines = text.split('\n');
  const lineOf = (fits: (line: string) => boolean) => Math.max(1, lines.findIndex(fits) + 1);
  const confidential = confidentialIn(text, pack, known).map((what) => ({
    what,
    line: lineOf((line) => confidentialIn(line, pack, known).includes(what)),
  }));
  const said = inner
    .flatMap(({ ar, en }) => [ar, en])
    .filter((words) => hasWords(text, words))
    .map((words) => ({ what: { inner: words }, line: lineOf((line) => hasWords(line, words)) }));
  return [...confidential, ...said];
}

/** Whole words, however their letters are written. */
function hasWords(text: string, words: string): boolean {
  const plain = (one: string) =>
    foldedText(one)
      .split(/[^\p{L}\p{N}]+/u)
      .join(' ')
      .trim();
  return ` ${plain(text)} `.includes(` ${plain(words)} `);
}
