/**
 * Texts that JSON, XML and workbooks can all carry. What comes in is made so at the door, once: the body of a request and the
 * cells of a file. What stands in the vault from before is made so again when it is exported. Pure.
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
