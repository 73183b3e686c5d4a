/** Workbooks made part by part, as no writer of workbooks would make them. */
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

const head = '<?xml version="1.0" encoding="UTF-8"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Parts besides the sheet: shared strings, styles, the list of sheets. */
export type Parts = Partial<Record<'sharedStrings' | 'styles' | 'workbook', string>>;

export async function zipOf(parts: Record<string, string>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream as unknown as NodeJS.ReadableStream);
}

/** A workbook of one sheet with these rows, as XML. */
export function workbookOf(rows: string, { sharedStrings, styles, workbook }: Parts = {}): Promise<Buffer> {
  return zipOf({
    'xl/workbook.xml':
      workbook ??
      `${head}<workbook ${main} xmlns:r="${relations}"><sheets><sheet name="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`,
    ...(sharedStrings ? { 'xl/sharedStrings.xml': `${head}<sst ${main}>${sharedStrings}</sst>` } : {}),
    ...(styles ? { 'xl/styles.xml': `${head}<styleSheet ${main}>${styles}</styleSheet>` } : {}),
  });
}
