import type { Readable } from 'node:stream';
import { z } from 'zod';
import { asCsv } from '../../application/export/csv.ts';
import { asExcel } from '../../application/export/excel.ts';
import type { Wording } from '../../packs/schema.ts';
import type { Language } from '../../packs/words/readable.ts';
import type { Column } from '../../reports/column.ts';

/** In which form a table is asked for. */
export const shownAs = {
  format: z.enum(['json', 'csv', 'xlsx']).default('json'),
  language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of the titles in CSV and Excel.' }),
};

/** The table as a file to be saved. */
export function asFile<Entry>(
  entries: readonly Entry[],
  columns: readonly Column<Entry>[],
  of: { format: 'csv' | 'xlsx'; language: Language; title: Wording; file: string },
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
