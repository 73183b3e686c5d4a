/** What makes a document hard to read: words of a dialect of our own, and sentences that are too long. Pure. */

export interface Fault {
  line: number;
  says: string;
}

export const mostWords = 25;

/** Words that a reader meets nowhere else, with what to write instead. */
const dialect: Record<string, string> = {
  whoever: 'name the person: the user, the caller, the customer',
  whomever: 'name the person: the user, the caller, the customer',
  wherein: 'in which',
  whereof: 'of which',
  thereof: 'of it',
  therein: 'in it',
};

/** In comments a user is "they", "the user", "the officer". */
const people = /(?<![\p{L}\p{N}])(?:he|him|his|himself|any(?:one|body) who)(?![\p{L}\p{N}])/giu;

interface Piece {
  line: number;
  text: string;
}

/** The faults of a Markdown text, in the order of its lines. Code is no prose, and a name in code counts as one word. */
export function faultsOf(markdown: string): Fault[] {
  return piecesOf(markdown).flatMap((piece) => [...dialectIn(piece), ...longSentencesIn(piece)]);
}

/**
 * The faults of the comments of a source text. They are those of a document, and words that take the user for a man or hide the
 * subject.
 */
export function faultsOfComments(code: string): Fault[] {
  return piecesOf(commentsOf(code)).flatMap((piece) => [
    ...dialectIn(piece),
    ...peopleIn(piece),
    ...longSentencesIn(piece),
  ]);
}

/** The comments as Markdown on the same lines: each comment, tag (`@param`) and trailing comment is a list item. */
function commentsOf(code: string): string {
  let before = '';
  return code
    .split('\n')
    .map((line) => {
      const [, mark = '', says = ''] = /^\s*(\/\*\*?|\*\/|\*|\/\/)(?!\w)(.*)$/.exec(line) ?? [];
      const [, trailing = ''] = mark === '' ? (/\s\/\/ (.*)$/.exec(line) ?? []) : [];
      const text = (says || trailing).replace(/\*\/.*$/, '').trim();
      const goesOn = before !== '' && (mark === '*' || (mark === '//' && before === '//')) && !text.startsWith('@');
      before = mark;
      return text === '' || goesOn ? text : `- ${text}`;
    })
    .join('\n');
}

function longSentencesIn({ line, text }: Piece): Fault[] {
  return sentencesOf(text)
    .filter((sentence) => wordsOf(sentence).length > mostWords)
    .map((sentence) => ({ line, says: `${wordsOf(sentence).length} words in a sentence: ${start(sentence)} …` }));
}

function peopleIn({ line, text }: Piece): Fault[] {
  return (text.match(people) ?? []).map((word) => ({ line, says: `"${word}": they, or name the person` }));
}

function dialectIn({ line, text }: Piece): Fault[] {
  return wordsOf(text)
    .filter((word) => Object.hasOwn(dialect, word.toLowerCase()))
    .map((word) => ({ line, says: `"${word}": ${dialect[word.toLowerCase()]}` }));
}

/** Paragraphs, list items, headings and cells of tables, each as one line of text. */
function piecesOf(markdown: string): Piece[] {
  const pieces: Piece[] = [];
  let open: Piece | null = null;
  let inCode = false;
  markdown.split('\n').forEach((raw, index) => {
    const line = index + 1;
    const text = raw.trim();
    if (text.startsWith('```')) inCode = !inCode;
    const isProse = !inCode && text !== '' && !text.startsWith('```') && !text.startsWith('<!--');
    if (!isProse) open = null;
    else if (text.startsWith('|')) {
      open = null;
      pieces.push(...text.split('|').map((cell) => ({ line, text: plain(cell) })));
    } else if (open === null || /^([-*+]|\d+\.|#+|>) /.test(text)) {
      open = { line, text: plain(text.replace(/^([-*+]|\d+\.|#+|>) /, '')) };
      pieces.push(open);
    } else open.text += ` ${plain(text)}`;
  });
  return pieces;
}

/** Without code, addresses and marks: `npm run lint`, or a list of such names, is one word; `[the rules](rules.md)` is two. */
function plain(text: string): string {
  return text
    .replace(/`[^`]*`(, `[^`]*`)*/g, 'code')
    .replace(/\]\([^)]*\)/g, '')
    .replace(/[*_[\]]/g, '');
}

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+/);
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}’'./-]*/gu) ?? [];
const start = (sentence: string): string => wordsOf(sentence).slice(0, 6).join(' ');
