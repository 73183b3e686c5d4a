/** The parts of an Excel workbook as XML, such as every program opens whatever is in the cells. Pure. */
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { soundText } from '../../domain/written-text.ts';

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

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The most that a cell may have: a workbook with a longer one is not opened. */
const longestCell = 32_767;

/** Text as a cell carries it: what looks like an escape of a character stays as it was written. */
function escaped(text: string): string {
  const sound = soundText(text);
  const short = sound.length > longestCell ? `${soundText(sound.slice(0, longestCell - 1))}…` : sound;
  return short
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replaceAll('\r', '_x000D_');
}

const named = (name: string): string => escaped(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31));

const times = (count: number, part: (number: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at + 1)).join('');

/** Every part but the sheets, by its place in the workbook. */
export function partsBeside(names: readonly string[]): [place: string, xml: string][] {
  const { length } = names;
  const overrides = times(
    length,
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${types}.worksheet+xml"/>`,
  );
  const sheets = names.map((name, at) => `<sheet name="${named(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const related = times(
    length,
    (n) => `<Relationship Id="rId${n}" Type="${documents}/relationships/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${overrides}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook ${main} xmlns:r="${documents}/relationships"><sheets>${sheets.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${related}<Relationship Id="rId${length + 1}" Type="${documents}/relationships/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles],
  ];
}

/** By their place among the formats of cells below; each from the second on also with its lines wrapped. */
const format = { plain: 0, title: 1, text: 2, date: 4, number: 6 };

const top = (wrapped: boolean) => `<alignment vertical="top"${wrapped ? ' wrapText="1"' : ''}/>`;
const both = (id: number): string =>
  [false, true]
    .map(
      (wrapped) =>
        `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">${top(wrapped)}</xf>`,
    )
    .join('');

const styles = `${head}<styleSheet ${main}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="0.###"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>${both(49)}${both(164)}${both(165)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** What stands before the rows of a sheet: Arabic from the right, the titles always in sight. */
export function sheetHead(columns: readonly SheetColumn[], rightToLeft: boolean): string {
  const side = rightToLeft ? ' rightToLeft="1"' : '';
  const pane = isTitled(columns)
    ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
    : '';
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const cols = widths.length > 0 ? `<cols>${widths.join('')}</cols>` : '';
  return `${head}<worksheet ${main}><sheetViews><sheetView${side} workbookViewId="0">${pane}</sheetView></sheetViews>${cols}<sheetData>${isTitled(columns) ? titles(columns) : ''}`;
}

export const sheetEnd = '</sheetData></worksheet>';

export const isTitled = (columns: readonly SheetColumn[]): boolean => columns.some(({ title }) => title !== undefined);

const titles = (columns: readonly SheetColumn[]): string =>
  `<row r="1">${columns.map(({ title = '' }) => textCell(title, format.title)).join('')}</row>`;

/** A row; what looks like a formula is text. */
export function rowXml(row: number, cells: readonly ExcelCell[], columns: readonly SheetColumn[]): string {
  const styled = isTitled(columns);
  return `<row r="${row}">${cells.map((cell, at) => cellXml(cell, styled ? columns[at] : undefined)).join('')}</row>`;
}

function cellXml(cell: ExcelCell, column: SheetColumn | undefined): string {
  const kind = column?.isDate ? format.date : column?.isNumber ? format.number : format.text;
  const style = column ? kind + (column.width > 40 ? 1 : 0) : format.plain;
  if (cell === null || cell === '') return `<c s="${style}"/>`;
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? `<c s="${style}"><v>${cell}</v></c>` : `<c s="${style}"/>`;
  // A day is one; they count from the last day but one of 1899.
  if (cell instanceof Date) return `<c s="${style}"><v>${cell.getTime() / MS_PER_DAY + 25_569}</v></c>`;
  return textCell(cell, style);
}

const textCell = (text: string, style: number): string =>
  `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
