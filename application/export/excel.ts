import { Readable } from 'node:stream';
import { type ExcelCell, isTitled, partsBeside, rowXml, type SheetColumn, sheetEnd, sheetHead } from './sheet-xml.ts';

export type { ExcelCell } from './sheet-xml.ts';

export interface Sheet {
  name: string;
  columns: SheetColumn[];
  /** Asked for when the sheets before have been written. */
  lines: AsyncIterable<ExcelCell[]> | Iterable<ExcelCell[]>;
}

/** As many characters as go to the archive at once. */
const pieceLength = 16 * 1024;

/** Sheets as an Excel workbook, as it is read, in flat memory; Arabic from the right. */
export function asExcel(sheets: readonly Sheet[], language: 'ar' | 'en'): Readable {
  return Readable.from(workbook(sheets, language === 'ar'), { objectMode: false });
}

async function* workbook(sheets: readonly Sheet[], rightToLeft: boolean): AsyncIterable<Uint8Array> {
  // Loaded when the first workbook is asked for, not when the API starts.
  const { default: yazl } = await import('yazl');
  const zip = new yazl.ZipFile();
  const parts: Readable[] = [];
  for (const [place, xml] of partsBeside(sheets.map(({ name }) => name))) zip.addBuffer(Buffer.from(xml), place);
  for (const [at, sheet] of sheets.entries()) {
    zip.addReadStreamLazy(`xl/worksheets/sheet${at + 1}.xml`, (give) => {
      const part = Readable.from(sheetXml(sheet, rightToLeft));
      parts.push(part);
      give(null, part);
    });
  }
  zip.end();
  const out = zip.outputStream as unknown as Readable;
  // What goes wrong with the lines is what goes wrong with the workbook.
  (zip as unknown as NodeJS.EventEmitter).on('error', (error: Error) => out.destroy(error));
  try {
    yield* out as AsyncIterable<Uint8Array>;
  } finally {
    // A reader who leaves early leaves nothing open: the lines may come from a database.
    for (const part of parts) part.destroy();
  }
}

async function* sheetXml({ columns, lines }: Sheet, rightToLeft: boolean): AsyncIterable<string> {
  let piece = sheetHead(columns, rightToLeft);
  let row = isTitled(columns) ? 1 : 0;
  for await (const cells of lines) {
    row += 1;
    piece += rowXml(row, cells, columns);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece + sheetEnd;
}
