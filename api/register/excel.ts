import type { Readable } from 'node:stream';
import { asExcel, type ExcelCell } from '../../application/export/excel.ts';
import type { RegisterEntry } from '../../reports/register/entry.ts';
import { RegisterSummaryInMaking } from '../../reports/register/summary.ts';
import { columns, type RegisterTable } from '../../reports/register/table.ts';

/** The register as an Excel workbook, as it is read: one sheet with its lines, one with its summary. */
export function registerAsExcel(entries: AsyncIterable<RegisterEntry>, table: RegisterTable): Readable {
  const summary = new RegisterSummaryInMaking();
  const titled = columns.map(({ title, width, isDate }) => ({ title: title[table.language], width, isDate }));
  const sheets = [
    { name: table.name, columns: titled, lines: linesOf(entries, table, summary) },
    { name: table.summaryName, columns: [{ width: 40 }, { width: 14 }], lines: summaryLines(table, summary) },
  ];
  return asExcel(sheets, table.language);
}

async function* linesOf(
  entries: AsyncIterable<RegisterEntry>,
  table: RegisterTable,
  summary: RegisterSummaryInMaking,
): AsyncGenerator<ExcelCell[]> {
  for await (const entry of entries) {
    summary.add(entry);
    yield table.cells(entry).map((cell, index) => (columns[index]?.isDate ? dateOf(String(cell)) : cell));
  }
}

/** Made when every line has gone by. */
function* summaryLines(table: RegisterTable, summary: RegisterSummaryInMaking): Generator<ExcelCell[]> {
  yield* table.summary(summary.done());
}

/** `2026-03-30 16:00` as the sheet's own date: its writer knows UTC alone, so the wall clock is given as if it were that. */
function dateOf(cell: string): Date | null {
  return cell === '' ? null : new Date(`${cell.replace(' ', 'T')}:00Z`);
}
