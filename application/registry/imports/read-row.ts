/** Makes of a row's cells what the row asks for. Pure. */

import type { ImportRow, RowChanges, RowFault } from '../../../domain/customer/import-row.ts';
import type { CustomerContact, OwnField } from '../../../domain/customer/record.ts';
import { asciiDigits, isSound } from '../../../domain/written-text.ts';
import type { Pack } from '../../../packs/schema.ts';
import { type KnownTexts, knownTexts } from '../../tables/known-texts.ts';
import type { TableRow } from '../../tables/table.ts';
import type { ColumnField } from './columns.ts';

/** What the words of a file mean here: titles of the pack in both languages, and codes, to codes. */
export interface Meanings {
  classes: KnownTexts<string>;
  channels: KnownTexts<string>;
  grounds: KnownTexts<string>;
  choices: Map<string, KnownTexts<string>>;
}

type Titles = Record<string, { title: { ar: string; en: string } }>;

export function meaningsOf(pack: Pack, own: readonly OwnField[]): Meanings {
  const choices = own.flatMap(({ name, choices }) =>
    choices ? [[name, codes(Object.fromEntries(choices.map((choice) => [choice.code, choice])))] as const] : [],
  );
  return {
    classes: codes(pack.customerClasses),
    channels: codes(pack.channels),
    grounds: codes(pack.priorityGrounds),
    choices: new Map(choices),
  };
}

/** What people write for each of these, in either language or as its code. */
export function codes(titles: Titles): KnownTexts<string> {
  return knownTexts(
    Object.entries(titles).flatMap(([code, { title }]) =>
      [title.ar, title.en, code].map((text) => [text, code] as const),
    ),
  );
}

const parties = knownTexts<'person' | 'body'>(
  Object.entries({ شخص: 'person', فرد: 'person', person: 'person', جهة: 'body', منشأة: 'body', body: 'body' }),
);
export const languages = knownTexts<'ar' | 'en'>(
  Object.entries({
    العربية: 'ar',
    عربي: 'ar',
    arabic: 'ar',
    ar: 'ar',
    الإنجليزية: 'en',
    إنجليزي: 'en',
    english: 'en',
    en: 'en',
  }),
);

const longest = (column: ColumnField): number => (column === 'remarks' ? 10_000 : column === 'number' ? 40 : 300);

/** What the row asks for, and everything that its cells alone show to be wrong; null if every cell is empty. */
export function readRow(
  { row, cells, bad = [] }: TableRow,
  columns: readonly (ColumnField | null)[],
  meanings: Meanings,
): { read: ImportRow; faults: RowFault[] } | null {
  const read: ImportRow = { row, customer: null, changes: {}, alike: [] };
  const faults: RowFault[] = [];
  let isEmpty = true;
  for (const [at, column] of columns.entries()) {
    if (column === null) continue;
    const unread = bad.find((cell) => cell.at === at);
    if (unread) faults.push({ row, column, fault: unread.fault });
    const text = textIn(cells[at] ?? '');
    if (unread || text !== '') isEmpty = false;
    if (text === '') continue;
    const fault = text.length > longest(column) ? 'too-long' : take(read, column, text, meanings);
    if (fault) faults.push({ row, column, fault });
  }
  return isEmpty ? null : { read, faults };
}

/** A cell without what stands around its text: blanks, marks of direction, the apostrophe that made it text. */
export function textIn(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
    .replace(nothing, '');
}

/** What people write when there is nothing to write. */
const nothing = /^(?:[-\u2010-\u2015\u0640_.]+|لا ?يوجد|لا ?توجد|غير ?متوفرة?|n\/?a|none|nil)$/iu;

/** Puts a cell where it belongs, and says what is wrong with it. */
function take(read: ImportRow, column: ColumnField, text: string, meanings: Meanings): RowFault['fault'] | null {
  const { changes } = read;
  if (!isSound(text)) return 'unreadable';
  switch (column) {
    case 'number':
      read.customer = asciiDigits(text).toUpperCase();
      return null;
    case 'socialMedia':
      return takeContact(changes, 'social-media', text);
    case 'address':
      return takeContact(changes, column, text);
    case 'phone':
    case 'mobile':
    case 'email':
      for (const one of parts(text.replaceAll('/', ','))) takeContact(changes, column, one);
      return null;
    case 'party':
      return meant(parties, text, (party) => Object.assign(changes, { party }));
    case 'language':
      return meant(languages, text, (language) => Object.assign(changes, { language }));
    case 'classes':
      return every(parts(text), meanings.classes, (classes) => Object.assign(changes, { classes }));
    case 'preferredChannel':
      return meant(meanings.channels, text, (preferredChannel) => Object.assign(changes, { preferredChannel }));
    case 'priorityGround':
      return meant(meanings.grounds, text, (priorityGround) => Object.assign(changes, { priorityGround }));
    case 'interests':
      changes.interests = parts(text);
      return changes.interests.length > 50 ? 'too-long' : null;
    case 'name':
    case 'nameLatin':
    case 'nationalNumber':
    case 'remarks':
      changes[column] = text;
      return null;
  }
  return takeOwn(changes, column.replace('fields.', ''), text, meanings);
}

function takeContact(changes: RowChanges, kind: CustomerContact['kind'], value: string): null {
  changes.contacts = [...(changes.contacts ?? []), { kind, value }];
  return null;
}

function takeOwn(changes: RowChanges, name: string, text: string, { choices }: Meanings): RowFault['fault'] | null {
  const put = (value: string) => {
    changes.fields = { ...changes.fields, [name]: value };
  };
  const among = choices.get(name);
  if (among) return meant(among, text, put);
  put(text);
  return null;
}

function meant<T>(known: KnownTexts<T>, text: string, put: (value: T) => void): RowFault['fault'] | null {
  return every([text], known, ([value]) => put(value as T));
}

function every<T>(texts: string[], known: KnownTexts<T>, put: (values: T[]) => void): RowFault['fault'] | null {
  const values = texts.flatMap((text) => known(text) ?? []);
  if (values.length < texts.length || texts.length === 0) return 'unknown-value';
  put([...new Set(values)]);
  return null;
}

/** Several values in one cell. */
export function parts(text: string): string[] {
  return text
    .split(/[،,؛;|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
