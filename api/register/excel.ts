import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import type { RegisterEntry } from './entry.ts';
import { RegisterSummaryInMaking } from './summary.ts';
import { columns, type RegisterTable } from './table.ts';

/** Local dates are real dates of the sheet, so that it can sort them; everything else is text or a number, never a formula. */
const dateFormat = 'yyyy-mm-dd hh:mm';
const textFormat = '@';

/** The register as an Excel workbook, as it is read: one sheet with its lines, one with its summary; Arabic from the right. */
export function registerAsExcel(entries: AsyncIterable<RegisterEntry>, table: RegisterTable): Readable {
  const out = new PassThrough();
  write(entries, table, out).catch((error: Error) => out.destroy(error));
  return out;
}

async function write(entries: AsyncIterable<RegisterEntry>, table: RegisterTable, out: PassThrough): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const rightToLeft = table.language === 'ar';
  const sheet = workbook.addWorksheet(table.name, { views: [{ state: 'frozen', ySplit: 1, rightToLeft }] });
  sheet.columns = columns.map(({ title, width, isDate }) => ({
    header: title[table.language],
    width,
    style: { numFmt: isDate ? dateFormat : textFormat, alignment: { vertical: 'top', wrapText: width > 40 } },
  }));
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  const summary = new RegisterSummaryInMaking();
  for await (const entry of entries) {
    summary.add(entry);
    sheet
      .addRow(table.cells(entry).map((cell, index) => (columns[index]?.isDate ? dateOf(String(cell)) : cell)))
      .commit();
    // The writer itself waits for nobody: without this a slow reader would have the whole workbook wait in memory.
    while (out.writableNeedDrain) await once(out, 'drain');
  }
  sheet.commit();
  const second = workbook.addWorksheet(table.summaryName, { views: [{ rightToLeft }] });
  second.columns = [{ width: 40 }, { width: 14 }];
  for (const line of table.summary(summary.done())) second.addRow(line).commit();
  second.commit();
  await workbook.commit();
}

/** `2026-03-30 16:00` as the sheet's own date: its writer knows UTC alone, so the wall clock is given as if it were that. */
function dateOf(cell: string): Date | null {
  return cell === '' ? null : new Date(`${cell.replace(' ', 'T')}:00Z`);
}
