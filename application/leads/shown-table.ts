import type { Readable } from 'node:stream';
import { z } from 'zod';
import { programmesOf } from '../../db/programmes.ts';
import { staffOf } from '../../db/staff.ts';
import type { Language } from '../../packs/readable.ts';
import type { Call } from '../call.ts';
import { asCsv } from '../export/csv.ts';
import { asExcel } from '../export/excel.ts';

/** In which form a table of leads is asked for. */
export const shownAs = {
  format: z.enum(['json', 'csv', 'xlsx']).default('json'),
  language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of the titles in CSV and Excel.' }),
};

export type Words = Record<Language, string>;

/** A column of it: its titles, and what stands in it. */
export interface Column<Entry> {
  title: Words;
  cell(entry: Entry): string | number | null;
  isNumber?: boolean;
}

/** Programmes and people as a reader knows them: by their names, where the codes have any. */
export interface Names {
  programme(code: string): string;
  person(id: string | null): string;
}

export async function namesIn({ dependencies, pack }: Call, language: Language): Promise<Names> {
  const { database } = dependencies;
  const programmes = await programmesOf(database, pack.id);
  const titles = new Map(programmes.map(({ code, name }) => [code, name[language]]));
  const people = new Map((await staffOf(database, pack.id)).map(({ _id, name }) => [_id, name[language]]));
  return { programme: (code) => titles.get(code) ?? code, person: (id) => people.get(id ?? '') ?? id ?? '' };
}

/** The table as a file to be saved. */
export function asFile<Entry>(
  entries: readonly Entry[],
  columns: readonly Column<Entry>[],
  of: { format: 'csv' | 'xlsx'; language: Language; title: Words; file: string },
): { stream: Readable; headers: Record<string, string> } {
  const { format, language, title, file } = of;
  const lines = entries.map((entry) => columns.map(({ cell }) => cell(entry) ?? ''));
  const titles = columns.map((column) => column.title[language]);
  const sheet = {
    name: title[language],
    columns: columns.map(({ isNumber }, at) => ({
      title: titles[at] ?? '',
      width: 20,
      ...(isNumber ? { isNumber } : {}),
    })),
    lines,
  };
  const [stream, type] =
    format === 'csv'
      ? [asCsv(titles, lines), 'text/csv; charset=utf-8']
      : [asExcel([sheet], language), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];
  const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${file}.${format}"` };
  return { stream, headers };
}

/** What the statuses of a lead are called. */
export const statusWords: Record<string, Words> = {
  identified: { ar: 'تحديد', en: 'Identified' },
  followed: { ar: 'متابعة', en: 'Followed' },
  closed: { ar: 'إغلاق', en: 'Closed' },
  successful: { ar: 'ناجحة', en: 'Successful' },
  cancelled: { ar: 'ملغاة', en: 'Cancelled' },
};
