/** What people said and how they are reached, and whether it stands somewhere in clear. */
import { closeSync, openSync, readSync } from 'node:fs';
import { readTexts } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { personsOf } from '../../db/surveys/survey-answers.ts';

/** What an organisation publishes of itself, and its staff at their work, may be named in somebody's words. */
export const publishedOrOfStaff = [
  ...['requests', 'staff', 'policies', 'programmes'],
  ...['questionnaires', 'customerFields', 'customerFieldVersions'],
];

/** Every text in a document, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(textsIn);
}

/** What people said, and how they are reached, as the product itself reads it. */
export async function personalValues(database: Database): Promise<string[]> {
  const { vault, surveyPersons } = database;
  const ids = (await vault.find({}, { _id: 1 }).lean()).map(({ _id }) => _id);
  const surveys = [...new Set((await surveyPersons.find().lean()).map(({ survey }) => survey))];
  const people = await Promise.all(surveys.map((survey) => personsOf(database, survey)));
  const contents = [...(await readTexts(database, ids)).map(({ content }) => content), ...people];
  // Nine digits in the middle of hexadecimal ones are an id.
  const isNumber = (text: string) => /(?<![\da-z])\d{9,15}(?![\da-z])/.test(text);
  const isPersonal = (text: string) => /[\u0600-\u06ff ]{10}/.test(text) || text.includes('@') || isNumber(text);
  const isDigestOrInstant = (text: string) => /^[\da-f]{64}$|^\d{4}-\d\d-\d\dT/.test(text);
  return [...new Set(contents.flatMap(textsIn).filter((text) => isPersonal(text) && !isDigestOrInstant(text)))];
}

/** Those of the values that stand in one of the texts. */
export const among = (values: string[], texts: string[]): string[] =>
  values.filter((value) => texts.some((text) => text.includes(value)));

const pieceBytes = 2 ** 24;

/** Those of the values that stand in a file, however long that is: it is read in pieces that overlap. */
export function valuesInFile(path: string, values: string[]): string[] {
  const wanted = values.map((value) => ({ value, bytes: Buffer.from(value) }));
  const overlap = Math.max(...wanted.map(({ bytes }) => bytes.length));
  const piece = Buffer.alloc(pieceBytes + overlap);
  const file = openSync(path, 'r');
  const found = new Set<string>();
  try {
    for (let at = 0; ; at += pieceBytes) {
      const length = readSync(file, piece, 0, piece.length, at);
      const read = piece.subarray(0, length);
      for (const { value, bytes } of wanted) if (read.includes(bytes)) found.add(value);
      if (length < piece.length) return [...found];
    }
  } finally {
    closeSync(file);
  }
}
