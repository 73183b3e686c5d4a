/** The text of a file in one of the encodings in which spreadsheets write Arabic, or the reason why it is none. Pure. */
import { FileRefused } from './table.ts';

const head = 4096;

/**
 * UTF-8 or UTF-16, with or without their marks, else Windows-1256, if what comes of it can be Arabic.
 * @throws FileRefused if it is in none of them, or is no text at all; then with the line.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = decoded(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells a program from a text.
  const control = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
  if (control >= 0) throw new FileRefused('no-text', text.slice(0, control).split(/\r\n|\n|\r/).length);
  return text;
}

function decoded(bytes: Uint8Array): string {
  const unicode = unicodeOf(bytes);
  try {
    return new TextDecoder(unicode, { fatal: true }).decode(bytes);
  } catch {
    if (unicode !== 'utf-8' || (bytes[0] === 0xef && bytes[1] === 0xbb)) throw new FileRefused('encoding');
  }
  const arabic = new TextDecoder('windows-1256').decode(bytes);
  if (!canBeArabic(arabic)) throw new FileRefused('encoding');
  return arabic;
}

/** By its mark; without one, by the empty half that each comma and line end has in UTF-16. */
function unicodeOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  let [even, odd] = [0, 0];
  for (const [at, byte] of bytes.subarray(0, head).entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even === odd) return 'utf-8';
  if (Math.min(even, odd) > 0) return 'utf-8';
  return odd > 0 ? 'utf-16le' : 'utf-16be';
}

/**
 * Every byte is a letter in Windows-1256. So any other encoding reads as words of Latin and Arabic letters mixed. There is
 * an accented letter or a sign within an Arabic word, or one or two Arabic letters at a Latin one, as in `Schنfer`.
 */
function canBeArabic(text: string): boolean {
  const isMixed =
    /[\u0600-\u06ff][\u0080-\u00ff\u0152-\u0192\u02c6\u2020-\u2030]*[\u00c0-\u00ff\u0152\u0153\u0192]|[\u00c0-\u00ff\u0152\u0153\u0192][\u0600-\u06ff]/;
  const isStrange = /[A-Za-z][\u0620-\u06ff]{1,2}(?![\u0620-\u06ff])|(?<![\u0620-\u06ff])[\u0620-\u06ff]{1,2}[A-Za-z]/;
  return /[\u0620-\u06ff]/.test(text) && !isMixed.test(text) && !isStrange.test(text);
}
