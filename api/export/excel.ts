import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';

/** Dates are real dates of the sheet, so that it can sort them; everything else is text or a number, never a formula. */
const dateFormat = 'yyyy-mm-dd hh:mm';
const textFormat = '@';

export type ExcelCell = string | number | Date | null;

export interface SheetColumn {
  /** Left out of every column: the sheet has no line of titles. */
  title?: string;
  /** In characters. */
  width: number;
  isDate?: boolean;
  /** Numbers keep a format of their own. */
  isNumber?: boolean;
}

export interface Sheet {
  name: string;
  columns: SheetColumn[];
  /** Asked for when the sheets before have been written. */
  lines: AsyncIterable<ExcelCell[]> | Iterable<ExcelCell[]>;
}

/** Sheets as an Excel workbook, as it is read, in flat memory; Arabic from the right. */
export function asExcel(sheets: readonly Sheet[], language: 'ar' | 'en'): Readable {
  const out = new PassThrough();
  write(sheets, language === 'ar', out).catch((error: Error) => out.destroy(error));
  return out;
}

async function write(sheets: readonly Sheet[], rightToLeft: boolean, out: PassThrough): Promise<void> {
  // Loaded when the first workbook is asked for: it would be a tenth of the time in which the API starts.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  for (const { name, columns, lines } of sheets) {
    const isTitled = columns.some(({ title }) => title !== undefined);
    const view = isTitled ? { state: 'frozen' as const, ySplit: 1, rightToLeft } : { rightToLeft };
    const sheet = workbook.addWorksheet(name, { views: [view] });
    sheet.columns = columns.map((column) => (isTitled ? titled(column) : { width: column.width }));
    if (isTitled) {
      sheet.getRow(1).font = { bold: true };
      sheet.getRow(1).commit();
    }
    for await (const cells of lines) {
      sheet.addRow(cells).commit();
      // The writer itself waits for nobody: without this a slow reader would have the whole workbook wait in memory.
      while (out.writableNeedDrain) await once(out, 'drain');
    }
    sheet.commit();
  }
  await workbook.commit();
}

function titled({ title = '', width, isDate, isNumber }: SheetColumn) {
  const numFmt = isDate ? dateFormat : isNumber ? '0.###' : textFormat;
  return { header: title, width, style: { numFmt, alignment: { vertical: 'top' as const, wrapText: width > 40 } } };
}
