/**
 * What people write, made sound and made comparable. Pure.
 *
 * A sound text is one that JSON, XML and workbooks can all carry. What comes in is made so at the door, once: the body of a
 * request and the cells of a file. What stands in the vault from before is made so again when it is exported.
 *
 * A folded text is the one way in which texts are compared: what people write for one another, on whatever keyboard, is the
 * same. Search, duplicates, groups of surveys, reports and titles of files use it; what is shown is never folded.
 */

/** Control characters but tab and line ends, halves of a character, and what Unicode has set aside as no character. */
const unsound =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text has.
  /[\u0000-\u0008\u000e-\u001f\u007f\p{Surrogate}\p{Noncharacter_Code_Point}]/u;
const everyUnsound = new RegExp(unsound, 'gu');

export function isSound(text: string): boolean {
  return !unsound.test(text);
}

/** The text without what cannot be carried; the line breaks of word processors become plain ones. */
export function soundText(text: string): string {
  return text.replace(/[\v\f]/g, '\n').replace(everyUnsound, '');
}

/** Signs that nobody sees: marks of direction, joiners, soft hyphens, the mark of a file's encoding. */
export function withoutInvisible(text: string): string {
  return text.replace(/[\p{Default_Ignorable_Code_Point}\u061c\ufff9-\ufffb]/gu, '');
}

/** The decimal digits of every script as ASCII ones. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : String(digitValue(digit.codePointAt(0) ?? 0))));
}

const isDigit = (code: number): boolean => /^\p{Nd}$/u.test(String.fromCodePoint(code));

/** Unicode keeps the ten digits of a script together, and runs of them apart or one after the other. */
function digitValue(code: number): number {
  let before = 0;
  while (isDigit(code - before - 1)) before += 1;
  return before % 10;
}

/** Letters of Arabic script that stand for one another, the one in which they are compared last. */
const letters: [RegExp, string][] = [
  // Marks of vowels and of recitation, tatweel.
  [/[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]/g, ''],
  [/[\u0622\u0623\u0625\u0671-\u0673\u0675]/g, '\u0627'],
  // Final ya, ya with hamza, Persian ya, Urdu ye and their like.
  [/[\u0649\u0626\u06cc\u06cd\u06ce\u06d0-\u06d3\u0678]/g, '\u064a'],
  [/[\u0624\u0676\u06c4-\u06cb\u06cf]/g, '\u0648'],
  // Ta marbuta, Persian and Urdu heh.
  [/[\u0629\u06be\u06c0-\u06c3\u06d5\u06ff]/g, '\u0647'],
  [/[\u06a9\u06aa\u06ac]/g, '\u0643'],
  [/[\u06ba\u06bc]/g, '\u0646'],
];

/** The text as it is compared: without what nobody sees, in lower case, ASCII digits, one letter for those that are alike. */
export function foldedText(text: string): string {
  const plain = asciiDigits(withoutInvisible(text)).normalize('NFKC').toLowerCase();
  // Presentation forms and full-width letters may hide what nobody sees as well.
  return letters.reduce((so, [from, to]) => so.replace(from, to), withoutInvisible(plain));
}

/** A word without the Arabic article in either script, if enough of it is left. */
export function withoutArticle(word: string): string {
  return /^(ال|al)/.test(word) && word.length > 4 ? word.slice(2) : word;
}
