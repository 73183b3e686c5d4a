/** Reads the first sheet of an Excel workbook that is not hidden, row by row. Nothing of it is written to a disk. */
import { CellText } from './cell-text.ts';
import { dateText, isDateFormat } from './sheet-dates.ts';
import { FileRefused, mostColumns, TableLimits, type TableRow } from './table.ts';
import { Workbook } from './workbook-xml.ts';

/** As many rows as a sheet can have. */
const lastRow = 1_048_576;

/** What the cells of a sheet refer to. */
interface Book {
  strings: string[];
  /** Of each style whether it shows numbers as dates. */
  dateStyles: boolean[];
  from1904: boolean;
}

/**
 * The rows of the sheet, each with the number that the sheet gives it: what it leaves out is not there.
 * @throws FileRefused if it is no workbook, or too much of one.
 */
export async function* excelRows(bytes: Uint8Array): AsyncIterable<TableRow> {
  // The mark of the file that older versions write, and of one with a password.
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0') throw new FileRefused('old-workbook');
  try {
    const workbook = await Workbook.open(bytes);
    const { sheet, from1904 } = await firstSheet(workbook);
    const strings = await sharedStrings(workbook);
    const dateStyles = await stylesOfDates(workbook);
    yield* sheetRows(workbook, sheet, { strings, dateStyles, from1904 });
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('no-workbook');
  }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

async function firstSheet(workbook: Workbook): Promise<{ sheet: string; from1904: boolean }> {
  let id: string | undefined;
  let from1904 = false;
  await workbook.read('xl/workbook.xml', {
    open(name, attributes) {
      const isShown = (attributes.state ?? 'visible') === 'visible';
      if (name === 'sheet' && isShown) id ??= Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      if (name === 'workbookPr') from1904 = isTrue(attributes.date1904);
    },
  });
  if (id === undefined) throw new FileRefused('no-sheet');
  let target = '';
  await workbook.read('xl/_rels/workbook.xml.rels', {
    open(_name, { Id, Target = '' }) {
      if (Id === id) target = Target;
    },
  });
  return { sheet: target.startsWith('/') ? target.slice(1) : `xl/${target}`, from1904 };
}

async function sharedStrings(workbook: Workbook): Promise<string[]> {
  const strings: string[] = [];
  if (!workbook.has('xl/sharedStrings.xml')) return strings;
  const text = new CellText();
  const limits = new TableLimits();
  await workbook.read('xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text.begin();
      else text.open(name);
    },
    text: (some) => text.add(some),
    close(name) {
      if (name === 'si') {
        limits.cell();
        strings.push(text.whole);
      } else text.close(name);
    },
  });
  return strings;
}

async function stylesOfDates(workbook: Workbook): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (!workbook.has('xl/styles.xml')) return styles;
  const formats = new Map<number, string>();
  let isOfCells = false;
  await workbook.read('xl/styles.xml', {
    open(name, { numFmtId = '0', formatCode }) {
      if (name === 'numFmt' && formatCode !== undefined) formats.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') isOfCells = true;
      if (name === 'xf' && isOfCells) styles.push(isDateFormat(Number(numFmtId), formats.get(Number(numFmtId))));
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
  });
  return styles;
}

async function* sheetRows(workbook: Workbook, part: string, book: Book): AsyncIterable<TableRow> {
  const sheet = new SheetInMaking(book);
  const reading = workbook.pieces(part, {
    open: (name, attributes) => sheet.open(name, attributes),
    text: (some) => sheet.text.add(some),
    close: (name) => sheet.close(name),
  });
  for await (const _ of reading) yield* sheet.ready.splice(0);
  yield* sheet.ready.splice(0);
}

class SheetInMaking {
  readonly ready: TableRow[] = [];
  readonly text = new CellText();
  private readonly book: Book;
  private readonly limits = new TableLimits();
  private row = 0;
  private cells: string[] = [];
  private bad: NonNullable<TableRow['bad']> = [];
  private at = -1;
  private type = 'n';
  private style = 0;
  private isFormula = false;

  constructor(book: Book) {
    this.book = book;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') this.openRow(attributes.r);
    else if (name === 'c') this.openCell(attributes);
    else if (name === 'f') this.isFormula = true;
    else this.text.open(name);
  }

  close(name: string): void {
    if (name === 'row') this.closeRow();
    else if (name === 'c') this.closeCell();
    else this.text.close(name);
  }

  private openRow(given: string | undefined): void {
    const number = given === undefined ? this.row + 1 : Number(given);
    // Not so much as looked at: a sheet of two lines may say that one of them is row nine hundred million.
    if (!(number <= lastRow)) throw new FileRefused('row-beyond', lastRow);
    if (number <= this.row) throw new FileRefused('no-workbook');
    this.row = number;
    this.at = -1;
    [this.cells, this.bad] = [[], []];
  }

  private openCell({ r: place, t: type = 'n', s: style = '0' }: Record<string, string>): void {
    const at = place === undefined ? this.at + 1 : columnIn(place);
    if (!(at > this.at)) throw new FileRefused('no-workbook');
    if (this.at < 0) this.limits.row();
    this.limits.cell();
    [this.at, this.type, this.style, this.isFormula] = [at, type, Number(style), false];
    this.text.begin();
  }

  private closeCell(): void {
    const found = cellValue(this.type, this.text, this.book, this.style, this.isFormula);
    if (found === '') return;
    if (this.at >= mostColumns) throw new FileRefused('too-many-columns', mostColumns);
    if (typeof found === 'string') {
      this.limits.text(found);
      this.cells[this.at] = found;
    } else this.bad.push({ at: this.at, ...found });
  }

  private closeRow(): void {
    const cells = Array.from(this.cells, (cell) => cell ?? '');
    if (this.at < 0) return;
    this.ready.push(this.bad.length > 0 ? { row: this.row, cells, bad: this.bad } : { row: this.row, cells });
  }
}

/** The column of a place such as AB12, from 0. */
function columnIn(place: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(place)?.[1];
  if (!letters) return -1;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

type CellFault = Pick<NonNullable<TableRow['bad']>[number], 'fault'>;

function cellValue(type: string, text: CellText, book: Book, style: number, isFormula: boolean): string | CellFault {
  if (type === 'e') return { fault: 'error-cell' };
  // The sheet was written by a program that did not work its formulas out.
  if (isFormula && !text.hasValue) return { fault: 'no-result' };
  if (!text.hasValue) return '';
  switch (type) {
    case 's':
      return book.strings[Number(text.raw)] ?? { fault: 'unreadable' };
    case 'b':
      return isTrue(text.raw) ? 'TRUE' : 'FALSE';
    case 'd':
      return text.raw.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ');
    case 'n':
      return numberText(text.raw.trim(), book, style);
    default:
      return text.whole;
  }
}

/** As a spreadsheet shows it: with fifteen figures, and never with an exponent, since a telephone number is a number. */
function numberText(raw: string, { dateStyles, from1904 }: Book, style: number): string | CellFault {
  if (raw === '') return '';
  const value = Number(raw);
  if (!Number.isFinite(value)) return { fault: 'unreadable' };
  if (dateStyles[style]) return dateText(value, from1904) ?? { fault: 'error-cell' };
  if (/^-?\d{1,15}$/.test(raw)) return raw;
  const shown = Number(value.toPrecision(15));
  return Number.isInteger(shown) && Math.abs(shown) < 1e21 ? BigInt(shown).toString() : String(shown);
}
